import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Ledger } from '../../contracts/decision';
import { KEPT_DAYS } from '../../contracts/kept-items';
import type { LoadLedgers, SaveLedger, StoredLedger } from '../domain/ports/decisions';
import { decode, encode } from './codec';
import { ledgerItem } from './engagement-items';
import { isConditionFailed } from './errors';
import { daysFrom, epochSeconds, getItems, type Table } from './table';

const loadLedgers =
  (table: Table): LoadLedgers =>
  async (strands) => {
    const found = await getItems(table, strands.map(ledgerItem), { consistent: true });
    return strands.flatMap((strand) => {
      const item = found.find(ledgerItem(strand));
      return item === undefined ? [] : [{ strand, version: Number(item.v), ledger: decode<Ledger>(item.body) }];
    });
  };

/**
 * Write of a ledger at the version it was read at; part of a decision's transaction, too. The item also names the decisions
 * that changed it, so that they are found with the person.
 */
export const ledgerUpdate = (table: Table, { strand, version, ledger }: StoredLedger, decisionId?: string) => ({
  TableName: table.table,
  Key: { ...ledgerItem(strand) },
  UpdateExpression: `SET v = :v, body = :body, #ttl = :ttl${decisionId === undefined ? '' : ' ADD decisions :decision'}`,
  ConditionExpression: version === 0 ? 'attribute_not_exists(pk) OR #ttl <= :now' : 'v = :was',
  ExpressionAttributeNames: { '#ttl': 'ttl' },
  ExpressionAttributeValues: {
    ':v': version + 1,
    ':body': encode(ledger),
    ':ttl': daysFrom(table.now(), KEPT_DAYS.ledgers),
    ...(version === 0 ? { ':now': epochSeconds(table.now()) } : { ':was': version }),
    ...(decisionId !== undefined && { ':decision': new Set([decisionId]) }),
  },
});

const saveLedger =
  (table: Table): SaveLedger =>
  async (ledger) => {
    try {
      await table.client.send(new UpdateCommand(ledgerUpdate(table, ledger)));
      return 'saved';
    } catch (error) {
      if (isConditionFailed(error)) return 'conflict';
      throw error;
    }
  };

/** Ledgers of the engagement table. */
export const createLedgers = (table: Table) => ({ loadLedgers: loadLedgers(table), saveLedger: saveLedger(table) });
