import { GetCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Decision, DecisionInputs } from '../../contracts/decision';
import { KEPT_DAYS } from '../../contracts/kept-items';
import type { LoadDecision, SaveDecision } from '../domain/ports/decisions';
import type { RecordedDecision } from '../domain/ports/rights';
import { recordedInputs } from '../domain/recorded-inputs';
import { decode, encode } from './codec';
import { DECISION_DICTIONARIES, DECISION_DICTIONARY } from './decision-dictionary';
import { decisionIndexItem, decisionItem } from './engagement-items';
import { cancellationCodes, isConditionFailed, isContention, StoreError } from './errors';
import { ledgerUpdate } from './ledgers.dynamodb';
import { codeClaim } from './pools.dynamodb';
import { absentOrExpired, daysFrom, isAlive, type Table } from './table';

export type LoadRecordedDecision = (decisionId: string) => Promise<RecordedDecision | undefined>;

const decisionPut = (table: Table, decision: Decision, inputs: DecisionInputs) => ({
  TableName: table.table,
  Item: {
    ...decisionItem(decision.decisionId),
    body: encode(
      { decision, inputs: recordedInputs(inputs) } satisfies RecordedDecision,
      DECISION_DICTIONARIES[DECISION_DICTIONARY],
    ),
    dictionary: DECISION_DICTIONARY,
    person: decision.person,
    ttl: daysFrom(table.now(), KEPT_DAYS.decisions),
  },
  ...absentOrExpired(table.now()),
});

const indexPut = (table: Table, { person, decisionId }: Decision) => ({
  TableName: table.table,
  Item: { ...decisionIndexItem(person, decisionId), ttl: daysFrom(table.now(), KEPT_DAYS.decisions) },
});

const loadRecordedDecision =
  (table: Table): LoadRecordedDecision =>
  async (decisionId) => {
    const { Item: item } = await table.client.send(
      new GetCommand({ TableName: table.table, Key: decisionItem(decisionId), ConsistentRead: true }),
    );
    if (item === undefined || !isAlive(item, table.now())) return undefined;
    return decode<RecordedDecision>(item.body, DECISION_DICTIONARIES[Number(item.dictionary)]);
  };

const loadDecision =
  (table: Table): LoadDecision =>
  async (decisionId) =>
    (await loadRecordedDecision(table)(decisionId))?.decision;

/** Whether the write lost against an earlier decision (`exists`) or a newer ledger (`conflict`). */
const lossOf = (error: unknown): 'exists' | 'conflict' => {
  if (isConditionFailed(error)) return 'exists';
  const codes = cancellationCodes(error);
  if (codes === undefined) throw error;
  if (codes[0] === 'ConditionalCheckFailed') return 'exists';
  if (isContention(codes)) return 'conflict';
  throw new StoreError('store.throttled', 'TransactWriteItems', true, { cause: error });
};

const saveDecision =
  (table: Table): SaveDecision =>
  async (decision, inputs, ledger, codes = []) => {
    const put = decisionPut(table, decision, inputs);
    try {
      if (ledger === undefined) {
        // First: a row to no decision ends by itself, a decision without one would be found by nobody.
        await table.client.send(new PutCommand(indexPut(table, decision)));
        await table.client.send(new PutCommand(put));
      } else {
        const update = ledgerUpdate(table, ledger, decision.decisionId);
        const claims = codes.map((code) => codeClaim(table, code));
        await table.client.send(
          new TransactWriteCommand({ TransactItems: [{ Put: put }, { Update: update }, ...claims] }),
        );
      }
      return { outcome: 'saved' };
    } catch (error) {
      if (lossOf(error) === 'conflict') return { outcome: 'conflict' };
      const before = await loadDecision(table)(decision.decisionId);
      return before === undefined ? { outcome: 'conflict' } : { outcome: 'exists', decision: before };
    }
  };

/** Decisions of the engagement table. */
export const createDecisions = (table: Table) => ({
  saveDecision: saveDecision(table),
  loadDecision: loadDecision(table),
  loadRecordedDecision: loadRecordedDecision(table),
});
