import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { TrailFact } from '../../contracts/trail';
import { sha256Hex } from '../domain/canonical';
import type { WallClock } from '../domain/ports/clocks';
import type { TellTrail } from '../domain/ports/trail';
import { StoreError } from './errors';
import { createLru } from './lru';
import { chunked } from './parallel';
import { backOff, realRetry } from './pause';
import { createQueueClient, type QueueDeps } from './queue.sqs';

const BATCH = 10;
const TRIES = 4;
/** One order for the whole trail. */
const GROUP = 'trail';

const entryOf = (fact: TrailFact) => ({
  Id: sha256Hex(fact.id),
  MessageBody: JSON.stringify(fact),
  MessageGroupId: GROUP,
  MessageDeduplicationId: sha256Hex(fact.id),
});

/** Sends facts to the trail's queue in their order; one that is refused is sent again with those behind it. */
export const createTellTrail =
  (deps: QueueDeps): TellTrail =>
  async (facts) => {
    const unique = [...new Map(facts.map((fact) => [fact.id, entryOf(fact)])).values()];
    for (const chunk of chunked(unique, BATCH)) {
      let waiting = chunk;
      for (let attempt = 0; waiting.length > 0; attempt += 1) {
        if (attempt === TRIES) throw new StoreError('queue.refused', 'SendMessageBatch', true);
        if (attempt > 0) await backOff(deps.retry, attempt);
        const answer = await deps.client.send(
          new SendMessageBatchCommand({ QueueUrl: deps.url, Entries: [...waiting] }),
        );
        const failed = new Set((answer.Failed ?? []).map((entry) => entry.Id));
        waiting = waiting.filter((entry) => failed.has(entry.Id));
      }
    }
  };

/** Keeps to itself what it has told within the hour: of what happens a million times only the first is news. */
export const toldOnce = (tellTrail: TellTrail, now: WallClock): TellTrail => {
  const told = createLru<true>({ entries: 1000, milliseconds: 3_600_000, now });
  return async (facts) => {
    const news = facts.filter(({ id }) => told.get(id) === undefined);
    if (news.length === 0) return;
    await tellTrail(news);
    for (const { id } of news) told.set(id, true);
  };
};

/** The trail's queue, by its address. */
export const openTrail = (url: string): TellTrail =>
  createTellTrail({ client: createQueueClient(), url, retry: realRetry });
