import type { DecisionPolicy, LaunchDefinition, LiveLaunch } from '../../../contracts/decision';
import type { QuietTimes } from '../../../contracts/quiet-times';
import {
  KEPT_DAYS,
  type Reach,
  type Rehearsal,
  type RehearseAnswer,
  type RehearseRefusal,
  type RehearseTask,
} from '../../../contracts/rehearsal';
import { canonicalJson, sha256Base64Url } from '../../domain/canonical';
import { historyStart } from '../../domain/history';
import type { Clock } from '../../domain/ports/clocks';
import type { LiveLaunches } from '../../domain/ports/launches';
import type { OpenSealed, Seal } from '../../domain/ports/rehearsals';
import type { ProfileRules } from '../../domain/profile-rules';
import { readTestDefinition } from '../../domain/read-test';
import { EVERYBODY, type Frame, frameOf } from '../../domain/rehearse-frame';
import { toldHistory } from '../../domain/rehearse-history-told';
import { judgeHistory, judgeReach, type PeoplePorts } from '../../domain/rehearse-people';
import { toldReach } from '../../domain/rehearse-reach-told';
import {
  BEGINNING,
  createSlices,
  isDone,
  type Judge,
  progressOf,
  type Reached,
  type SlicePorts,
  sampledOf,
  sampleOf,
} from '../../domain/rehearse-slices';
import type { Log } from '../../runtime/logger';
import type { Count } from '../../runtime/metrics';

export interface RehearseLaunchDeps extends PeoplePorts, SlicePorts {
  readonly rules: ProfileRules;
  /** Digest of everything that people are judged by but launches. */
  readonly rulesDigest: string;
  readonly policy: DecisionPolicy;
  readonly quiet: QuietTimes;
  readonly liveLaunches: LiveLaunches;
  /** Business time. */
  readonly clock: Clock;
  readonly seal: Seal;
  readonly open: OpenSealed;
  readonly log: Log;
  readonly count: Count;
}

/** About how many people are looked at: an interval of 3 points at the most, and of a history, which costs more to read, of 6. */
const WANTED = { reach: 5000, history: 1000 } as const;
const DAY_MS = 86_400_000;

/** What a caller carries, sealed, from one slice to the next. */
interface Carried {
  readonly at: string;
  readonly context: string;
  readonly reached: Reached;
}

/** One kind of rehearsal: whom it looks at, how, and what is told of it. */
interface Kind {
  readonly frame: Frame;
  readonly wanted: number;
  readonly judge: Judge;
  readonly tell: (reached: Reached) => Reach | Rehearsal;
}

/**
 * Rehearses a launch that may never have been deployed, a slice an invocation: whom it would reach, or what past days would have come
 * to. Reads only, and answers with counts; what it has counted so far goes to the caller sealed.
 */
export const createRehearseLaunch = (deps: RehearseLaunchDeps) => {
  const { log, count } = deps;
  const slice = createSlices(deps);

  const refuse = (refused: RehearseRefusal, trace: string): RehearseAnswer<never> => {
    log.warn('rehearsal.refused', { reason: refused, trace });
    return { refused };
  };

  return async (task: RehearseTask, trace: string): Promise<RehearseAnswer<Reach | Rehearsal>> => {
    const definition = readTestDefinition(task.definition);
    if (definition === undefined) return refuse('definition-unsound', trace);
    if (task.task === 'history' && !isDays(task.days)) return refuse('days-unsound', trace);
    const launches = await deps.liveLaunches();
    const about = aboutOf(task, definition);
    const context = contextOf(deps, launches);
    const before = await begun(deps, task.continuation, about);
    if (before === undefined || (before.context ?? context) !== context) return refuse('continuation-stale', trace);

    const { at = (await deps.clock()).toISOString(), reached = BEGINNING } = before;
    const kind = kindOf(deps, task, definition, launches, at);
    const after = await slice(reached, kind.frame, kind.wanted, kind.judge);
    const { launch, hash: definitionHash } = definition;
    const judged = after.judged - reached.judged;
    count('PeopleRehearsed', judged);
    log.info('rehearsal.slice', { launch, definitionHash, state: task.task, shard: after.shard, count: judged, trace });
    const progress = progressOf(after);
    if (isDone(after)) return { progress, result: kind.tell(after) };
    return { progress, continuation: await deps.seal({ at, context, reached: after } satisfies Carried, about) };
  };
};

const isDays = (days: unknown): boolean => Number.isInteger(days) && Number(days) >= 1 && Number(days) <= KEPT_DAYS;

/** What a continuation is good for. */
const aboutOf = (task: RehearseTask, { hash }: LaunchDefinition): string =>
  [task.task, hash, task.task === 'history' ? task.days : ''].join('\n');

/** What may not change between two slices: half the people would be judged by other rules than the rest. */
const contextOf = ({ rulesDigest }: RehearseLaunchDeps, launches: readonly LiveLaunch[]): string =>
  sha256Base64Url(
    canonicalJson([rulesDigest, launches.map(({ definition, state }) => `${definition.hash} ${state}`).sort()]),
  );

/** What has been done so far; undefined where a continuation is not ours. */
const begun = async (
  { open }: RehearseLaunchDeps,
  continuation: unknown,
  about: string,
): Promise<Partial<Carried> | undefined> => {
  if (continuation === undefined) return {};
  return typeof continuation === 'string' ? open<Carried>(continuation, about) : undefined;
};

const kindOf = (
  deps: RehearseLaunchDeps,
  task: RehearseTask,
  definition: LaunchDefinition,
  launches: readonly LiveLaunch[],
  at: string,
): Kind => {
  const { policy, quiet, rules } = deps;
  if (task.task === 'reach') {
    const frame = frameOf(definition, rules.audiences);
    const reach = { definition, now: at, launches, policy, quiet };
    return {
      frame,
      wanted: WANTED.reach,
      judge: judgeReach(deps, reach),
      tell: (reached) => toldReach(reach, reached.tally, sampledOf(reached), sampleOf(frame, sampledOf(reached))),
    };
  }
  const from = new Date(Date.parse(at) - task.days * DAY_MS).toISOString();
  const start = historyStart(new Date(at));
  const history = { definition, from, until: at, start, launches, policy, quiet, rules };
  return {
    // Who is in a segment now says nothing of who was.
    frame: EVERYBODY,
    wanted: WANTED.history,
    judge: judgeHistory(deps, history),
    tell: (reached) => toldHistory(history, reached.tally, sampledOf(reached), sampleOf(EVERYBODY, sampledOf(reached))),
  };
};
