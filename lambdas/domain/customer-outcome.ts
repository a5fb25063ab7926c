import type { Ledger } from '../../contracts/decision';
import type { BusEvent } from '../../contracts/event';
import { goalOutcome } from './goal-outcome';
import type { Count } from './outcome';
import { type DefinitionsOf, redemptionCounts } from './redemption';

/** What a customer's event means for the launches the person met before: the ledger if it changed, and counts of goals, orders and redemptions. */
export const customerOutcome = (
  ledger: Ledger,
  event: BusEvent,
  definitionsOf: DefinitionsOf,
): { readonly ledger?: Ledger; readonly counts: readonly Count[] } => {
  const goals = goalOutcome(ledger, event, (launch, exposure) => definitionsOf(launch, exposure)[0]);
  return { ...goals, counts: [...goals.counts, ...redemptionCounts(ledger, event, definitionsOf)] };
};
