import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Circuit, CountAnswers, LoadCircuit, SaveCircuit, TakeNumbers } from '../domain/ports/vendor-limits';
import { epochSeconds, type Key, putIf, type Table } from './table';

/** A key for each second: however many messages wait, no key is written to for longer. */
const rateItem = (vendor: string, second: number): Key => ({ pk: `RATE#${vendor}#${second}`, sk: 'TAKEN' });
const circuitItem = (vendor: string): Key => ({ pk: `CIRCUIT#${vendor}`, sk: 'STATE' });
const windowItem = (vendor: string, window: string): Key => ({ pk: `CIRCUIT#${vendor}`, sk: `WINDOW#${window}` });

/** Counts are of no use once their time is over; swept an hour later. */
const KEPT_SECONDS = 3600;

const takeNumbers =
  (table: Table): TakeNumbers =>
  async (vendor, second, count, start) => {
    const { Attributes: after } = await table.client.send(
      new UpdateCommand({
        TableName: table.table,
        Key: rateItem(vendor, second),
        UpdateExpression: 'SET #taken = if_not_exists(#taken, :start) + :count, #ttl = :ttl',
        ExpressionAttributeNames: { '#taken': 'taken', '#ttl': 'ttl' },
        ExpressionAttributeValues: { ':start': start, ':count': count, ':ttl': second + KEPT_SECONDS },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    return Number(after?.taken);
  };

const loadCircuit =
  (table: Table): LoadCircuit =>
  async (vendor) => {
    const { Item: item } = await table.client.send(
      new GetCommand({ TableName: table.table, Key: circuitItem(vendor), ConsistentRead: true }),
    );
    if (item === undefined) return undefined;
    const { pk: _pk, sk: _sk, write: _write, ...circuit } = item;
    return circuit as Circuit;
  };

const saveCircuit =
  (table: Table): SaveCircuit =>
  async (vendor, circuit, was) => {
    const unchanged =
      was === 0
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: '#version = :was',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':was': was },
          };
    return (await putIf(table, { ...circuit, ...circuitItem(vendor) }, unchanged)) ? 'saved' : 'conflict';
  };

const countAnswers =
  (table: Table): CountAnswers =>
  async (vendor, window, { ok, failed }) => {
    const { Attributes: sums } = await table.client.send(
      new UpdateCommand({
        TableName: table.table,
        Key: windowItem(vendor, window),
        UpdateExpression: 'SET #ttl = :ttl ADD #ok :ok, #failed :failed',
        ExpressionAttributeNames: { '#ok': 'ok', '#failed': 'failed', '#ttl': 'ttl' },
        ExpressionAttributeValues: { ':ok': ok, ':failed': failed, ':ttl': epochSeconds(table.now()) + KEPT_SECONDS },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    return { ok: Number(sums?.ok ?? 0), failed: Number(sums?.failed ?? 0) };
  };

/** What limits requests to vendors, in the control table: numbers of each second, circuits, and what was answered. */
export const createVendorLimits = (table: Table) => ({
  takeNumbers: takeNumbers(table),
  loadCircuit: loadCircuit(table),
  saveCircuit: saveCircuit(table),
  countAnswers: countAnswers(table),
});
