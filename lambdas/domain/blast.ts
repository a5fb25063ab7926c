import { SHARDS } from '../../contracts/names';

/** One piece of work of a scheduled launch: a page of one shard; without a shard, the whole run. */
export interface BlastPage {
  readonly launch: string;
  /** The launch's `at`: the same in every pass, so that a person is decided once. */
  readonly run: string;
  readonly shard?: number;
  readonly cursor?: string;
  /** Instant of the hourly pass of a launch that goes by the customer's clock. */
  readonly passAt?: string;
}

/** The run's pages, one for the beginning of each shard. */
export const fanOut = (run: BlastPage): readonly BlastPage[] =>
  Array.from({ length: SHARDS }, (_, shard) => ({ ...run, shard }));

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const WALL: Intl.DateTimeFormatOptions = {
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
};
const formats = new Map<string, Intl.DateTimeFormat | undefined>();

/** Formatters are slow to make; a zone nobody knows gives undefined. */
const formatOf = (timezone: string): Intl.DateTimeFormat | undefined => {
  if (!formats.has(timezone)) {
    try {
      formats.set(timezone, new Intl.DateTimeFormat('en-US', { ...WALL, timeZone: timezone }));
    } catch {
      formats.set(timezone, undefined);
    }
  }
  return formats.get(timezone);
};

/** What the clocks of a zone show at an instant, as if it were UTC. */
const wallTime = (instant: number, format: Intl.DateTimeFormat): number => {
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
};

/** The instant at which the clocks of a zone show a wall time; of two, the earlier; of none, the jump's end. */
const instantOf = (wall: number, format: Intl.DateTimeFormat): number => {
  const offsetAt = (instant: number): number => wallTime(instant, format) - instant;
  const candidates = [offsetAt(wall - DAY_MS), offsetAt(wall + DAY_MS)].map((offset) => wall - offset);
  const exact = candidates.filter((instant) => wallTime(instant, format) === wall);
  return exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
};

/** When the customer's clock shows what the launch's clock shows at `at`. Without a known zone, that is `at` itself. */
export const customerInstant = (at: string, launchZone: string, customerZone: string | undefined): number => {
  const launch = formatOf(launchZone);
  const customer = customerZone === undefined ? undefined : formatOf(customerZone);
  const instant = Date.parse(at);
  return launch === undefined || customer === undefined ? instant : instantOf(wallTime(instant, launch), customer);
};

/** Whether an instant belongs to the pass at `passAt`: within the hour that ends there. */
export const isDueIn = (passAt: string, instant: number): boolean => {
  const end = Date.parse(passAt);
  return instant > end - HOUR_MS && instant <= end;
};
