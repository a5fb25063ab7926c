import { KEPT_DAYS } from '../../contracts/kept-items';
import { SHARDS } from '../../contracts/names';
import {
  REBUILD_RULES,
  type RebuildCounts,
  type RebuildExample,
  type RebuildPage,
  type RebuildPhase,
  type RebuildRefusal,
  type RebuildRun,
  type RebuildState,
  type RebuildTask,
} from '../../contracts/rebuild';
import type { WallClock } from './ports/clocks';
import type { LoadRuns, SaveRun, StoredRun } from './ports/generations';

/** Persons of one page, gone through. */
export interface PageDone {
  readonly counts: RebuildCounts;
  readonly examples: readonly RebuildExample[];
  /** Last person of the page; undefined where the shard has no more. */
  readonly after?: string;
}

export interface RebuildRunPorts {
  readonly loadRuns: LoadRuns;
  readonly saveRun: SaveRun;
  /** Goes through a page of a shard's persons. */
  readonly work: (phase: RebuildPhase, run: RebuildRun, shard: number, after: string | undefined) => Promise<PageDone>;
  readonly now: WallClock;
}

/** A cursor that no page of a run has given. */
export class RebuildCursorError extends Error {
  readonly code = 'rebuild.cursor';
  readonly retryable = false;

  constructor() {
    super('The cursor of a rebuild names no shard.');
    this.name = 'RebuildCursorError';
  }
}

/** How long a generation is kept beside the stored profiles: until then a run can be switched, and taken back. */
const KEPT_MS = KEPT_DAYS.rebuiltStrands * 86_400_000;
/** A second pass finds whom the first one missed because they became part of somebody who had been gone through. */
const FEWEST_PASSES = 2;

const OPEN: ReadonlySet<RebuildState> = new Set(['building', 'built']);
const MOVING: ReadonlySet<RebuildState> = new Set(['switching', 'reverting']);
const SWITCHED: ReadonlySet<RebuildState> = new Set(['switching', 'switched']);
const GOALS: ReadonlySet<RebuildState> = new Set(['checked', 'switched', 'reverted']);

/** The phase that a state waits for, on the way to a goal; undefined where it does not lead there. */
const PHASES: Readonly<Record<RebuildTask['to'], Readonly<Partial<Record<RebuildState, RebuildPhase>>>>> = {
  checked: { building: 'build', built: 'check' },
  switched: { checked: 'switch', switching: 'switch' },
  reverted: { switching: 'revert', switched: 'revert', reverting: 'revert' },
};
/** The state of a run while a phase goes on, and after it. */
const STATES: Readonly<Record<RebuildPhase, { readonly during: RebuildState; readonly after: RebuildState }>> = {
  build: { during: 'building', after: 'built' },
  check: { during: 'built', after: 'checked' },
  switch: { during: 'switching', after: 'switched' },
  revert: { during: 'reverting', after: 'reverted' },
};

/**
 * Brings runs on, a page at a time; `rules` is the digest of those in force. A page is noted once it is done: what broke off
 * is done again, and of two at once one is noted.
 */
export const createRebuildRun = (ports: RebuildRunPorts, rules: string) => {
  const begin = async (runs: readonly StoredRun[]): Promise<StoredRun | undefined> => {
    const startedAt = ports.now();
    const run: RebuildRun = {
      run: newId(startedAt, runs),
      state: 'building',
      startedAt: startedAt.toISOString(),
      until: new Date(startedAt.getTime() + KEPT_MS).toISOString(),
      rules,
      passes: 0,
      moved: 0,
      counts: { build: {}, check: {}, switch: {}, revert: {} },
    };
    return (await ports.saveRun(run, 0)) === 'saved' ? { run, version: 1 } : undefined;
  };

  /** The open run of these rules, or a new one in the place of all that wait. */
  const openRun = async (runs: readonly StoredRun[]): Promise<StoredRun | RebuildRefusal> => {
    const open = runs.find(({ run }) => OPEN.has(run.state) && refusalOf(run, 'checked', runs) === undefined);
    if (open !== undefined) return open;
    if (runs.some(({ run }) => MOVING.has(run.state))) return 'unfinished';
    for (const { run, version } of runs) {
      if (OPEN.has(run.state) || run.state === 'checked') await ports.saveRun({ ...run, state: 'abandoned' }, version);
    }
    return (await begin(runs)) ?? openRun(await ports.loadRuns());
  };

  const refusalOf = (
    run: RebuildRun,
    to: RebuildTask['to'],
    runs: readonly StoredRun[],
  ): RebuildRefusal | undefined => {
    const isBegun = MOVING.has(run.state);
    if (PHASES[to][run.state] === undefined) return 'wrong-state';
    if (!isBegun && run.until <= ports.now().toISOString()) return 'ended';
    if (to !== 'reverted' && run.rules !== rules) return 'other-rules';
    if (to === 'switched' && REBUILD_RULES.some((rule) => (run.counts.check[rule] ?? 0) > 0)) return 'rule-broken';
    const others = runs.filter((one) => one.run.run !== run.run);
    if (to !== 'checked' && others.some((one) => MOVING.has(one.run.state))) return 'unfinished';
    const later = runs.slice(
      0,
      runs.findIndex((one) => one.run.run === run.run),
    );
    return to === 'reverted' && later.some((one) => SWITCHED.has(one.run.state)) ? 'later-run' : undefined;
  };

  const nextPage = async ({ run, version }: StoredRun, phase: RebuildPhase): Promise<RebuildPage> => {
    const { during } = STATES[phase];
    const begun = run.state === during ? run : { ...withoutCursor(run), state: during, passes: 0, moved: 0 };
    // That persons change sides is known before anybody does.
    const isNoted = begun === run || (await ports.saveRun(begun, version)) === 'saved';
    if (!isNoted) return { run, done: false, examples: [] };
    const { shard, from } = positionOf(begun.cursor);
    const page = await ports.work(phase, begun, shard, from);
    const next = afterPage(begun, phase, page, shard);
    const isSaved = (await ports.saveRun(next, begun === run ? version : version + 1)) === 'saved';
    return { run: isSaved ? next : begun, done: isSaved && GOALS.has(next.state), examples: page.examples };
  };

  return async (task: RebuildTask): Promise<RebuildPage> => {
    const runs = await ports.loadRuns();
    const asked = task.run === undefined ? await openRun(runs) : runs.find(({ run }) => run.run === task.run);
    if (asked === undefined) return { done: false, refused: 'unknown-run', examples: [] };
    if (typeof asked === 'string') return { done: false, refused: asked, examples: [] };
    const { run } = asked;
    if (run.state === task.to) return { run, done: true, examples: [] };
    const refused = refusalOf(run, task.to, runs);
    if (refused !== undefined) return { run, done: false, refused, examples: [] };
    const phase = PHASES[task.to][run.state];
    if (phase === undefined) return { run, done: false, refused: 'wrong-state', examples: [] };
    return nextPage(asked, phase);
  };
};

/** By the second it begins in; told apart from others of that second. */
const newId = (at: Date, runs: readonly StoredRun[]): string => {
  const id = `rebuild-${at.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}`;
  const same = runs.filter(({ run }) => run.run.startsWith(id)).length;
  return same === 0 ? id : `${id}-${same + 1}`;
};

const positionOf = (cursor = '0'): { readonly shard: number; readonly from: string | undefined } => {
  const end = cursor.indexOf('/');
  const shard = Number(end < 0 ? cursor : cursor.slice(0, end));
  if (!Number.isInteger(shard) || shard < 0 || shard >= SHARDS) throw new RebuildCursorError();
  return { shard, from: end < 0 ? undefined : cursor.slice(end + 1) };
};

const withoutCursor = ({ cursor: _, ...run }: RebuildRun): RebuildRun => run;

const afterPage = (run: RebuildRun, phase: RebuildPhase, { counts, after }: PageDone, shard: number): RebuildRun => {
  const worked: RebuildRun = {
    ...withoutCursor(run),
    moved: run.moved + (counts.moved ?? 0),
    counts: { ...run.counts, [phase]: added(run.counts[phase], counts) },
  };
  if (after !== undefined) return { ...worked, cursor: `${shard}/${after}` };
  return shard + 1 < SHARDS ? { ...worked, cursor: String(shard + 1) } : afterPass(worked, phase);
};

/** A build or a check is one pass; persons change sides until a pass finds nobody left. */
const afterPass = (run: RebuildRun, phase: RebuildPhase): RebuildRun => {
  const passes = run.passes + 1;
  const isDone = phase === 'build' || phase === 'check' || (passes >= FEWEST_PASSES && run.moved === 0);
  if (isDone) return { ...run, state: STATES[phase].after, passes: 0, moved: 0 };
  // The next pass meets the same persons: only who has moved is counted over all of them.
  return { ...run, passes, moved: 0, counts: { ...run.counts, [phase]: { moved: run.counts[phase].moved ?? 0 } } };
};

const added = (a: RebuildCounts, b: RebuildCounts): RebuildCounts => {
  const sum: Record<string, number> = { ...a };
  for (const [name, count] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
};
