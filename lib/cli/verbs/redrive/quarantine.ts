import {
  type QuarantineFilter,
  type QuarantineOutcome,
  type QuarantinePage,
  type QuarantineTally,
  type QuarantineTask,
  type QuarantineTidied,
  TOO_LATE,
} from '../../../../contracts/quarantine';
import type { Answer } from '../../answer';
import { type Context, EnvironmentError } from '../../context';
import { table } from '../../table';

export interface QuarantineRequest extends QuarantineFilter {
  readonly dryRun?: boolean;
  readonly apply?: boolean;
}

const FUNCTION = 'redrive-quarantine';

const LATE = `npx tandem redrive quarantine --reason ${TOO_LATE} --apply`;
const TASK_WORDS = { list: 'counted', judge: 'judged', replay: 'worked off' } as const;

/** Shows what is in quarantine and why; with `dryRun` what would pass; with `apply` lets that in. Never shows a value of an event. */
export const redriveQuarantine = async (context: Context, asked: QuarantineRequest): Promise<Answer> => {
  const { reason, source, since, dryRun, apply } = asked;
  if (dryRun === true && apply === true) throw new EnvironmentError('Give --dry-run or --apply, not both.');
  const filter: QuarantineFilter = {
    ...(reason === undefined ? {} : { reason }),
    ...(source === undefined ? {} : { source }),
    ...(since === undefined ? {} : { since }),
  };
  const task = apply === true ? 'replay' : dryRun === true ? 'judge' : 'list';
  const tallies = await allPages(context, task, filter);
  if (task !== 'replay') return report(tallies, task);
  const { functions } = await context.services();
  const tidied = await functions.invoke<QuarantineTidied>(FUNCTION, { task: 'tidy' } satisfies QuarantineTask);
  return report(tallies, task, tidied);
};

const allPages = async (
  { services, progress }: Context,
  task: 'list' | 'judge' | 'replay',
  filter: QuarantineFilter,
): Promise<readonly QuarantineTally[]> => {
  const { functions } = await services();
  const tallies = new Map<string, QuarantineTally>();
  let cursor: string | undefined;
  do {
    const asked: QuarantineTask = { task, filter, ...(cursor === undefined ? {} : { cursor }) };
    const page = await functions.invoke<QuarantinePage>(FUNCTION, asked);
    for (const one of page.tallies) add(tallies, one);
    cursor = page.cursor;
    progress(`${countIn([...tallies.values()])} events ${TASK_WORDS[task]}`);
  } while (cursor !== undefined);
  return [...tallies.values()].sort((a, b) => b.count - a.count || (a.source < b.source ? -1 : 1));
};

const add = (tallies: Map<string, QuarantineTally>, one: QuarantineTally): void => {
  const key = JSON.stringify([one.source, one.reason, one.event, one.outcome, one.now]);
  const before = tallies.get(key);
  const oldest = before === undefined || one.oldest < before.oldest ? one.oldest : before.oldest;
  tallies.set(key, { ...one, count: one.count + (before?.count ?? 0), oldest });
};

const countIn = (tallies: readonly QuarantineTally[], ...outcomes: readonly QuarantineOutcome[]): number =>
  tallies
    .filter(({ outcome }) => outcomes.length === 0 || outcomes.includes(outcome))
    .reduce((sum, { count }) => sum + count, 0);

const report = (
  tallies: readonly QuarantineTally[],
  task: 'list' | 'judge' | 'replay',
  tidied?: QuarantineTidied,
): Answer => {
  const late = tallies.some(({ reason }) => reason === TOO_LATE);
  return {
    data: { events: countIn(tallies), tallies, ...(tidied === undefined ? {} : { tidied }) },
    lines: [
      ...(tallies.length === 0 ? ['Nothing is in quarantine.'] : rowsOf(tallies, task)),
      ...(tallies.length === 0 ? [] : ['', SUMMARY[task](tallies)]),
      ...(late && task === 'list' ? [`Events that came too late are let in where they are asked for: ${LATE}`] : []),
    ],
  };
};

const rowsOf = (tallies: readonly QuarantineTally[], task: 'list' | 'judge' | 'replay'): readonly string[] => {
  const outcome = task === 'list' ? [] : ['outcome'];
  return table(
    ['source', 'reason', 'event', ...outcome, 'events', 'since'],
    tallies.map((one) => [
      one.source,
      one.reason,
      one.event === '' ? '(not in the catalog)' : one.event,
      ...(task === 'list'
        ? []
        : [one.now === undefined || one.now === one.reason ? one.outcome : `${one.outcome}: ${one.now}`]),
      String(one.count),
      one.oldest,
    ]),
  );
};

const SUMMARY: Readonly<Record<'list' | 'judge' | 'replay', (tallies: readonly QuarantineTally[]) => string>> = {
  list: (tallies) => `${countIn(tallies)} events in quarantine, each for 30 days. What would pass today: --dry-run.`,
  judge: (tallies) =>
    `${countIn(tallies, 'passes')} of ${countIn(tallies)} events would be let in; nothing was changed. Let them in: --apply.`,
  replay: (tallies) => {
    const unpublished = countIn(tallies, 'unpublished');
    const again = unpublished === 0 ? '' : ` The bus did not take ${unpublished}: run it again.`;
    const facts = countIn(tallies, 'facts');
    const told =
      facts === 0 ? '' : ` ${facts} told their facts alone: nothing proves that they were not counted before.`;
    return `${countIn(tallies, 'replayed', 'facts', 'known')} of ${countIn(tallies)} events were let in, ${countIn(tallies, 'stays')} stay.${told}${again}`;
  },
};
