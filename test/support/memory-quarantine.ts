import type { Quarantine, Quarantined } from '../../lambdas/domain/ports/quarantine';
import { createMemoryQueue } from './memory-queue';

/** The quarantine in memory: payloads in the vault first, pointers in a queue that can be taken down. */
export const createMemoryQuarantine = () => {
  const payloads: Quarantined[] = [];
  const queue = createMemoryQueue();
  const quarantine: Quarantine = async (items) => {
    payloads.push(...items);
    await queue.send(items.map(({ source, messageId, reason, detail }) => ({ source, messageId, reason, detail })));
  };
  return { quarantine, payloads: (): readonly Quarantined[] => payloads, queue };
};
