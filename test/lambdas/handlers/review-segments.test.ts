import type { PersonId } from '../../../contracts/profile';
import { applyEvent } from '../../../lambdas/domain/apply-event';
import type { ReviewProgress, ReviewRun } from '../../../lambdas/domain/ports/reviews';
import { createReviewSegments, type ReviewSegmentsDeps } from '../../../lambdas/handlers/review-segments/handler';
import { audienceRules, DAY } from '../../support/audiences';
import { failEveryCall } from '../../support/crash-run';
import { createMemoryProfiles } from '../../support/memory-profiles';
import { createMemoryQueue } from '../../support/memory-queue';
import { edgeEvent } from '../../support/profile-events';
import { sqsEvent, sqsRecord } from '../../support/sqs-event';
import { createRecordingCount, createRecordingLog } from '../../support/telemetry';

const NOON = Date.parse('2026-11-20T12:00:00.000Z') / 1000;
const AT = '2026-11-20T10:00:00.000Z';
const people: readonly PersonId[] = Array.from({ length: 9 }, (_, index) => `user_id:u${index}`);

/** Runs and progress in memory, as the control table keeps them. */
const createMemoryProgress = () => {
  const runs = new Map<string, ReviewRun>();
  const progress = new Map<string, ReviewProgress>();
  return {
    runs,
    progress,
    beginReview: async (hash: string, at: string) => {
      const run = runs.get(hash) ?? { hash, startedAt: at };
      runs.set(hash, run);
      return run;
    },
    endReview: async (run: Required<ReviewRun>) => void runs.set(run.hash, run),
    loadProgress: async (hash: string) =>
      [...progress].flatMap(([key, one]) => (key.startsWith(`${hash}#`) ? [one] : [])),
    saveProgress: async (hash: string, one: ReviewProgress) => void progress.set(`${hash}#${one.shard}`, one),
  };
};

const open = async (hash = 'one') => {
  const profiles = createMemoryProfiles();
  const queue = createMemoryQueue();
  const kept = createMemoryProgress();
  const { log, lines } = createRecordingLog();
  const { count, total } = createRecordingCount();
  const time = { now: NOON, wall: Date.parse('2026-11-20T12:00:00.000Z') };
  const clock = async () => new Date(time.now * 1000);
  const sleep = async () => undefined;
  for (const [id, person] of people.entries()) {
    const event = edgeEvent({
      id,
      event: 'Product Viewed',
      at: AT,
      by: [person],
      properties: { category: 'Outerwear' },
    });
    await applyEvent({ ...profiles, clock, sleep }, audienceRules(), event);
  }
  const ports = {
    loadPersons: profiles.loadPersons,
    saveReviewed: profiles.saveReviewed,
    dropDue: profiles.dropDue,
    listDue: profiles.listDue,
    listPersons: profiles.listPersons,
    sendPages: queue.send,
    saveProgress: kept.saveProgress,
  };
  const create = (given: typeof ports) => {
    const deps: ReviewSegmentsDeps = {
      ...given,
      beginReview: kept.beginReview,
      endReview: kept.endReview,
      loadProgress: kept.loadProgress,
      rules: audienceRules({}, hash),
      clock,
      now: () => new Date(time.wall),
      sleep,
      pageSize: 2,
      log,
      count,
    };
    return createReviewSegments(deps);
  };
  const handle = create(ports);
  const deliver = (body: unknown) => handle(sqsEvent(sqsRecord(body)));
  let taken = 0;
  /** What was sent since it was last asked for. */
  const take = (): readonly unknown[] => {
    const sent = queue.messages().slice(taken);
    taken += sent.length;
    return sent.map(({ body }) => body);
  };
  /** Works off what the function has sent itself. */
  const untilQuiet = async (): Promise<void> => {
    for (let sent = take(); sent.length > 0; sent = take()) for (const body of sent) await deliver(body);
  };
  return { profiles, take, kept, lines, total, time, ports, create, deliver, untilQuiet };
};

const bought = people.map((person) => `never-bought#${person}`);

describe('review-segments', () => {
  it('lets people leave whose time has come, and nobody before', async () => {
    const { profiles, time, deliver, untilQuiet, total } = await open();
    const before = profiles.members();
    await deliver({ kind: 'look' });
    await untilQuiet();
    expect(profiles.members()).toEqual(before);
    time.now = Date.parse(AT) / 1000 + 3 * DAY + 1;
    await deliver({ kind: 'look' });
    await untilQuiet();
    expect(profiles.members()).toEqual(bought);
    expect(profiles.dueItems()).toEqual([]);
    expect(total('AudiencesDue')).toBe(people.length);
  });

  it('ends the same whatever fails, and however often a message comes', async () => {
    const calls = await failEveryCall(
      async () => {
        const { profiles, time, ports, create } = await open();
        time.now = Date.parse(AT) / 1000 + 3 * DAY + 1;
        const [shard = 0] = await shardsOf(profiles);
        return {
          ports,
          handler: create,
          body: { kind: 'due', shard },
          outcome: async () => profiles.bytes(),
        };
      },
      (outcome, undisturbed) => expect(outcome).toBe(undisturbed),
    );
    expect(calls).toBeGreaterThan(2);
  });

  it('evaluates everybody by changed definitions, once the deployment has settled, and notes how far it is', async () => {
    const { profiles, kept, time, deliver, untilQuiet, lines } = await open('two');
    const look = async (): Promise<void> => {
      await deliver({ kind: 'look' });
      await untilQuiet();
    };
    await look();
    expect(kept.progress.size).toBe(0);
    time.wall += 60_000;
    await look();
    const all = [...kept.progress.values()];
    expect(all).toHaveLength(64);
    expect(all.every(({ done }) => done)).toBe(true);
    expect(all.reduce((sum, { persons }) => sum + persons, 0)).toBe(people.length);
    expect(all.reduce((sum, { changed }) => sum + changed, 0)).toBe(people.length);
    expect(profiles.states().map(({ membership }) => membership?.hash)).toEqual(people.map(() => 'two'));
    await look();
    expect(kept.runs.get('two')).toMatchObject({ doneAt: new Date(time.wall).toISOString() });
    const before = lines.length;
    time.wall += 3_600_000;
    await look();
    expect(lines).toHaveLength(before);
  });

  it('sends again for a shard that has stalled, from where it stood', async () => {
    const { kept, take, time, deliver } = await open('two');
    await deliver({ kind: 'look' });
    time.wall += 60_000;
    await deliver({ kind: 'look' });
    expect(take()).toHaveLength(64);
    const standing = { shard: 7, persons: 4, changed: 3, cursor: 'user_id:u4', done: false };
    await kept.saveProgress('two', { ...standing, at: new Date(time.wall).toISOString() });
    time.wall += 60_000;
    await deliver({ kind: 'look' });
    expect(take()).toEqual([]);
    time.wall += 15 * 60_000;
    await deliver({ kind: 'look' });
    const again = take();
    expect(again).toHaveLength(64);
    const { done: _, ...page } = standing;
    expect(again).toContainEqual({ kind: 'page', hash: 'two', ...page });
  });

  it('counts a page once, however often it comes', async () => {
    const { profiles, kept, deliver } = await open('two');
    const [shard = 0] = await shardsOf(profiles);
    const page = { kind: 'page', hash: 'two', shard, persons: 0, changed: 0 };
    await deliver(page);
    const once = kept.progress.get(`two#${shard}`)?.persons;
    await deliver(page);
    expect(kept.progress.get(`two#${shard}`)?.persons).toBe(once);
    expect(once).toBeGreaterThan(0);
  });

  it('passes over a page of other definitions', async () => {
    const { profiles, kept, deliver, lines } = await open();
    const before = profiles.bytes();
    await deliver({ kind: 'page', hash: 'older', shard: 0, persons: 0, changed: 0 });
    expect(profiles.bytes()).toBe(before);
    expect(kept.progress.size).toBe(0);
    expect(lines.map(({ code }) => code)).toEqual(['audiences.other-definitions']);
  });

  it.each([
    ['no JSON', '{'],
    ['no kind', {}],
    ['no shard', { kind: 'due' }],
    ['a page without counts', { kind: 'page', hash: 'one', shard: 1 }],
    ['a page with another cursor', { kind: 'page', hash: 'one', shard: 1, persons: 0, changed: 0, cursor: 3 }],
  ])('leaves %s to the dead letter queue', async (_case, body) => {
    const { deliver } = await open();
    expect((await deliver(body)).batchItemFailures).toHaveLength(1);
  });
});

/** Shards in which there is somebody. */
const shardsOf = async ({ listPersons }: ReturnType<typeof createMemoryProfiles>): Promise<readonly number[]> => {
  const found = await Promise.all(Array.from({ length: 64 }, (_, shard) => listPersons(shard, 1)));
  return found.flatMap(({ persons }, shard) => (persons.length > 0 ? [shard] : []));
};
