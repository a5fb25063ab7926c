import { setTimeout as sleep } from 'node:timers/promises';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { EmbeddedAws } from '../embedded-aws';
import { clientConfig, type Foundation } from '../foundation';

/** Messages in a queue: waiting, being worked on, or held back. */
export type Depths = Readonly<Record<string, number>>;

/** The queues between the edge and the vendors. */
export interface Pipeline {
  readonly depths: () => Promise<Depths>;
  /** Waits until nothing waits to be applied to a profile or decided on, scheduled launches included. */
  readonly untilApplied: () => Promise<void>;
  /** Waits until every work queue has stayed empty for a while; gives the depths it ended with. */
  readonly untilQuiet: (options: { readonly quietMs: number; readonly timeoutMs: number }) => Promise<Depths>;
}

const POLL_MS = 60;

export const openPipeline = (aws: EmbeddedAws, { workQueues }: Foundation): Pipeline => {
  const client = new SQSClient(clientConfig(aws));
  const depthOf = async (url: string): Promise<number> => {
    const { Attributes: counts = {} } = await client.send(
      new GetQueueAttributesCommand({
        QueueUrl: url,
        AttributeNames: [
          'ApproximateNumberOfMessages',
          'ApproximateNumberOfMessagesNotVisible',
          'ApproximateNumberOfMessagesDelayed',
        ],
      }),
    );
    return Object.values(counts).reduce((sum, count) => sum + Number(count), 0);
  };
  const depths = async (): Promise<Depths> =>
    Object.fromEntries(
      await Promise.all(Object.entries(workQueues).map(async ([name, url]) => [name, await depthOf(url)] as const)),
    );
  const early = ['Profile', 'Decision', 'Blast'].flatMap((name) => workQueues[name] ?? []);
  const idle = async (): Promise<boolean> => (await Promise.all(early.map(depthOf))).every((depth) => depth === 0);

  return {
    depths,
    untilApplied: async () => {
      // Twice: between the profile and the decision queue an event is in neither.
      for (let seen = 0; seen < 2; seen = (await idle()) ? seen + 1 : 0) await sleep(POLL_MS);
    },
    untilQuiet: async ({ quietMs, timeoutMs }) => {
      const deadline = Date.now() + timeoutMs;
      let quietSince = Date.now();
      for (;;) {
        const current = await depths();
        const now = Date.now();
        if (Object.values(current).some((depth) => depth > 0)) quietSince = now;
        if (now - quietSince >= quietMs || now >= deadline) return current;
        await sleep(POLL_MS * 2);
      }
    },
  };
};
