import type { LaunchDefinition } from '../../contracts/decision';
import { moneyText } from '../../contracts/money';
import { drainedAt } from '../../contracts/retention';
import { sumUsedUp, type Used } from '../../contracts/spending';
import type { SweptLaunch } from './ports/sweeps';

/** What is next for a launch. `budget`: it is live, and what it has used decides. */
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
    return { kind: row.state === 'live' && budget?.whenSpent === 'pause' ? 'budget' : 'nothing' };
  }
  if (row.closedAt !== undefined) return { kind: 'nothing' };
  if (row.offSince === undefined) return { kind: 'note-off' };
  if (now.getTime() < drainedAt(row.offSince)) return { kind: 'nothing' };
  return { kind: row.removedAt === undefined ? 'remove' : 'close' };
};

/** Why a live launch is to be paused for what it has used; undefined while it may go on. */
export const spentReason = (definition: LaunchDefinition, used: Used): string | undefined => {
  const sum = sumUsedUp(definition, used);
  const limit = sum && definition.budget?.[sum];
  return limit && `its budget for ${sum} is spent: ${moneyText(limit)}`;
};
