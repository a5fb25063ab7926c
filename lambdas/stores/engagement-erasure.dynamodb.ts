import type { Ledger } from '../../contracts/decision';
import type {
  ForgetAttempts,
  ForgetDecisions,
  ForgetLedger,
  ReadAttempts,
  ReadDecisions,
  ReadEngaged,
} from '../domain/ports/rights';
import { createAttempts } from './attempts.dynamodb';
import { decode } from './codec';
import { createDecisions } from './decisions.dynamodb';
import { attemptItem, decisionItem, ledgerItem, ledgerKey } from './engagement-items';
import { deleteItems, queryAll } from './keyed-items';
import { inParallel } from './parallel';
import type { Item, Table } from './table';

const READERS = 16;
const INDEX = 'D#';

const namedIn = ({ decisions }: Item): readonly string[] =>
  decisions instanceof Set ? [...decisions].map(String) : [];

const readEngaged =
  (table: Table): ReadEngaged =>
  async (strand) => {
    const items = await queryAll(table, ledgerKey(strand));
    const ledger = items.find(({ sk }) => sk === ledgerItem(strand).sk);
    const indexed = items.filter(({ sk }) => sk.startsWith(INDEX)).map(({ sk }) => sk.slice(INDEX.length));
    return {
      ...(ledger !== undefined && {
        ledger: { strand, version: Number(ledger.v), ledger: decode<Ledger>(ledger.body) },
      }),
      decisions: [...indexed, ...(ledger === undefined ? [] : namedIn(ledger))],
    };
  };

const present = <Value>(values: readonly (Value | undefined)[]): readonly Value[] =>
  values.filter((value) => value !== undefined);

const readDecisions =
  (table: Table): ReadDecisions =>
  async (ids) =>
    present(await inParallel(ids, READERS, createDecisions(table).loadRecordedDecision));

const readAttempts =
  (table: Table): ReadAttempts =>
  async (ids) =>
    present(await inParallel(ids, READERS, createAttempts(table).loadAttempt));

const forgetLedger =
  (table: Table): ForgetLedger =>
  async (strand) =>
    deleteItems(table, await queryAll(table, ledgerKey(strand)));

const forgetDecisions =
  (table: Table): ForgetDecisions =>
  (ids) =>
    deleteItems(table, ids.map(decisionItem));

const forgetAttempts =
  (table: Table): ForgetAttempts =>
  (ids) =>
    deleteItems(table, ids.map(attemptItem));

/** What export and erasure read of a person's decisions and messages. */
export const createEngagementReader = (table: Table) => ({
  readEngaged: readEngaged(table),
  readDecisions: readDecisions(table),
  readAttempts: readAttempts(table),
});

/** What an erasure does to them. */
export const createEngagementEraser = (table: Table) => ({
  ...createEngagementReader(table),
  forgetLedger: forgetLedger(table),
  forgetDecisions: forgetDecisions(table),
  forgetAttempts: forgetAttempts(table),
});
