import type { Vendor } from '../../contracts/vendor';
import { vendor as fixture, messageRequest } from '../../test/support/decision-fixtures';
import { atLeast, atMost, type Bench, type Row, shown } from '../row';
import type { Accepted } from '../sender/receiver';
import { openSenderStage } from '../sender/stage';

const RATES = [10, 100, 1000];
const WORKERS = [1, 4, 16];
const WARM_UP_MS = 5000;
const MEASURED_MS = 60_000;
/** A batch holds about two seconds of its worker's share, so that taking the next one does not show. */
const BATCH_SECONDS = 2;
const NOT_AFTER = new Date(Date.now() + 86_400_000).toISOString();

const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const vendorFor = (id: string, over: Partial<NonNullable<Vendor['outbound']>>): Vendor => {
  const { outbound, ...rest } = fixture({
    vendor: id,
    approval: { ...fixture().approval, date: '2020-01-01', expires: '2100-01-01' },
  });
  if (outbound === undefined) throw new Error('The fixture is a vendor that is sent to.');
  return { ...rest, outbound: { ...outbound, url: `https://api.mailhub.example/${id}`, ...over } };
};
const heldFor = (vendor: string, index: number) => ({
  request: messageRequest({ messageId: `msg_${vendor}_${index}`, vendor, notAfter: NOT_AFTER }),
  hop: 0,
  trace: 'bench',
});

/** The most requests in any window of ten seconds. */
const mostInTenSeconds = (times: readonly number[]): number => {
  let most = 0;
  for (let first = 0, last = 0; last < times.length; last += 1) {
    while ((times[first] ?? 0) <= (times[last] ?? 0) - 10_000) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
};

/** All rates at once, each a vendor of its own with a backlog that outlasts the run. */
const steady = async (workers: number): Promise<readonly Row[]> => {
  const vendors = RATES.map((rate) => vendorFor(`rate${rate}`, { rate: `${rate}/s` }));
  const rateOf = (vendor: string): number => Number(vendor.replace('rate', ''));
  const stage = await openSenderStage({
    vendors,
    batchOf: (vendor) => Math.max(1, Math.ceil((BATCH_SECONDS * rateOf(vendor)) / workers)),
    workers,
    faults: 0,
    visibilitySeconds: 120,
  });
  for (const { vendor } of vendors) {
    const messages = rateOf(vendor) * ((WARM_UP_MS + MEASURED_MS) / 1000 + 15);
    for (let index = 0; index < messages; index += 1) stage.send(heldFor(vendor, index));
  }
  await sleep(WARM_UP_MS);
  const from = Date.now();
  await sleep(MEASURED_MS);
  const { accepted } = await stage.report();
  stage.stop();
  return RATES.flatMap((rate) => rowsOf({ rate, workers, from, accepted }));
};

const rowsOf = (run: {
  readonly rate: number;
  readonly workers: number;
  readonly from: number;
  readonly accepted: readonly Accepted[];
}): readonly Row[] => {
  const { rate, workers, from, accepted } = run;
  const times = accepted
    .filter(({ vendor }) => vendor === `/rate${rate}`)
    .map(({ at }) => at)
    .sort((a, b) => a - b);
  const measured = times.filter((at) => at >= from && at < from + MEASURED_MS).length;
  const id = `sender.rate-${rate}-workers-${workers}`;
  const what = `${rate} a second, ${workers} workers`;
  const limit = rate * (MEASURED_MS / 1000);
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
      (measured / limit) * 100,
      '%',
      95,
    ),
  ];
};

const MESSAGES = 3000;
const KILL_EVERY_MS = 700;
const KILLS_MS = 40_000;
const LONGEST_MS = 300_000;

/** Workers killed at random while three requests in ten fail, in every way there is. */
const faults = async (): Promise<readonly Row[]> => {
  const retry = Array.from({ length: 20 }, (_, index) => `${Math.min(index + 1, 8)} seconds`);
  const vendor = vendorFor('faulty', { rate: '200/s', timeout: '2 seconds', retry });
  const stage = await openSenderStage({
    vendors: [vendor],
    batchOf: () => 10,
    workers: 8,
    faults: 0.3,
    visibilitySeconds: 40,
  });
  for (let index = 0; index < MESSAGES; index += 1) stage.send(heldFor('faulty', index));
  const started = Date.now();
  let kills = 0;
  while (stage.waiting() > 0 && Date.now() - started < LONGEST_MS) {
    await sleep(KILL_EVERY_MS);
    if (Date.now() - started > KILLS_MS) continue;
    stage.killOne();
    kills += 1;
  }
  const { accepted, counts } = await stage.report();
  const ids = new Set(accepted.map(({ id }) => id));
  const delivered = stage.attempts().filter(({ state }) => state === 'delivered').length;
  const lost = stage.lostSight.length;
  stage.stop();
  const failed = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return [
    atLeast(
      'sender.faults.delivered',
      `sender: of ${MESSAGES} messages delivered, ${kills} workers killed, ${failed} requests failed`,
      (delivered / MESSAGES) * 100,
      '%',
      100,
    ),
    atMost(
      'sender.faults.lost',
      'sender: messages that never arrived, or were given up',
      MESSAGES - ids.size + stage.aside.length,
      'messages',
      0,
    ),
    atMost(
      'sender.faults.twice',
      'sender: arrived twice under one id, beside what killed workers had on their way',
      Math.max(0, accepted.length - ids.size - lost),
      'messages',
      0,
    ),
    shown('sender.faults.in-flight', 'sender: requests that killed workers had on their way', lost, 'requests'),
    shown(
      'sender.faults.duplicates',
      'sender: arrived twice, each under its own id',
      accepted.length - ids.size,
      'messages',
    ),
    ...Object.entries(counts).map(([fault, count]) =>
      shown(`sender.faults.fault-${fault}`, `sender: requests failed by ${fault}`, count, 'requests'),
    ),
  ];
};

/**
 * The sender's own code in processes of its own, over TLS to a receiver in another; queues, attempts and the control store
 * are in memory, behind a process boundary.
 */
export const sender: Bench = {
  id: 'sender',
  run: async () => {
    const rows: Row[] = [];
    for (const workers of WORKERS) rows.push(...(await steady(workers)));
    return [...rows, ...(await faults())];
  },
};
