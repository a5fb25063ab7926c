import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { GovernedFunction } from './governed-function';

/** A table as functions reach it, whichever stack makes it. */
export interface ReachedTable {
  readonly tableArn: string;
  readonly tableName: string;
  /** What the table is encrypted with. */
  readonly key: IKey;
  /** Variable in which a function that may use the table finds its name. */
  readonly variable: string;
}

export type ReadAction = 'GetItem' | 'BatchGetItem' | 'Query';
export type WriteAction = 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem';

const READS = new Set<string>(['GetItem', 'BatchGetItem', 'Query'] satisfies ReadAction[]);

/**
 * Lets a function use exactly these actions on exactly these partition keys (`*` stands for the rest) and tells it the
 * table's name. A transaction is authorised as the actions of its items. No table is ever scanned.
 */
export const allowTable = (
  fn: GovernedFunction,
  table: ReachedTable,
  actions: readonly (ReadAction | WriteAction)[],
  keys: readonly string[],
): void => {
  const named = actions.map((action) => `dynamodb:${action}`);
  fn.allow(named, [table.tableArn], { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } });
  fn.addEnvironment(table.variable, table.tableName);
  allowTableKey(fn, table.key, !actions.every((action) => READS.has(action)));
};

/** Lets a function's event source mapping read a stream of the table's. */
export const allowTableStream = (fn: GovernedFunction, { tableArn, key }: ReachedTable, streamArn: string): void => {
  const actions = ['DescribeStream', 'GetRecords', 'GetShardIterator'];
  fn.allow(
    actions.map((action) => `dynamodb:${action}`),
    [streamArn],
  );
  // AWS authorises ListStreams on the table's streams as a whole.
  fn.allow(['dynamodb:ListStreams'], [`${tableArn}/stream/*`]);
  allowTableKey(fn, key, false);
};

/** The table's key policy asks for more on a write: DynamoDB re-encrypts the table key on the caller's behalf. */
const allowTableKey = (fn: GovernedFunction, key: IKey, writes: boolean): void => {
  const read = ['kms:Decrypt', 'kms:DescribeKey'];
  fn.allowKey(key, 'dynamodb', writes ? [...read, 'kms:Encrypt', 'kms:GenerateDataKey'] : read);
};
