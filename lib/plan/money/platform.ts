import { minorUnits } from '../../../contracts/money';
import { money } from '../../workspace/words';
import type { Between } from '../messages';
import type { MoneyFacts } from '../money';
import type { Planned } from '../parts/used';
import type { Known } from '../plan';
import { type MoneyRange, rangeOf, stretch } from './range';

/** What AWS takes for a launch's decisions and deliveries. */
export interface PlatformCost {
  readonly decisions: Between;
  readonly deliveries: Between;
  readonly cost: MoneyRange;
  /** `once`: one decision for each who qualifies; `as-before`: as often as past days would have come to. */
  readonly basis: 'once' | 'as-before';
  /** The day and the source of the price. */
  readonly asOf: string;
  readonly source: string;
}

const MILLION = 1_000_000;

/** The platform's own cost; not known where the list has no price for it, or where nobody could count people. */
export const platformCost = (planned: Planned, facts: MoneyFacts): Known<PlatformCost> => {
  const { platform } = planned.workspace.prices;
  if (platform === undefined) return { known: false, why: 'platform/prices.yaml does not say what the platform costs' };
  const counted = countsOf(planned, facts);
  if (!counted.known) return counted;
  const { decisions, deliveries } = counted.value;
  const [decision, delivery] = [money(platform.millionDecisions), money(platform.millionDeliveries)];
  const sum = (bound: keyof Between): number =>
    (decisions[bound] * minorUnits(decision) + deliveries[bound] * minorUnits(delivery)) / MILLION;
  const { asOf, source } = platform;
  const cost = rangeOf(sum('low'), sum('high'), decision.currency);
  return { known: true, value: { ...counted.value, cost, asOf, source } };
};

const countsOf = (
  { definition }: Planned,
  { reach, history, timing }: MoneyFacts,
): Known<Pick<PlatformCost, 'decisions' | 'deliveries' | 'basis'>> => {
  const moments = history?.known === true ? history.value.moments : undefined;
  if (history?.known === true && moments?.total !== undefined) {
    const times = stretch(definition, history.value);
    const messages = history.value.messages.map(({ count }) => count);
    const scaled = (figures: readonly { readonly low?: number; readonly high?: number }[]): Between => ({
      low: Math.floor(figures.reduce((total, { low = 0 }) => total + low, 0) * times),
      high: Math.ceil(figures.reduce((total, { high = 0 }) => total + high, 0) * times),
    });
    return {
      known: true,
      value: { decisions: scaled([moments]), deliveries: scaled(messages), basis: 'as-before' },
    };
  }
  if (!reach.known) return reach;
  const { low, high } = reach.value.qualify;
  const deliveries = {
    low: timing.reduce((total, { people }) => total + people.low, 0),
    high: timing.reduce((total, { people }) => total + people.high, 0),
  };
  return { known: true, value: { decisions: { low, high }, deliveries, basis: 'once' } };
};
