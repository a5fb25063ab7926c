import type { BusEvent } from '../../contracts/event';
import { type Applied, applyEvent } from '../../lambdas/domain/apply-event';
import type { ProfileRules } from '../../lambdas/domain/profile-rules';
import type { MemoryProfiles } from './memory-profiles';

/** After all events of the tests. */
const NOW = new Date('2030-01-01T00:00:00.000Z');

/** Applies events one after the other, as a worker that nobody disturbs; tells what became of each. */
export const applyEvents = async (
  store: MemoryProfiles,
  rules: ProfileRules,
  events: Iterable<BusEvent>,
): Promise<readonly Applied[]> => {
  const ports = { ...store, sleep: async () => undefined, clock: async () => NOW };
  const applied: Applied[] = [];
  for (const event of events) applied.push(await applyEvent(ports, rules, event));
  return applied;
};
