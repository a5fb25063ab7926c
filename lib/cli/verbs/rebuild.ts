import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RebuildCounts, RebuildPage, RebuildTask } from '../../../contracts/rebuild';
import type { Answer } from '../answer';
import type { Context } from '../context';
import { table } from '../table';

const FUNCTION = 'rebuild-profiles';

/** What a rebuild does, one after the other; with `apply` people are read once more at the end, which must find nothing. */
const STEPS = { people: 'people', late: 'late', check: 'people' } as const;
type Step = keyof typeof STEPS;

/** How far a rebuild has come; kept in a file, so that one that broke off goes on. */
interface Progress {
  readonly apply: boolean;
  readonly startedAt: string;
  readonly step: Step | 'done';
  readonly cursor?: string;
  readonly counts: Readonly<Record<Step, RebuildCounts>>;
}

/** Works every person out anew from the stored history, lets in events that came too late, and checks; without `apply` it only tells. */
export const rebuild = async (context: Context, { apply = false }: { readonly apply?: boolean }): Promise<Answer> => {
  const file = join(context.root, `.local/rebuild-${context.stage}.json`);
  let progress = begun(context, apply, read(file));
  while (progress.step !== 'done') {
    progress = await nextPage(context, progress, progress.step);
    // A page that is noted is done; one that is done and was not noted changes nothing when it is done again.
    write(file, progress);
  }
  rmSync(file, { force: true });
  return report(progress);
};

const begun = ({ now, progress }: Context, apply: boolean, before: Progress | undefined): Progress => {
  if (before?.apply === apply) {
    progress(`Going on with the rebuild of ${before.startedAt} (${before.step}).`);
    return before;
  }
  return { apply, startedAt: now().toISOString(), step: 'people', counts: { people: {}, late: {}, check: {} } };
};

const nextPage = async (context: Context, { cursor, ...progress }: Progress, step: Step): Promise<Progress> => {
  const { functions } = await context.services();
  const apply = progress.apply && step !== 'check';
  const asked: RebuildTask = { task: STEPS[step], apply, ...(cursor === undefined ? {} : { cursor }) };
  const page = await functions.invoke<RebuildPage>(FUNCTION, asked);
  const counts = { ...progress.counts, [step]: added(progress.counts[step], page.counts) };
  context.progress(`${step}: ${total(counts[step])} done`);
  if (page.cursor !== undefined) return { ...progress, counts, cursor: page.cursor };
  return { ...progress, counts, step: stepAfter(step, progress.apply) };
};

const stepAfter = (step: Step, apply: boolean): Progress['step'] => {
  if (step === 'people') return 'late';
  return step === 'late' && apply ? 'check' : 'done';
};

const added = (a: RebuildCounts, b: RebuildCounts): RebuildCounts => {
  const sum: Record<string, number> = { ...a };
  for (const [name, count] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
};

const isPart = (name: string): boolean => name.startsWith('differs: ');
const total = (counts: RebuildCounts): number =>
  Object.entries(counts).reduce((sum, [name, count]) => (isPart(name) ? sum : sum + count), 0);

const read = (file: string): Progress | undefined =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Progress) : undefined;

const write = (file: string, progress: Progress): void => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(progress));
  renameSync(`${file}.new`, file);
};

const WORDS: Readonly<Record<string, string>> = {
  same: 'are what their history gives',
  differs: 'are not what their history gives',
  rebuilt: 'were not what their history gives, and are now',
  gone: 'became part of somebody else, or were erased, meanwhile',
  waits: 'late events wait',
  whole: 'late events were applied',
  facts: 'late events told their facts; nothing proves that they were not counted before',
  duplicate: 'late events had been applied before',
  erased: 'late events name somebody who was erased since',
  stays: 'late events cannot be applied; npx tandem redrive quarantine --dry-run says why',
};

const report = ({ apply, startedAt, counts }: Progress): Answer => {
  const left = counts.check.differs ?? 0;
  const said = (of: RebuildCounts): readonly (readonly string[])[] =>
    Object.entries(of).map(([name, count]) => [String(count), isPart(name) ? `  ${name}` : (WORDS[name] ?? name)]);
  const rows = [...said(counts.people), ...said(counts.late)];
  const checked =
    left === 0
      ? 'The check found everybody as their history gives.'
      : `${left} people differ again: events came in meanwhile, or run it once more.`;
  return {
    data: { apply, startedAt, ...counts },
    lines: [
      ...(rows.length === 0 ? ['There is nobody.'] : table(['count', 'people and events'], rows)),
      '',
      apply ? checked : 'Nothing was changed: run it again with --apply.',
    ],
  };
};
