import type { LaunchDefinition, LiveLaunch } from '../../contracts/decision';
import { sumUsedUp } from '../../contracts/spending';
import type { WallClock } from '../domain/ports/clocks';
import type { ReadUsed } from '../domain/ports/counters';
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
  readonly readUsed: ReadUsed;
}

/** A stop must be seen within this time. */
const ROWS_MS = 2000;
/** Reach and spending move slowly and cost a read of every shard; what is passed by meanwhile is bounded in docs/adr/0029. */
const REACH_MS = 10_000;
const DEFINITIONS_MS = 10_000;
/** Counter of people that a launch has treated. */
const REACHED = 'exposed';

type Ceilings = Pick<LiveLaunch, 'full' | 'spent'>;

/** Whether a launch has reached its `atMost` people, and which of its sums is used up. Once full it stays full, for counters only grow. */
const createCeilings = ({ readUsed, now }: LiveLaunchesDeps) => {
  const full = new Set<string>();
  const recent = createLru<Ceilings>({ entries: 1000, milliseconds: REACH_MS, now });
  return async (definition: LaunchDefinition): Promise<Ceilings> => {
    const { launch, hash, budget } = definition;
    const { atMost } = definition.audience;
    const limit = `${launch} ${atMost}`;
    const pauses = budget?.whenSpent === 'pause';
    if (!pauses && (atMost === undefined || full.has(limit))) return { full: atMost !== undefined };
    const before = recent.get(`${launch} ${hash}`);
    if (before !== undefined) return before;
    const used = await readUsed(launch);
    const isFull = atMost !== undefined && (used.counters[REACHED] ?? 0) >= atMost;
    if (isFull) full.add(limit);
    const spent = pauses ? sumUsedUp(definition, used) : undefined;
    const ceilings = { full: isFull || full.has(limit), ...(spent !== undefined && { spent }) };
    recent.set(`${launch} ${hash}`, ceilings);
    return ceilings;
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
  const ceilingsOf = createCeilings(deps);
  const complete = async (row: LaunchRow): Promise<LiveLaunch> => {
    const definition = await definitionOf(deps, row);
    return { definition, state: row.state, ...(await ceilingsOf(definition)) };
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
