import { SHARDS } from '../../contracts/names';
import { instantAt, wallTime, zoneOf } from './zone-time';

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

/** When the customer's clock shows what the launch's clock shows at `at`. Without a known zone, that is `at` itself. */
export const customerInstant = (at: string, launchZone: string, customerZone: string | undefined): number => {
  const launch = zoneOf(launchZone);
  const customer = customerZone === undefined ? undefined : zoneOf(customerZone);
  const instant = Date.parse(at);
  return launch === undefined || customer === undefined ? instant : instantAt(wallTime(instant, launch), customer);
};

/** Whether an instant belongs to the pass at `passAt`: within the hour that ends there. */
export const isDueIn = (passAt: string, instant: number): boolean => {
  const end = Date.parse(passAt);
  return instant > end - HOUR_MS && instant <= end;
};
