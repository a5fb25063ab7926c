import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { LaunchDefinition, LiveLaunch } from '../../../contracts/decision';
import type { PersonId, PersonView } from '../../../contracts/profile';
import { type BlastPage, customerInstant, fanOut, isDueIn } from '../../domain/blast';
import { jsonObject, MalformedMessageError } from '../../domain/bus-message';
import type { DecideFor } from '../../domain/decision-loop';
import { decisionEvents } from '../../domain/emit';
import type { PublishEvents } from '../../domain/ports/bus';
import type { Clock } from '../../domain/ports/clocks';
import type { LiveLaunches } from '../../domain/ports/launches';
import type { ListPersons } from '../../domain/ports/profiles';
import type { SendMessages } from '../../domain/ports/queues';
import { probeOf } from '../../domain/probe';
import type { Prove } from '../../domain/probe-loop';
import { publishAll } from '../../domain/publish-all';
import type { Log } from '../../runtime/logger';
import type { Count } from '../../runtime/metrics';
import { processSqsBatch } from '../../runtime/sqs-batch';

/** Persons decided between two looks at the launch's state, and lost at most when a function dies. */
export const PAGE_SIZE = 25;
/** How long a paused launch's pages wait before they look again. */
export const PAUSED_SECONDS = 60;

export interface RunBlastDeps {
  readonly clock: Clock;
  readonly decideFor: DecideFor;
  readonly prove: Prove;
  readonly liveLaunches: LiveLaunches;
  readonly listPersons: ListPersons;
  readonly publishEvents: PublishEvents;
  /** Into the queue this function reads. */
  readonly sendPages: SendMessages;
  /** @default PAGE_SIZE */
  readonly pageSize?: number;
  readonly log: Log;
  readonly count: Count;
}

const text = (value: unknown): value is string => typeof value === 'string' && value !== '';
const optional = <T>(value: unknown, is: (given: unknown) => given is T): value is T | undefined =>
  value === undefined || is(value);
const isShard = (value: unknown): value is number => Number.isInteger(value);
const isInstant = (value: unknown): value is string => text(value) && !Number.isNaN(Date.parse(value));

/** The page in a queue message; from the schedule it has neither shard nor cursor. */
export const pageOf = (body: string): BlastPage => {
  const { launch, run, shard, cursor, passAt } = jsonObject(body, 'a page of a blast');
  if (
    !text(launch) ||
    !text(run) ||
    !optional(shard, isShard) ||
    !optional(cursor, text) ||
    !optional(passAt, isInstant)
  ) {
    throw new MalformedMessageError('a page of a blast');
  }
  return {
    launch,
    run,
    ...(shard !== undefined && { shard }),
    ...(cursor !== undefined && { cursor }),
    ...(passAt !== undefined && { passAt }),
  };
};

/** Whom a pass concerns: everybody, or those whose own clock has just come to the launch's time. */
const dueIn =
  (definition: LaunchDefinition, passAt: string | undefined) =>
  (view: PersonView): boolean => {
    const { trigger, window } = definition;
    if (trigger.kind !== 'at' || trigger.clock !== 'customer' || passAt === undefined) return true;
    const zone = view.traits.timezone?.value;
    return isDueIn(passAt, customerInstant(trigger.at, window.timezone, typeof zone === 'string' ? zone : undefined));
  };

/** Whether a launch is the one that a run was scheduled for: what speaks may not have been changed yet, or may have been since. */
const isRunOf = ({ trigger }: LaunchDefinition, run: string): boolean => trigger.kind === 'at' && trigger.at === run;

/**
 * Decides a scheduled launch for everybody, page by page. Each page sends for its successor only when all its persons are
 * decided, so a function that dies repeats a page, and a repeated page changes nothing.
 */
export const createRunBlast = (deps: RunBlastDeps) => {
  const publish = publishAll(deps.publishEvents);

  const decide = async (page: BlastPage, live: LiveLaunch, person: PersonId, trace: string): Promise<void> => {
    const decided = await deps.decideFor({
      strand: person,
      triggerOf: (view) => ({ kind: 'at', launch: page.launch, run: page.run, oldestStrand: view.person }),
      admit: dueIn(live.definition, page.passAt),
    });
    if (decided !== undefined) await publish(decisionEvents({ decision: decided.decision, trace }));
  };

  const runPage = async (page: BlastPage, live: LiveLaunch, shard: number, trace: string): Promise<void> => {
    const { persons, cursor } = await deps.listPersons(shard, deps.pageSize ?? PAGE_SIZE, page.cursor);
    // One after the other: the queue's concurrency is the throttle, and a page must end well within its visibility.
    for (const person of persons) await decide(page, live, person, trace);
    if (cursor !== undefined) await deps.sendPages([{ ...page, cursor }]);
    deps.count('BlastPeople', persons.length, { launch: page.launch });
    deps.log.info('blast.page-done', { launch: page.launch, run: page.run, shard, count: persons.length });
  };

  const run = async (page: BlastPage, trace: string): Promise<void> => {
    const { launch, run: of, shard } = page;
    const [now, launches] = await Promise.all([deps.clock(), deps.liveLaunches()]);
    const live = launches.find(({ definition }) => definition.launch === launch);
    if (live === undefined || live.state === 'ended') return deps.log.warn('blast.not-live', { launch, run: of });
    if (now.getTime() > Date.parse(live.definition.window.endsAt)) {
      return deps.log.warn('blast.window-over', { launch, run: of });
    }
    // Decided now, everybody would be excluded for good, or told too early: the pages wait until the launch goes on, or is this run's.
    if (live.state === 'paused' || !isRunOf(live.definition, of)) return deps.sendPages([page], PAUSED_SECONDS);
    return shard === undefined ? deps.sendPages(fanOut(page)) : runPage(page, live, shard, trace);
  };

  const traceOf = ({ attributes, messageId }: SQSRecord): string => attributes.AWSTraceHeader ?? messageId;
  const work = async (record: SQSRecord): Promise<void> => {
    const probe = probeOf(jsonObject(record.body, 'a page of a blast').probe);
    if (probe === undefined) return run(pageOf(record.body), traceOf(record));
    deps.log.info(`probe.${await deps.prove(probe, traceOf(record))}`, { launch: probe.launch, run: probe.run });
  };
  return (event: SQSEvent): Promise<SQSBatchResponse> => processSqsBatch(event, work, { log: deps.log });
};
