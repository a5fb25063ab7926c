import type { SendMessages } from '../../lambdas/domain/ports/queues';

export interface MemoryQueue {
  readonly send: SendMessages;
  messages(): readonly { readonly body: unknown; readonly delaySeconds: number }[];
  /** While it is down every send rejects. */
  setDown(down: boolean): void;
}

/** A queue in memory; keeps what JSON keeps of a message. */
export const createMemoryQueue = (): MemoryQueue => {
  const kept: { body: unknown; delaySeconds: number }[] = [];
  let isDown = false;
  return {
    send: async (messages, delaySeconds = 0) => {
      if (isDown) throw new Error('The queue is down on purpose.');
      kept.push(...messages.map((body) => ({ body: JSON.parse(JSON.stringify(body)) as unknown, delaySeconds })));
    },
    messages: () => kept,
    setDown: (down) => {
      isDown = down;
    },
  };
};
