import { SHARDS } from '../../contracts/names';
import type { WallClock } from './ports/clocks';
import type {
  BeginReview,
  EndReview,
  ListDue,
  LoadProgress,
  ReviewProgress,
  ReviewRun,
  SaveProgress,
} from './ports/reviews';

export interface ReviewRunPorts {
  readonly beginReview: BeginReview;
  readonly endReview: EndReview;
  readonly loadProgress: LoadProgress;
  readonly saveProgress: SaveProgress;
  readonly now: WallClock;
}

/** A page of all persons of a shard, to be evaluated by definitions; the counts are of the pages before it. */
export interface Page extends Pick<ReviewProgress, 'shard' | 'persons' | 'changed' | 'cursor'> {
  readonly hash: string;
}

/** Functions of the deployment before may still be at work: they would evaluate by the definitions before. */
const DEPLOYMENT_SETTLES_MS = 60_000;
/** A shard that has shown no progress for so long is sent for again, from where it stood. */
const STALLED_MS = 15 * 60_000;

const shards: readonly number[] = Array.from({ length: SHARDS }, (_, shard) => shard);

/** Shards in which somebody's time has come. */
export const dueShards = async (listDue: ListDue, now: number): Promise<readonly number[]> => {
  const first = await Promise.all(shards.map((shard) => listDue(shard, now, 1)));
  return shards.filter((shard) => (first[shard]?.length ?? 0) > 0);
};

/**
 * Pages to send for, so that everybody is evaluated by these definitions: all shards when they are new, those that have stalled
 * afterwards, none when everybody was. Ends the run when the last shard is done.
 */
export const nextPages = async (ports: ReviewRunPorts, hash: string): Promise<readonly Page[]> => {
  const now = ports.now();
  const run = await ports.beginReview(hash, now.toISOString());
  if (run.doneAt !== undefined || !hasPassed(DEPLOYMENT_SETTLES_MS, run.startedAt, now)) return [];
  const progress = new Map((await ports.loadProgress(hash)).map((one) => [one.shard, one]));
  const open = shards.map((shard) => progress.get(shard) ?? begun(shard, run)).filter(({ done }) => !done);
  if (open.length === 0) {
    await ports.endReview({ ...run, doneAt: now.toISOString() });
    return [];
  }
  const waiting = open.filter(({ shard, at }) => !progress.has(shard) || hasPassed(STALLED_MS, at, now));
  // Noted before it is sent for: a look a minute later must not send for it again.
  await Promise.all(waiting.map((one) => ports.saveProgress(hash, { ...one, at: now.toISOString() })));
  return waiting.map(({ shard, persons, changed, cursor }) => ({
    hash,
    shard,
    persons,
    changed,
    ...(cursor === undefined ? {} : { cursor }),
  }));
};

const hasPassed = (milliseconds: number, since: string, now: Date): boolean =>
  now.getTime() - Date.parse(since) >= milliseconds;

const begun = (shard: number, { startedAt }: ReviewRun): ReviewProgress => ({
  shard,
  persons: 0,
  changed: 0,
  done: false,
  at: startedAt,
});

/** Notes a page as done; gives the one after it. Counts are of the page's own past, so a repeated page counts once. */
export const pageDone = async (
  { saveProgress, now }: ReviewRunPorts,
  { hash, shard, persons, changed }: Page,
  page: { readonly persons: number; readonly changed: number; readonly cursor: string | undefined },
): Promise<Page | undefined> => {
  const sums = { shard, persons: persons + page.persons, changed: changed + page.changed };
  const next = page.cursor === undefined ? undefined : { ...sums, cursor: page.cursor };
  await saveProgress(hash, { ...(next ?? sums), done: next === undefined, at: now().toISOString() });
  return next && { hash, ...next };
};
