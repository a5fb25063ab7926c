import type { ExcludedReason, Money } from '../../../contracts/decision';
import { minorDigits } from '../../../contracts/minor-units';
import {
  type Approximation,
  type Count,
  type Estimate,
  FEWEST,
  type Figure,
  type Sample,
} from '../../../contracts/rehearsal';
import type { Between } from '../messages';
import type { MoneyRange } from '../money/range';

/** `12,345`. */
export const number = (value: number): string => value.toLocaleString('en');

/** A count, or no more of it than may be told. */
export const countText = (count: Count): string => {
  if (typeof count === 'number') return number(count);
  return count.to < FEWEST ? `fewer than ${FEWEST}` : `${number(count.from)} to ${number(count.to)}`;
};

/** People, with their 95 % interval where not all were looked at. */
export const estimateText = ({ people, low, high }: Estimate, { complete }: Pick<Sample, 'complete'>): string =>
  complete ? countText(people) : `about ${countText(people)} (${number(low)} to ${number(high)})`;

/** How often something happened in past days, and to how many people. */
export const figureText = ({ people, total, low, high }: Figure, sample: Pick<Sample, 'complete'>): string => {
  const by = estimateText(people, sample);
  if (total === undefined) return `${by} people`;
  const times = sample.complete
    ? number(total)
    : `about ${number(total)} (${number(low ?? total)} to ${number(high ?? total)})`;
  return `${times}, by ${by} people`;
};

/** Who was looked at, and how sure figures are. */
export const sampleText = ({ from, population, sampled, complete }: Sample): string => {
  const among = from.kind === 'everybody' ? 'everybody' : `${from.kind} ${from.name}`;
  return complete
    ? `Counted: all ${countText(population)} people of ${among} were looked at.`
    : `Estimated from ${countText(sampled)} of ${countText(population)} people of ${among}; in brackets stands the 95 % interval.`;
};

/** `40 to 50`, or one number where they are the same. */
export const betweenText = ({ low, high }: Between): string =>
  low === high ? number(high) : `${number(low)} to ${number(high)}`;

/** `25,000.00 USD`. */
export const sumText = ({ amount, currency }: Money): string => {
  const digits = minorDigits(currency);
  return `${amount.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })} ${currency}`;
};

/** `1.20 USD to 3.40 USD`, or one sum where they are the same. */
export const rangeText = ({ low, high }: MoneyRange): string =>
  low.amount === high.amount ? sumText(high) : `${sumText(low)} to ${sumText(high)}`;

/** Sums of several currencies side by side. */
export const rangesText = (ranges: readonly MoneyRange[]): string =>
  ranges.length === 0 ? 'nothing' : ranges.map(rangeText).join(' and ');

/** Why a launch is not for people, of many of them. */
export const REASONS: Readonly<Record<ExcludedReason, string>> = {
  'not-live': 'not live',
  'outside-window': 'outside its time',
  'budget-spent': 'the budget is spent',
  'channel-not-used': 'channel not used',
  restricted: 'data may only be stored',
  'audience-not-met': 'not in the audience',
  'audience-excluded': 'kept out by the audience',
  'no-consent': 'no consent',
  unreachable: 'no address',
  'no-offer-fits': 'no offer fits',
  'pool-empty': 'no code is left',
  'launch-cap': 'had as much of this launch as one may',
  'person-cap': 'had as many messages as one may',
  'audience-full': 'the launch is full',
  'held-out': 'held out',
  outranked: 'another launch comes first',
};

/** Reasons with how many people each, in the order in which they are tested. */
export const reasonsText = (
  reasons: Readonly<Partial<Record<ExcludedReason, Estimate>>>,
  sample: Pick<Sample, 'complete'>,
): string => {
  const entries = Object.entries(reasons) as [ExcludedReason, Estimate][];
  return entries.map(([reason, people]) => `${REASONS[reason]}: ${estimateText(people, sample)}`).join('; ');
};

/** What a rehearsal does not know, for people who read its figures. */
export const APPROXIMATIONS: Readonly<Record<Approximation, string>> = {
  'window-moved': 'the launch is not under way: people were judged as if it were',
  'schedule-moved': 'its run was put on a past day',
  'asks-kept': 'channels that ask are taken to have asked when they did',
  'segment-index': 'who comes into the segment by time alone is seen with its next review',
  'values-replaced': 'of what was told again in the last 31 days, only the newest is known',
  'others-as-now': 'other launches took part as they are now',
  'sent-at-once': 'every message is taken as delivered',
};
