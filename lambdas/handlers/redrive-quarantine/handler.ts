import type { BusEvent } from '../../../contracts/event';
import {
  type QuarantineOutcome,
  type QuarantinePage,
  type QuarantineTask,
  type QuarantineTidied,
  TOO_LATE,
} from '../../../contracts/quarantine';
import { tokenise } from '../../domain/draft';
import type { PublishEvents } from '../../domain/ports/bus';
import type { ListQuarantined, QuarantineRow, RestateQuarantined, TidyQueue } from '../../domain/ports/redrive';
import { fits, readPage, tallied, type Worked } from '../../domain/quarantine-page';
import type { Rejudge, Rejudged } from '../../domain/rejudge';
import type { TellAccess } from '../../domain/trail-told';
import type { Log } from '../../runtime/logger';
import type { Count } from '../../runtime/metrics';
import { createLetInLate, type LateDeps } from './let-in-late';

export interface RedriveQuarantineDeps extends LateDeps {
  readonly rejudge: Rejudge;
  readonly listQuarantined: ListQuarantined;
  readonly restateQuarantined: RestateQuarantined;
  readonly tidyQueue: TidyQueue;
  readonly publishEvents: PublishEvents;
  readonly tellAccess: TellAccess;
  readonly log: Log;
  readonly count: Count;
}

/** Rows read in one invocation: counting needs no payloads, judging does. */
const LISTED = 2000;
const JUDGED = 100;

/**
 * Lists quarantined events, says what today's rules make of them, and lets in those that pass, a page an invocation; those that
 * came too late only where that reason is asked for. What is let in is on the bus before it leaves quarantine: a crash in
 * between lets it in twice, under one id. Answers counts and codes only.
 */
export const createRedriveQuarantine = (deps: RedriveQuarantineDeps) => {
  const letInLate = createLetInLate(deps);

  const judge = async (
    rows: readonly QuarantineRow[],
    rejudge = deps.rejudge,
  ): Promise<readonly (readonly [QuarantineRow, Rejudged | 'gone'])[]> => {
    const kept = await deps.loadQuarantined(rows);
    return rows.map((row) => {
      const event = kept.get(row.id);
      return [row, event === undefined ? 'gone' : rejudge(event)] as const;
    });
  };

  const settle = async (row: QuarantineRow, outcome: QuarantineOutcome): Promise<Worked> => {
    await deps.settleQuarantined(row);
    return { row, outcome };
  };

  /** Publishes what passes, then takes it out; `undefined` of an event: somebody it names was erased since. */
  const letIn = async (
    passed: readonly (readonly [QuarantineRow, BusEvent | undefined])[],
  ): Promise<readonly Worked[]> => {
    const events = passed.flatMap(([row, event]) => (event === undefined ? [] : [{ row, event }]));
    const refused = new Set(events.length === 0 ? [] : await deps.publishEvents(events.map(({ event }) => event)));
    const unpublished = new Set(events.flatMap(({ row }, at) => (refused.has(at) ? [row.id] : [])));
    return Promise.all(
      passed.map(([row, event]) => {
        if (unpublished.has(row.id)) return { row, outcome: 'unpublished' as const };
        return settle(row, event === undefined ? 'gone' : 'replayed');
      }),
    );
  };

  const replay = async (rows: readonly QuarantineRow[], trace: string): Promise<readonly Worked[]> => {
    const judged = await judge(rows);
    const drafts = judged.flatMap(([row, to]) =>
      to !== 'gone' && to.kind === 'draft' ? [{ row, draft: to.draft }] : [],
    );
    const tokenised = await tokenise(
      drafts.map(({ draft }) => draft),
      deps.tokensFor,
      trace,
    );
    const passed = [
      ...drafts.map(({ row }, at) => {
        const event = tokenised[at];
        return [row, event === 'erased' ? undefined : event] as const;
      }),
      ...judged.flatMap(([row, to]) => (to !== 'gone' && to.kind === 'event' ? [[row, to.event] as const] : [])),
    ];
    const rest = judged.map(async ([row, to]): Promise<readonly Worked[]> => {
      if (to === 'gone' || to.kind === 'dropped') return [await settle(row, to === 'gone' ? 'gone' : 'dropped')];
      if (to.kind !== 'stays') return [];
      if (to.reason !== row.reason || to.detail !== row.detail) {
        await deps.restateQuarantined(row, to.reason, to.detail);
      }
      return [{ row, outcome: 'stays', now: to.reason }];
    });
    return [...(await letIn(passed)), ...(await Promise.all(rest)).flat()];
  };

  const tell = async (rows: readonly QuarantineRow[], rejudge: Rejudge): Promise<readonly Worked[]> =>
    (await judge(rows, rejudge)).map(([row, to]): Worked => {
      if (to === 'gone') return { row, outcome: 'gone' };
      if (to.kind === 'stays') return { row, outcome: 'stays', now: to.reason };
      return { row, outcome: to.kind === 'dropped' ? 'dropped' : 'passes' };
    });

  const work = async (
    task: Paged['task'],
    rows: readonly QuarantineRow[],
    late: boolean,
    trace: string,
  ): Promise<readonly Worked[]> => {
    switch (task) {
      case 'list':
        return rows.map((row): Worked => ({ row, outcome: 'kept' }));
      case 'judge':
        return tell(rows, late ? deps.rejudgeLate : deps.rejudge);
      case 'replay':
        return late ? letInLate(rows, trace) : replay(rows, trace);
    }
  };

  const page = async ({ task, filter, cursor }: Paged, trace: string): Promise<QuarantinePage> => {
    const { rows, next } = await readPage(deps.listQuarantined, task === 'list' ? LISTED : JUDGED, cursor);
    const meant = rows.filter(fits(filter));
    // Only counting needs no payloads. Who invoked it under the request's id, CloudTrail knows.
    if (task !== 'list' && meant.length > 0) {
      const details = { route: `quarantine.${task}`, payloads: meant.length, request: trace };
      await deps.tellAccess('operator', { kind: 'personal-data.read', about: 'quarantine', details });
    }
    const worked = await work(task, meant, filter.reason === TOO_LATE, trace);
    const replayed = worked.filter(({ outcome }) => outcome === 'replayed' || outcome === 'facts').length;
    if (replayed > 0) deps.count('QuarantineReplayed', replayed);
    deps.log.info('quarantine.page', { count: worked.length, state: task });
    return { tallies: tallied(worked), ...(next === undefined ? {} : { cursor: next }) };
  };

  return (task: QuarantineTask, trace: string): Promise<QuarantinePage | QuarantineTidied> =>
    task.task === 'tidy' ? deps.tidyQueue() : page(task, trace);
};

type Paged = Exclude<QuarantineTask, { readonly task: 'tidy' }>;
