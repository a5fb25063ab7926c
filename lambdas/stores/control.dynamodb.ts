import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { LaunchDefinition } from '../../contracts/decision';
import type { ReadClock } from '../domain/ports/clocks';
import type { LaunchState, LoadDefinition, ReadSwitches } from '../domain/ports/launches';
import { decode } from './codec';
import { queryAll } from './keyed-items';
import { createLru } from './lru';
import { getItems, type Key, type Table } from './table';
import { vendorStateItem, vendorStateOf } from './vendor-state';

const LAUNCHES = 'LAUNCHES';
const PAUSE_ALL: Key = { pk: 'GLOBAL', sk: 'PAUSE' };
const CLOCK: Key = { pk: 'CLOCK', sk: 'CLOCK' };
const launchItem = (launch: string): Key => ({ pk: LAUNCHES, sk: launch });
const definitionItem = (launch: string, hash: string): Key => ({ pk: `LAUNCH#${launch}`, sk: `DEF#${hash}` });

/** A launch's row: its state and the hash of the definition that is in force. */
export interface LaunchRow {
  readonly launch: string;
  readonly state: LaunchState;
  readonly hash: string;
}

/** What is not one of the words is read as closed. */
const stateOf = (value: unknown): LaunchState => (value === 'live' || value === 'ended' ? value : 'paused');

const launchRows = async (table: Table): Promise<readonly LaunchRow[]> => {
  const items = await queryAll(table, LAUNCHES);
  return items.map(({ sk, state, hash }) => ({ launch: sk, state: stateOf(state), hash: String(hash) }));
};

const isPausedAll = async (table: Table): Promise<boolean> => {
  const { Item: item } = await table.client.send(
    new GetCommand({ TableName: table.table, Key: PAUSE_ALL, ConsistentRead: true }),
  );
  return (item?.paused ?? false) !== false;
};

/** All launches with the state that decisions go by: "pause all" pauses what is live. */
const listLaunches = (table: Table) => async (): Promise<readonly LaunchRow[]> => {
  const [rows, pausedAll] = await Promise.all([launchRows(table), isPausedAll(table)]);
  return rows.map((row) => (pausedAll && row.state === 'live' ? { ...row, state: 'paused' } : row));
};

/** Definitions never change under their hash, so they are kept while the function lives. */
const loadDefinition = (table: Table): LoadDefinition => {
  const kept = createLru<LaunchDefinition>({ entries: 1000, milliseconds: 86_400_000, now: table.now });
  return async (launch, hash) => {
    const key = definitionItem(launch, hash);
    const before = kept.get(`${key.pk} ${key.sk}`);
    if (before !== undefined) return before;
    const { Item: item } = await table.client.send(
      new GetCommand({ TableName: table.table, Key: key, ConsistentRead: true }),
    );
    if (item === undefined) return undefined;
    const definition = decode<LaunchDefinition>(item.body);
    kept.set(`${key.pk} ${key.sk}`, definition);
    return definition;
  };
};

const readSwitches =
  (table: Table): ReadSwitches =>
  async (launch, vendor) => {
    const keys = [PAUSE_ALL, launchItem(launch), vendorStateItem(vendor)];
    const found = await getItems(table, keys, { consistent: true });
    return {
      pausedAll: (found.find(PAUSE_ALL)?.paused ?? false) !== false,
      launch: stateOf(found.find(launchItem(launch))?.state),
      vendor: vendorStateOf(found.find(vendorStateItem(vendor))),
    };
  };

const readClock =
  (table: Table): ReadClock =>
  async () => {
    const { Item: item } = await table.client.send(
      new GetCommand({ TableName: table.table, Key: CLOCK, ConsistentRead: true }),
    );
    return typeof item?.now === 'string' ? new Date(item.now) : undefined;
  };

/** The ports of the control table; `listLaunches` is what `createLiveLaunches` builds on. */
export const createControl = (table: Table) => ({
  listLaunches: listLaunches(table),
  loadDefinition: loadDefinition(table),
  readSwitches: readSwitches(table),
  readClock: readClock(table),
});
