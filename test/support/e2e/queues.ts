import type { HeldRequest } from '../../../lambdas/domain/ports/queues';
import type { EmbeddedAws } from '../../../local/embedded-aws';

/** A message that a queue holds, waiting, hidden or being worked on. */
export interface QueuedMessage {
  readonly queue: string;
  readonly body: string;
  /** Epoch seconds. */
  readonly sentAt: number;
  /** Everything the emulator knows of it. */
  readonly raw: string;
}

type Listing = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, readonly Rendered[]>>>>>>;
interface Rendered {
  readonly Body: string;
  readonly SentTimestamp: number;
}

/** Looks into every queue without taking anything out, by a page that only the emulator has. */
export const queuedMessages = async ({ endpoint }: EmbeddedAws, queueUrl?: string): Promise<QueuedMessage[]> => {
  const query = queueUrl === undefined ? '' : `?QueueUrl=${encodeURIComponent(queueUrl)}`;
  const answer = await fetch(`${endpoint}/_ministack/sqs/messages${query}`);
  const { messages } = (await answer.json()) as { messages: Listing };
  return Object.values(messages)
    .flatMap((regions) => Object.values(regions))
    .flatMap((queues) => Object.entries(queues))
    .flatMap(([queue, held]) =>
      held.map((one) => ({ queue, body: one.Body, sentAt: one.SentTimestamp, raw: JSON.stringify(one) })),
    );
};

/** A request that was put off, and when it last came by. */
export interface Held extends HeldRequest {
  readonly sentAt: number;
}

/** Requests that the gateway has put off and that wait in a delivery queue, by message id. */
export const heldRequests = async (aws: EmbeddedAws, queueUrl: string): Promise<ReadonlyMap<string, Held>> => {
  const held = new Map<string, Held>();
  for (const { body, sentAt } of await queuedMessages(aws, queueUrl)) {
    const copy = JSON.parse(body) as Partial<HeldRequest>;
    if (copy.request !== undefined && copy.hop !== undefined && copy.trace !== undefined) {
      held.set(copy.request.messageId, { request: copy.request, hop: copy.hop, trace: copy.trace, sentAt });
    }
  }
  return held;
};
