import { fromMinorUnits, minorDigits } from '../../contracts/minor-units';
import type { MinorMoney } from './costs';
import type { Estimate, Share } from './statistics';
import type { TimeBounds } from './times';

export const number = (value: number): string => value.toLocaleString('en-US');

/** `1 person`, `2 people`. */
export const people = (value: number): string => counted(value, 'person', 'people');

/** A number with its noun. */
export const counted = (value: number, one: string, more = `${one}s`): string =>
  `${number(value)} ${value === 1 ? one : more}`;

export const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

/** A target as people write it: without a nought behind the point. */
export const plainPercent = (share: number): string => `${Number((share * 100).toFixed(1))}%`;

/** Nothing has no sign, nor has what is rounded to it. */
const signed = (value: number, digits: number): string => {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  return `${value < 0 ? '−' : '+'}${text}`;
};

/** A difference of shares in percentage points: `+3.8`. */
export const points = (difference: number): string => signed(difference * 100, 1);

/** A relative difference: `+15%`; without end where nobody was there to compare with. */
export const relative = (value: number): string =>
  Number.isFinite(value) ? `${signed(value * 100, 0)}%` : 'without end';

/** Both ends of an interval. */
export const interval = ({ lower, upper }: Estimate, write: (value: number) => string): string =>
  `${write(lower)} to ${write(upper)}`;

export const shareText = ({ met, people: of }: Share): string => `${number(met)} of ${number(of)}`;

/** An amount with its ISO 4217 code. */
export const money = ({ units, currency }: MinorMoney): string => {
  const digits = minorDigits(currency);
  const amount = fromMinorUnits(units, currency);
  return `${amount.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })} ${currency}`;
};

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** Seconds in words, in the largest unit that needs no fraction. */
export const duration = (seconds: number): string => {
  const [unit, size] = UNITS.find(([, one]) => seconds >= one && seconds % one === 0) ?? ['second', 1];
  return counted(seconds / size, unit);
};

/** Where a time lies: `16 hours to 1 day`. */
export const bounds = ({ from, upTo }: TimeBounds): string => {
  if (upTo === undefined) return `more than ${duration(from)}`;
  return from === 0 ? `up to ${duration(upTo)}` : `${duration(from)} to ${duration(upTo)}`;
};

/** An instant as the people of a time zone read it, to the minute. */
export const instant = (iso: string, timeZone: string): string => {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(iso));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
};
