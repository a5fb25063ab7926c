import type { ChannelUse, LaunchDefinition } from './decision';
import { minorUnits } from './money';
import { COUNTER } from './results';

/** A sum of a budget. */
export type Sum = 'sending' | 'discounts';

/** Counters of a launch, by name. */
type Counters = Readonly<Record<string, number>>;

/** Sending is reckoned in thousandths of a minor unit: whole numbers, which add up exactly. */
const THOUSANDTHS = 1000;

/** What one message over a channel costs, in thousandths of a minor unit; 0 where no price is known. */
export const messagePrice = ({ price }: Pick<ChannelUse, 'price'>): number => price?.perThousand ?? 0;

/** What sending may cost in thousandths of a minor unit; undefined where nothing ends by it. */
export const sendingLimit = ({ budget }: Pick<LaunchDefinition, 'budget'>): number | undefined =>
  budget?.sending === undefined || budget.whenSpent !== 'pause' ? undefined : minorUnits(budget.sending) * THOUSANDTHS;

/** What the messages that vendors took have cost, in whole minor units, at the prices of the definition. */
export const sendingSpent = ({ channels }: Pick<LaunchDefinition, 'channels'>, counters: Counters): number =>
  Math.ceil(
    channels.use.reduce((sum, use) => sum + (counters[COUNTER.delivered(use.channel)] ?? 0) * messagePrice(use), 0) /
      THOUSANDTHS,
  );

/** What was taken off so far, in minor units of the budget's currency. */
export const discountsSpent = ({ budget }: Pick<LaunchDefinition, 'budget'>, counters: Counters): number =>
  budget?.discounts === undefined ? 0 : (counters[COUNTER.discounts(budget.discounts.currency)] ?? 0);

/** What has been used of a launch's sums. */
export interface Used {
  readonly counters: Counters;
  /** Of the budget for sending, what is set aside for messages, sent or about to be; thousandths of a minor unit. */
  readonly setAside: number;
}

/**
 * The sum of a launch that is used up, whatever happens then: for sending, what is left is less than its cheapest message
 * costs. Sums that nothing is counted against are never used up.
 */
export const sumUsedUp = (definition: LaunchDefinition, { counters, setAside }: Used): Sum | undefined => {
  const { budget, channels } = definition;
  if (budget?.discounts !== undefined && discountsSpent(definition, counters) >= minorUnits(budget.discounts)) {
    return 'discounts';
  }
  const prices = channels.use.map(messagePrice).filter((price) => price > 0);
  if (budget?.sending === undefined || prices.length === 0) return undefined;
  const limit = minorUnits(budget.sending) * THOUSANDTHS;
  const spent = Math.max(setAside, sendingSpent(definition, counters) * THOUSANDTHS);
  return limit - spent < Math.min(...prices) ? 'sending' : undefined;
};
