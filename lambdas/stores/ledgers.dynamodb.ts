import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Ledger } from '../../contracts/decision';
import type { LoadLedgers, SaveLedger, StoredLedger } from '../domain/ports';
import { decode, encode } from './codec';
import { ledgerItem } from './engagement-items';
import { isConditionFailed } from './errors';
import { absentOrExpired, daysFrom, getItems, type Table } from './table';

/** A year of caps and goals, counted from the last time the ledger was written. */
const LEDGER_DAYS = 400;

const loadLedgers =
  (table: Table): LoadLedgers =>
  async (strands) => {
    const found = await getItems(table, strands.map(ledgerItem), { consistent: true });
    return strands.flatMap((strand) => {
      const item = found.find(ledgerItem(strand));
      return item === undefined ? [] : [{ strand, version: Number(item.v), ledger: decode<Ledger>(item.body) }];
    });
  };

/** Write of a ledger at the version it was read at; part of a decision's transaction, too. */
export const ledgerPut = (table: Table, { strand, version, ledger }: StoredLedger) => ({
  TableName: table.table,
  Item: { ...ledgerItem(strand), v: version + 1, body: encode(ledger), ttl: daysFrom(table.now(), LEDGER_DAYS) },
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

/** Ledgers of the engagement table. */
export const createLedgers = (table: Table) => ({ loadLedgers: loadLedgers(table), saveLedger: saveLedger(table) });
