import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { jsonObject, MalformedMessageError } from '../../domain/bus-message';
import type { ListPersons } from '../../domain/ports/profiles';
import type { SendMessages } from '../../domain/ports/queues';
import type { ListDue } from '../../domain/ports/reviews';
import type { ProfileRules } from '../../domain/profile-rules';
import { type ReviewPorts, reviewPerson } from '../../domain/review-person';
import type { ReviewRunPorts } from '../../domain/review-run';
import { dueShards, nextPages, type Page, pageDone } from '../../domain/review-run';
import type { Log } from '../../runtime/logger';
import type { Count } from '../../runtime/metrics';
import { processSqsBatch } from '../../runtime/sqs-batch';

/** Persons looked at by one message. */
export const PAGE_SIZE = 25;

export interface ReviewSegmentsDeps extends ReviewPorts, ReviewRunPorts {
  readonly rules: ProfileRules;
  readonly listDue: ListDue;
  readonly listPersons: ListPersons;
  /** Into the queue this function reads. */
  readonly sendPages: SendMessages;
  /** @default PAGE_SIZE */
  readonly pageSize?: number;
  readonly log: Log;
  readonly count: Count;
}

/** What a message asks for: the schedule's look at everything, the due persons of a shard, or a page of all persons of one. */
type Work = { readonly kind: 'look' } | { readonly kind: 'due'; readonly shard: number } | ({ kind: 'page' } & Page);

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;

const workIn = (body: string): Work => {
  const { kind, shard, hash, persons, changed, cursor } = jsonObject(body, 'work on audiences');
  if (kind === 'look') return { kind };
  if (kind === 'due' && isCount(shard)) return { kind, shard };
  const isPage = kind === 'page' && isCount(shard) && isCount(persons) && isCount(changed);
  if (!isPage || typeof hash !== 'string' || (cursor !== undefined && typeof cursor !== 'string')) {
    throw new MalformedMessageError('work on audiences');
  }
  return { kind, hash, shard, persons, changed, ...(cursor === undefined ? {} : { cursor }) };
};

/**
 * Keeps audiences true while nobody does anything: looks at persons whose time has come, and at everybody when definitions have
 * changed. Every step may be repeated: a person that is up to date is left alone.
 */
export const createReviewSegments = (deps: ReviewSegmentsDeps) => {
  const { rules, log, count, pageSize = PAGE_SIZE } = deps;
  const { hash } = rules.audiences;
  const secondsNow = async (): Promise<number> => Math.floor((await deps.clock()).getTime() / 1000);

  const look = async (): Promise<void> => {
    const shards = await dueShards(deps.listDue, await secondsNow());
    const pages = await nextPages(deps, hash);
    await deps.sendPages([
      ...shards.map((shard) => ({ kind: 'due', shard })),
      ...pages.map((page) => ({ kind: 'page', ...page })),
    ]);
  };

  const workOffDue = async (shard: number): Promise<void> => {
    const items = await deps.listDue(shard, await secondsNow(), pageSize);
    for (const item of items) await reviewPerson(deps, rules, item.person, item);
    if (items.length === pageSize) await deps.sendPages([{ kind: 'due', shard }]);
    count('AudiencesDue', items.length);
    log.info('audiences.due-done', { shard, count: items.length });
  };

  const workOffPage = async (page: Page): Promise<void> => {
    // Of definitions that are no longer, or not yet, this function's.
    if (page.hash !== hash) return log.warn('audiences.other-definitions', { shard: page.shard });
    const { persons, cursor } = await deps.listPersons(page.shard, pageSize, page.cursor);
    let changed = 0;
    for (const person of persons) if ((await reviewPerson(deps, rules, person)) === 'saved') changed += 1;
    const next = await pageDone(deps, page, { persons: persons.length, changed, cursor });
    if (next !== undefined) await deps.sendPages([{ kind: 'page', ...next }]);
    count('AudiencesReviewed', persons.length);
    log.info('audiences.page-done', { shard: page.shard, count: persons.length });
  };

  const run = (work: Work): Promise<void> => {
    switch (work.kind) {
      case 'look':
        return look();
      case 'due':
        return workOffDue(work.shard);
      case 'page': {
        const { kind: _, ...page } = work;
        return workOffPage(page);
      }
    }
  };
  return (event: SQSEvent): Promise<SQSBatchResponse> =>
    processSqsBatch(event, (record) => run(workIn(record.body)), { log });
};
