import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { ConsentReceipt, StrandId } from '../../contracts/profile';
import type { LoadConsentLog } from '../domain/ports';
import { decode, encode } from './codec';
import type { Table } from './table';

const LOG = 'CLOG#';

/** The item of one entry. It has no time to live: proof lasts as long as the person. */
export const receiptItem = (receipt: ConsentReceipt) => ({
  pk: `S#${receipt.strand}`,
  sk: `${LOG}${receipt.at}#${receipt.key}`,
  body: encode(receipt),
});

const logOf = async (table: Table, strand: StrandId): Promise<readonly ConsentReceipt[]> => {
  const receipts: ConsentReceipt[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const answer = await table.client.send(
      new QueryCommand({
        TableName: table.table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :log)',
        ExpressionAttributeValues: { ':pk': `S#${strand}`, ':log': LOG },
        ConsistentRead: true,
        ...(from === undefined ? {} : { ExclusiveStartKey: from }),
      }),
    );
    for (const { body } of answer.Items ?? []) receipts.push(decode<ConsentReceipt>(body));
    from = answer.LastEvaluatedKey;
  } while (from !== undefined);
  return receipts;
};

/** Reads the consent log of the profiles table. */
export const createLoadConsentLog =
  (table: Table): LoadConsentLog =>
  async (strands) =>
    (await Promise.all(strands.map((strand) => logOf(table, strand)))).flat();
