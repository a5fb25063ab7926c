import { GetCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Decision, DecisionInputs, Ledger } from '../../contracts/decision';
import type {
  Attempt,
  ClaimAttempt,
  LoadAttempt,
  LoadDecision,
  LoadDefinition,
  LoadLedgers,
  SaveAttempt,
  SaveDecision,
  SaveLedger,
  StoredLedger,
} from '../domain/ports';
import { decode, encode } from './codec';
import { attemptItem, type DecisionBody, decisionItem, ledgerItem, withoutDefinitions } from './engagement-items';
import { cancellationCodes, isConditionFailed, isContention, StoreError } from './errors';
import { absentOrExpired, daysFrom, getItems, type Item, isAlive, type Key, type Table } from './table';

const DECISION_DAYS = 90;
/** A year of caps, goals and proof of delivery, counted from the last time the item was written. */
const LEDGER_DAYS = 400;
const ATTEMPT_DAYS = 400;

const getItem = async (table: Table, key: Key): Promise<Item | undefined> => {
  const { Item: item } = await table.client.send(
    new GetCommand({ TableName: table.table, Key: key, ConsistentRead: true }),
  );
  return item !== undefined && isAlive(item, table.now()) ? (item as Item) : undefined;
};

const loadLedgers =
  (table: Table): LoadLedgers =>
  async (strands) => {
    const found = await getItems(table, strands.map(ledgerItem), { consistent: true });
    return strands.flatMap((strand) => {
      const item = found.find(ledgerItem(strand));
      return item === undefined ? [] : [{ strand, version: Number(item.v), ledger: decode<Ledger>(item.body) }];
    });
  };

const ledgerPut = (table: Table, { strand, version, ledger }: StoredLedger) => ({
  TableName: table.table,
  Item: {
    ...ledgerItem(strand),
    v: version + 1,
    body: encode(ledger),
    ttl: daysFrom(table.now(), LEDGER_DAYS),
  },
  ...(version === 0
    ? absentOrExpired(table.now())
    : { ConditionExpression: 'v = :was', ExpressionAttributeValues: { ':was': version } }),
});

const saveLedger =
  (table: Table): SaveLedger =>
  async (ledger) => {
    try {
      await table.client.send(new PutCommand(ledgerPut(table, ledger)));
      return 'saved';
    } catch (error) {
      if (isConditionFailed(error)) return 'conflict';
      throw error;
    }
  };

const decisionPut = (table: Table, decision: Decision, inputs: DecisionInputs) => ({
  TableName: table.table,
  Item: {
    ...decisionItem(decision.decisionId),
    body: encode({ decision, inputs: withoutDefinitions(inputs) } satisfies DecisionBody),
    person: decision.person,
    ttl: daysFrom(table.now(), DECISION_DAYS),
  },
  ...absentOrExpired(table.now()),
});

const loadBody = async (table: Table, decisionId: string): Promise<DecisionBody | undefined> => {
  const item = await getItem(table, decisionItem(decisionId));
  return item === undefined ? undefined : decode<DecisionBody>(item.body);
};

const loadDecision =
  (table: Table): LoadDecision =>
  async (decisionId) =>
    (await loadBody(table, decisionId))?.decision;

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
  async (decision, inputs, ledger) => {
    const put = decisionPut(table, decision, inputs);
    try {
      await (ledger === undefined
        ? table.client.send(new PutCommand(put))
        : table.client.send(
            new TransactWriteCommand({ TransactItems: [{ Put: put }, { Put: ledgerPut(table, ledger) }] }),
          ));
      return { outcome: 'saved' };
    } catch (error) {
      if (lossOf(error) === 'conflict') return { outcome: 'conflict' };
      const before = await loadDecision(table)(decision.decisionId);
      return before === undefined ? { outcome: 'conflict' } : { outcome: 'exists', decision: before };
    }
  };

/** The inputs a decision was made from, with its definitions read back, so that it can be replayed. */
export type LoadDecisionInputs = (
  decisionId: string,
  loadDefinition: LoadDefinition,
) => Promise<DecisionInputs | undefined>;

const loadDecisionInputs =
  (table: Table): LoadDecisionInputs =>
  async (decisionId, loadDefinition) => {
    const body = await loadBody(table, decisionId);
    if (body === undefined) return undefined;
    const launches = await Promise.all(
      body.inputs.launches.map(async ({ launch, hash, state, full }) => {
        const definition = await loadDefinition(launch, hash);
        if (definition === undefined) throw new StoreError('store.corrupt', 'LoadDefinition', false);
        return { definition, state, full };
      }),
    );
    return { ...body.inputs, launches };
  };

const attemptPut = (table: Table, attempt: Attempt) => ({
  TableName: table.table,
  Item: { ...attempt, ...attemptItem(attempt.messageId), ttl: daysFrom(table.now(), ATTEMPT_DAYS) },
});

const loadAttempt =
  (table: Table): LoadAttempt =>
  async (messageId) => {
    const item = await getItem(table, attemptItem(messageId));
    if (item === undefined) return undefined;
    const { pk: _pk, sk: _sk, ttl: _ttl, ...attempt } = item;
    return attempt as unknown as Attempt;
  };

const saveAttempt =
  (table: Table): SaveAttempt =>
  async (attempt) => {
    await table.client.send(new PutCommand(attemptPut(table, attempt)));
  };

const stillAs = (was: Attempt) => ({
  ConditionExpression: '#at = :at AND attempts = :attempts',
  ExpressionAttributeNames: { '#at': 'at' },
  ExpressionAttributeValues: { ':at': was.at, ':attempts': was.attempts },
});

const claimAttempt =
  (table: Table): ClaimAttempt =>
  async (attempt, was) => {
    const condition = was === undefined ? absentOrExpired(table.now()) : stillAs(was);
    try {
      await table.client.send(new PutCommand({ ...attemptPut(table, attempt), ...condition }));
      return 'claimed';
    } catch (error) {
      if (isConditionFailed(error)) return 'taken';
      throw error;
    }
  };

/** The ports of the engagement table, counters apart. */
export const createEngagement = (table: Table) => ({
  loadLedgers: loadLedgers(table),
  saveLedger: saveLedger(table),
  saveDecision: saveDecision(table),
  loadDecision: loadDecision(table),
  loadDecisionInputs: loadDecisionInputs(table),
  loadAttempt: loadAttempt(table),
  saveAttempt: saveAttempt(table),
  claimAttempt: claimAttempt(table),
});
