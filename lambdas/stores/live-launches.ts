import type { LaunchDefinition, LiveLaunch } from '../../contracts/decision';
import type { WallClock } from '../domain/ports/clocks';
import type { ReadCounters } from '../domain/ports/counters';
import type { LaunchDefinitions, LiveLaunches, LoadDefinition } from '../domain/ports/launches';
import type { LaunchRow } from './control.dynamodb';
import { StoreError } from './errors';
import { createLru } from './lru';

export interface LaunchesDeps {
  readonly listLaunches: () => Promise<readonly LaunchRow[]>;
  readonly loadDefinition: LoadDefinition;
  readonly now: WallClock;
}

export interface LiveLaunchesDeps extends LaunchesDeps {
  readonly readCounters: ReadCounters;
}

/** A stop must be seen within this time. */
const ROWS_MS = 2000;
/** Reach moves slowly and costs a read of every shard; a few people more than `atMost` are the price. */
const REACH_MS = 10_000;
const DEFINITIONS_MS = 10_000;
/** Counter of people that a launch has treated. */
const REACHED = 'exposed';

/** Whether a launch has reached its `atMost` people. Once full it stays full, for counters only grow. */
const createIsFull = ({ readCounters, now }: LiveLaunchesDeps) => {
  const full = new Set<string>();
  const recent = createLru<boolean>({ entries: 1000, milliseconds: REACH_MS, now });
  return async (launch: string, atMost: number | undefined): Promise<boolean> => {
    if (atMost === undefined) return false;
    const limit = `${launch} ${atMost}`;
    if (full.has(limit)) return true;
    const before = recent.get(limit);
    if (before !== undefined) return before;
    const reached = ((await readCounters(launch))[REACHED] ?? 0) >= atMost;
    recent.set(limit, reached);
    if (reached) full.add(limit);
    return reached;
  };
};

/** A read that is shared by all callers for a while; a failed one is not. */
const shared = <Value>(read: () => Promise<Value>, milliseconds: number, now: WallClock): (() => Promise<Value>) => {
  let current: { readonly since: number; readonly value: Promise<Value> } | undefined;
  return () => {
    const since = now().getTime();
    if (current !== undefined && since - current.since < milliseconds) return current.value;
    const value = read();
    current = { since, value };
    value.catch(() => {
      if (current?.value === value) current = undefined;
    });
    return value;
  };
};

const definitionOf = async (
  { loadDefinition }: LaunchesDeps,
  { launch, hash }: LaunchRow,
): Promise<LaunchDefinition> => {
  const definition = await loadDefinition(launch, hash);
  if (definition === undefined) throw new StoreError('store.corrupt', 'LoadDefinition', true);
  return definition;
};

/** Launches that have not ended, with definition and reach; read anew every two seconds, by one call at a time. */
export const createLiveLaunches = (deps: LiveLaunchesDeps): LiveLaunches => {
  const isFull = createIsFull(deps);
  const complete = async (row: LaunchRow): Promise<LiveLaunch> => {
    const definition = await definitionOf(deps, row);
    return { definition, state: row.state, full: await isFull(row.launch, definition.audience.atMost) };
  };
  const read = async (): Promise<readonly LiveLaunch[]> => {
    const rows = await deps.listLaunches();
    return Promise.all(rows.filter(({ state }) => state !== 'ended').map(complete));
  };
  return shared(read, ROWS_MS, deps.now);
};

/** Definitions in force of all launches, for goals; nothing is stopped by them, so they may be older. */
export const createLaunchDefinitions = (deps: LaunchesDeps): LaunchDefinitions =>
  shared(
    async () => Promise.all((await deps.listLaunches()).map((row) => definitionOf(deps, row))),
    DEFINITIONS_MS,
    deps.now,
  );
