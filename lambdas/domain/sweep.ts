import type { LaunchDefinition } from '../../contracts/decision';
import { HANDOVER_SECONDS, QUEUE_DAYS } from '../../contracts/retention';
import type { SweptLaunch } from './ports/sweeps';

/** What is next for a launch. */
export type SweepStep =
  | { readonly kind: 'end'; readonly reason: string }
  | { readonly kind: 'note-off' | 'remove' | 'close' | 'nothing' };

const DAY_MS = 86_400_000;
/** A message may be on its way into a queue for as long as EventBridge tries, and in it for as long as it keeps messages. */
const DRAIN_MS = HANDOVER_SECONDS * 1000 + QUEUE_DAYS * DAY_MS;

/**
 * When no message of a launch that ended then can be waiting any more, epoch milliseconds: the gateway refuses each on its
 * next receipt, whatever its `notAfter`, and a message that nobody receives is gone with its queue's retention.
 */
export const drainedAt = (offSince: string): number => Date.parse(offSince) + DRAIN_MS;

/** Until when results change: the last redemption, and the time its goal has. Every definition that was live counts. */
export const resultsUntil = (definitions: readonly LaunchDefinition[]): number =>
  Math.max(
    ...definitions.map(({ window, goal }) => Date.parse(window.redeemUntil) + (goal?.withinSeconds ?? 0) * 1000),
  );

/** What is next for a launch at an instant, by its row and the definition in force alone; asked again after a crash, it is the same. */
export const nextStep = (row: SweptLaunch, { window }: LaunchDefinition, now: Date): SweepStep => {
  if (row.state !== 'ended') {
    const isOver = now.getTime() > Date.parse(window.endsAt);
    return isOver ? { kind: 'end', reason: `its window ended at ${window.endsAt}` } : { kind: 'nothing' };
  }
  if (row.closedAt !== undefined) return { kind: 'nothing' };
  if (row.offSince === undefined) return { kind: 'note-off' };
  if (now.getTime() < drainedAt(row.offSince)) return { kind: 'nothing' };
  return { kind: row.removedAt === undefined ? 'remove' : 'close' };
};
