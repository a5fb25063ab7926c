import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { KEPT_DAYS } from '../../contracts/kept-items';
import type { VendorReport } from '../domain/erasure-report';
import type { ErasureState } from '../domain/erasure-state';
import type { LoadErasure, NoteReport, ReadReports, SaveErasure } from '../domain/ports/rights';
import { decode, encode } from './codec';
import { queryAll } from './keyed-items';
import { absentOrExpired, daysFrom, isAlive, type Key, putIf, type Table } from './table';

/** Where an erasure is kept, and its receipt for good: proof that is asked for years later. */
const erasureItem = (receipt: string): Key => ({ pk: `R#${receipt}`, sk: 'ERASURE' });

const loadErasure =
  (table: Table): LoadErasure =>
  async (receipt) => {
    const { Item: item } = await table.client.send(
      new GetCommand({ TableName: table.table, Key: erasureItem(receipt), ConsistentRead: true }),
    );
    return item === undefined ? undefined : { version: Number(item.v), state: decode<ErasureState>(item.body) };
  };

const saveErasure =
  (table: Table): SaveErasure =>
  async (state, was) => {
    const item = { ...erasureItem(state.receipt), v: was + 1, step: state.step, body: encode(state) };
    const condition =
      was === 0
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : { ConditionExpression: 'v = :was', ExpressionAttributeValues: { ':was': was } };
    return (await putIf(table, item, condition)) ? 'saved' : 'conflict';
  };

const reportsKey = (receipt: string): string => `RV#${receipt}`;

const noteReport =
  (table: Table): NoteReport =>
  async (report) => {
    const now = table.now();
    const item = {
      pk: reportsKey(report.receipt),
      sk: report.vendor,
      body: encode(report),
      ttl: daysFrom(now, KEPT_DAYS.erasureAnswers),
    };
    await putIf(table, item, absentOrExpired(now));
  };

const readReports =
  (table: Table): ReadReports =>
  async (receipt) => {
    const items = await queryAll(table, reportsKey(receipt));
    return items.filter((item) => isAlive(item, table.now())).map(({ body }) => decode<VendorReport>(body));
  };

/** What vendors answered, beside the erasures: who writes it cannot write these. */
export const createErasureReports = (table: Table) => ({
  noteReport: noteReport(table),
  readReports: readReports(table),
});

/** Erasures under way and receipts, in the vault's table: while one is under way it says whose tokens are whose. */
export const createErasures = (table: Table) => ({ loadErasure: loadErasure(table), saveErasure: saveErasure(table) });
