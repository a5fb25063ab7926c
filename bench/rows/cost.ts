import { readFileSync } from 'node:fs';
import { measureUnits, type PathUnits } from '../measure-units';
import { atMost, type Bench, type Row, shown } from '../row';

const PRICES = 'bench/prices/us-east-1-2026-11.json';
const MILLION = 1_000_000;

/** What a million events are made of. Shares and times are assumptions, stated here; units are measured. */
const MIX = {
  /** Events that change a profile; the rest only leave their mark. */
  changeShare: 0.3,
  /** Events that set off a decision, for one launch. */
  triggerShare: 0.1,
  /** Events that reach the outcome queue because they could be a goal. */
  goalShare: 0.03,
  batch: 10,
  memoryGb: 0.5,
  /** Billed milliseconds: an edge request waits for the bus; a batch of ten for its writes. */
  ingestMs: 25,
  batchMs: 120,
  logKbPerRequest: 0.5,
  eventKb: 1,
  tracedShare: 0.05,
} as const;

interface Price {
  readonly per: number;
  readonly price: number;
}
type Prices = Readonly<Record<string, Price>>;
/** Quantities by price name. */
type Bill = Readonly<Record<string, number>>;

/** List price of a million events, one event a request, a tenth of them deciding; and of each extra decision and delivery. */
export const cost: Bench = {
  id: 'cost',
  run: async () => {
    const { prices } = JSON.parse(readFileSync(PRICES, 'utf8')) as { prices: Prices };
    const paths = await measureUnits();
    const decisions = MIX.triggerShare * MILLION;
    const services = byService(add(events(paths, MILLION), decided(paths, decisions)), prices);
    const total = Object.values(services).reduce((sum, usd) => sum + usd, 0);
    const usd = (bill: Bill) => Object.values(byService(bill, prices)).reduce((sum, part) => sum + part, 0);
    return [
      atMost('cost.million', 'list price of a million events, a tenth decide for one launch', total, 'USD', 8),
      ...Object.entries(services).map(
        ([service, part]): Row => shown(`cost.${service}`, `of that, ${service}`, part, 'USD'),
      ),
      shown('cost.decision', 'a million decisions more', usd(decided(paths, MILLION)), 'USD'),
      shown('cost.delivery', 'a million deliveries more', usd(delivered(paths, MILLION)), 'USD'),
    ];
  },
};

const invocations = (count: number, ms: number): Bill => ({
  'lambda.request': count,
  'lambda.gbSecondArm': (count * ms * MIX.memoryGb) / 1000,
  'cloudWatch.logGb': (count * MIX.logKbPerRequest) / MILLION,
  'xray.trace': count * MIX.tracedShare,
});

/** A queue behind a rule: one request to send, and receive and delete for every batch. */
const queued = (count: number): Bill => ({ 'sqs.request': count + (2 * count) / MIX.batch });

const units = ({ writes, reads }: { writes: number; reads: number }, count: number): Bill => ({
  'dynamodb.writeUnit': writes * count,
  'dynamodb.readUnit': reads * count,
});

const events = (paths: PathUnits, count: number): Bill =>
  [
    { 'httpApi.request': count, 'cloudWatch.logGb': (count * MIX.logKbPerRequest) / MILLION },
    invocations(count, MIX.ingestMs),
    // Once at the edge, once resolved.
    { 'eventBridge.customEvent': 2 * count, 'eventBridge.archiveGb': (count * MIX.eventKb) / MILLION },
    queued(count),
    invocations(count / MIX.batch, MIX.batchMs),
    units(paths.change, count * MIX.changeShare),
    units(paths.noChange, count * (1 - MIX.changeShare)),
    invocations(count / MIX.batch, MIX.batchMs),
    queued(count * MIX.goalShare),
  ].reduce(add);

/** Reads: pointer, view and ledger strongly, launches and switches from the cache. The counters are one more write. */
const decided = (paths: PathUnits, count: number): Bill =>
  [
    queued(count),
    invocations(count / MIX.batch, MIX.batchMs),
    units({ writes: paths.decision.writes, reads: 4 }, count),
    { 'eventBridge.customEvent': count },
    queued(count),
    invocations(count / MIX.batch, MIX.batchMs),
    units(paths.count, count),
  ].reduce(add);

/** From the request for a message to the count of its delivery; the vendor's own price is not ours to know. */
const delivered = (paths: PathUnits, count: number): Bill =>
  [
    { 'eventBridge.customEvent': 2 * count },
    queued(2 * count),
    invocations((2 * count) / MIX.batch, MIX.batchMs),
    units({ writes: paths.attempt.writes, reads: 6 }, count),
    units(paths.count, 2 * count),
  ].reduce(add);

const add = (a: Bill, b: Bill): Bill => {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...names].map((name) => [name, (a[name] ?? 0) + (b[name] ?? 0)]));
};

const byService = (bill: Bill, prices: Prices): Readonly<Record<string, number>> => {
  const services: Record<string, number> = {};
  for (const [name, quantity] of Object.entries(bill)) {
    const price = prices[name];
    if (price === undefined) throw new Error(`${PRICES} has no price "${name}".`);
    const service = name.split('.')[0] ?? name;
    services[service] = (services[service] ?? 0) + (quantity / price.per) * price.price;
  }
  return services;
};
