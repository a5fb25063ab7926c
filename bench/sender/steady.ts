import { atLeast, atMost, type Row } from '../row';
import { heldFor, sleep, vendorFor } from './messages';
import { LIMIT_PORTS } from './ports';
import type { Accepted } from './receiver';
import { openSenderStage } from './stage';

/** Until programs are loaded and connections are open. */
const WARM_UP_MS = 6000;
/** A batch holds about two seconds of its worker's share; while it is prepared, the other one sends. */
const BATCH_SECONDS = 2;
const BATCHES = 2;

/** The most requests in any window of ten seconds. */
const mostInTenSeconds = (times: readonly number[]): number => {
  let most = 0;
  for (let first = 0, last = 0; last < times.length; last += 1) {
    while ((times[first] ?? 0) <= (times[last] ?? 0) - 10_000) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
};

/** Several rates at once, each a vendor of its own with a backlog that outlasts the run. */
export const steady = async (
  rates: readonly number[],
  workers: number,
  measuredMs = 60_000,
): Promise<readonly Row[]> => {
  const vendors = rates.map((rate) => vendorFor(`rate${rate}`, { rate: `${rate}/s` }));
  const rateOf = (vendor: string): number => Number(vendor.replace('rate', ''));
  const stage = await openSenderStage({
    vendors,
    batchOf: (vendor) => Math.max(1, Math.ceil((BATCH_SECONDS * rateOf(vendor)) / (BATCHES * workers))),
    workers,
    batchesAtOnce: BATCHES,
    faults: 0,
    // Each message is one worker's, and nobody dies: only what the rate stands on has to be shared.
    shared: LIMIT_PORTS,
    visibilitySeconds: 120,
  });
  for (const { vendor } of vendors) {
    const messages = rateOf(vendor) * ((WARM_UP_MS + measuredMs) / 1000 + 15);
    for (let index = 0; index < messages; index += 1) stage.send(heldFor(vendor, index));
  }
  await sleep(WARM_UP_MS);
  const from = Date.now();
  await sleep(measuredMs);
  const { accepted } = await stage.report();
  stage.stop();
  return rates.flatMap((rate) => rowsOf({ rate, workers, from, measuredMs, accepted }));
};

const rowsOf = (run: {
  readonly rate: number;
  readonly workers: number;
  readonly from: number;
  readonly measuredMs: number;
  readonly accepted: readonly Accepted[];
}): readonly Row[] => {
  const { rate, workers, from, measuredMs, accepted } = run;
  const times = accepted
    .filter(({ vendor, at }) => vendor === `/rate${rate}` && at >= from && at < from + measuredMs)
    .map(({ at }) => at)
    .sort((a, b) => a - b);
  const id = `sender.rate-${rate}-workers-${workers}`;
  const what = `${rate} a second, ${workers} workers`;
  const limit = rate * (measuredMs / 1000);
  return [
    atMost(
      `${id}.most`,
      `sender: ${what}: most in any 10 s, of the limit`,
      (mostInTenSeconds(times) / (rate * 10)) * 100,
      '%',
      105,
    ),
    atLeast(
      `${id}.mean`,
      `sender: ${what}: mean of 60 s with a backlog, of the limit`,
      (times.length / limit) * 100,
      '%',
      95,
    ),
  ];
};
