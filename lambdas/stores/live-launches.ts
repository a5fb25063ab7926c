import type { LiveLaunch } from '../../contracts/decision';
import type { LiveLaunches, LoadDefinition, ReadCounters, WallClock } from '../domain/ports';
import type { LaunchRow } from './control.dynamodb';
import { StoreError } from './errors';
import { createLru } from './lru';

export interface LiveLaunchesDeps {
  readonly listLaunches: () => Promise<readonly LaunchRow[]>;
  readonly loadDefinition: LoadDefinition;
  readonly readCounters: ReadCounters;
  readonly now: WallClock;
}

/** A stop must be seen within this time. */
const ROWS_MS = 2000;
/** Reach moves slowly and costs a read of every shard; a few people more than `atMost` are the price. */
const REACH_MS = 10_000;
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

/** Launches that have not ended, with definition and reach; read anew every two seconds, by one call at a time. */
export const createLiveLaunches = (deps: LiveLaunchesDeps): LiveLaunches => {
  const isFull = createIsFull(deps);
  const complete = async ({ launch, state, hash }: LaunchRow): Promise<LiveLaunch> => {
    const definition = await deps.loadDefinition(launch, hash);
    if (definition === undefined) throw new StoreError('store.corrupt', 'LoadDefinition', true);
    return { definition, state, full: await isFull(launch, definition.audience.atMost) };
  };
  const read = async (): Promise<readonly LiveLaunch[]> => {
    const rows = await deps.listLaunches();
    return Promise.all(rows.filter(({ state }) => state !== 'ended').map(complete));
  };
  let current: { readonly since: number; readonly launches: Promise<readonly LiveLaunch[]> } | undefined;
  return () => {
    const since = deps.now().getTime();
    if (current !== undefined && since - current.since < ROWS_MS) return current.launches;
    const launches = read();
    current = { since, launches };
    launches.catch(() => {
      if (current?.launches === launches) current = undefined;
    });
    return launches;
  };
};
