import type { LaunchDefinition } from '../../contracts/decision';
import { moneyText } from '../../contracts/money';
import { drainedAt } from '../../contracts/retention';
import { type Sum, sumUsedUp, type Used } from '../../contracts/spending';
import type { SweptLaunch } from './ports/sweeps';

/** What is next for a launch. `budget`: it is live, and what it has used decides whether it is paused, or told of. */
export type SweepStep =
  | { readonly kind: 'end'; readonly reason: string }
  | { readonly kind: 'budget' | 'note-off' | 'remove' | 'close' | 'nothing' };

/** Until when results change: the last redemption, and the time its goal has. Every definition that was live counts. */
export const resultsUntil = (definitions: readonly LaunchDefinition[]): number =>
  Math.max(
    ...definitions.map(({ window, goal }) => Date.parse(window.redeemUntil) + (goal?.withinSeconds ?? 0) * 1000),
  );

/** What is next for a launch at an instant, by its row and the definition in force alone; asked again after a crash, it is the same. */
export const nextStep = (row: SweptLaunch, { window, budget }: LaunchDefinition, now: Date): SweepStep => {
  if (row.state !== 'ended') {
    const isOver = now.getTime() > Date.parse(window.endsAt);
    if (isOver) return { kind: 'end', reason: `its window ended at ${window.endsAt}` };
    return { kind: row.state === 'live' && budget !== undefined ? 'budget' : 'nothing' };
  }
  if (row.closedAt !== undefined) return { kind: 'nothing' };
  if (row.offSince === undefined) return { kind: 'note-off' };
  if (now.getTime() < drainedAt(row.offSince)) return { kind: 'nothing' };
  return { kind: row.removedAt === undefined ? 'remove' : 'close' };
};

/** The sum that a launch has used up, and that in words; undefined while it has something left of each. */
export const spentSum = (
  definition: LaunchDefinition,
  used: Used,
): { readonly sum: Sum; readonly reason: string } | undefined => {
  const sum = sumUsedUp(definition, used);
  const limit = sum && definition.budget?.[sum];
  return limit && { sum, reason: `its budget for ${sum} is spent: ${moneyText(limit)}` };
};
