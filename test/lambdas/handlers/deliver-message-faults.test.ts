import type { MessageRequest } from '../../../contracts/decision';
import type { HeldRequest } from '../../../lambdas/domain/ports/queues';
import type { VendorRequest, VendorResponse } from '../../../lambdas/domain/ports/vendor-calls';
import { assembleDelivery, type DeliveryPorts } from '../../../lambdas/handlers/deliver-message/assemble-delivery';
import { launch, messageRequest, person, policy, vendor } from '../../support/decision-fixtures';
import { layoutsOf } from '../../support/layouts';
import { createMemoryBus } from '../../support/memory-bus';
import { createMemoryControl } from '../../support/memory-control';
import { createMemoryAttempts } from '../../support/memory-engagement';
import { createMemorySqs } from '../../support/memory-sqs';
import { createMemoryVendorLimits } from '../../support/memory-vendor-limits';
import { sqsEvent } from '../../support/sqs-event';
import { createRecordingCount, createRecordingLog } from '../../support/telemetry';

const START = Date.parse('2026-11-27T12:00:00.000Z');
const MESSAGES = 400;
const WORKERS = 4;
const BATCH = 5;
const TOKEN = 'tok_0123456789abcdefghijAB';
const FAULTS = ['reset', 'timeout', 'tls', 'busy-seconds', 'busy-date', 'error', 'moved', 'credentials'] as const;

/** A generator with a seed, so that a failure comes back. */
const randomFrom = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
};
const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const broken = (code: string) => Promise.reject(Object.assign(new Error(code), { code }));

/** A vendor that fails three requests in ten, in every way there is; what it has taken, it has answered. */
const faultyVendor = (random: () => number) => {
  const taken: string[] = [];
  const post = async ({ headers }: VendorRequest): Promise<VendorResponse> => {
    await sleep(20 + random() * 200);
    const fault = random() < 0.3 ? FAULTS[Math.floor(random() * FAULTS.length)] : undefined;
    switch (fault) {
      case 'reset':
        return broken('ECONNRESET');
      case 'timeout':
        await sleep(10_000);
        return broken('vendor.timeout');
      case 'tls':
        return broken('ERR_SSL_WRONG_VERSION_NUMBER');
      case 'busy-seconds':
        return { status: 429, retryAfter: '3', durationMs: 1 };
      case 'busy-date':
        return { status: 429, retryAfter: new Date(Date.now() + 4000).toUTCString(), durationMs: 1 };
      case 'error':
        return { status: 500, durationMs: 1 };
      case 'moved':
        return { status: 302, durationMs: 1 };
      case 'credentials':
        return { status: 401, durationMs: 1 };
      default:
        taken.push(headers['webhook-id'] ?? '');
        return { status: 202, durationMs: 1 };
    }
  };
  return { post, taken };
};

const patientVendor = () => {
  const { outbound, ...rest } = vendor();
  if (outbound === undefined) throw new Error('A vendor is sent to.');
  const retry = Array.from({ length: 20 }, (_, index) => `${Math.min(index + 1, 8)} seconds`);
  return { ...rest, outbound: { ...outbound, rate: '100/s', retry } };
};

const world = (seed: number) => {
  const random = randomFrom(seed);
  const queue = createMemorySqs(40);
  const aside: HeldRequest[] = [];
  const bus = createMemoryBus();
  const control = createMemoryControl();
  const attempts = createMemoryAttempts();
  const { post, taken } = faultyVendor(random);
  control.goLive(launch('coats'));
  const requests = Array.from(
    { length: MESSAGES },
    (_, index): MessageRequest => messageRequest({ messageId: `msg_${index}` }),
  );
  for (const request of requests) queue.send({ request, hop: 0, trace: 'trace' });

  const shared = {
    ...attempts,
    ...createMemoryVendorLimits(),
    publishEvents: bus.publishEvents,
    readSwitches: control.readSwitches,
    readVendorState: control.readVendorState,
    loadDefinition: control.loadDefinition,
    askLater: async () => undefined,
    sendLater: async (held: HeldRequest, delaySeconds: number) => queue.send(held, delaySeconds),
    putAside: async (held: HeldRequest) => {
      aside.push(held);
    },
    readView: async () => person({ traits: { email: { at: '', key: '', value: TOKEN } } }),
    askAddress: async () => undefined,
    findWayOut: async () => undefined,
    valuesOf: async () => new Map([[TOKEN, 'ana@example.org']]),
    readSecret: async () => 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  };
  const inFlightWhenKilled: string[] = [];

  /** A function that can be killed: from then on no call of its comes back, and none has an effect. */
  const worker = (): { readonly kill: () => void } => {
    let dead = false;
    const open = new Set<string>();
    const mortal =
      <Args extends unknown[], Result>(port: (...args: Args) => Promise<Result>) =>
      async (...args: Args): Promise<Result> => {
        const never = new Promise<never>(() => undefined);
        if (dead) return never;
        await sleep(random() * 10);
        if (dead) return never;
        const result = await port(...args);
        return dead ? never : result;
      };
    const ports = Object.fromEntries(
      Object.entries(shared).map(([name, port]) => [name, mortal(port as () => Promise<unknown>)]),
    );
    const handler = assembleDelivery({
      ...(ports as unknown as typeof shared),
      postToVendor: (request) => {
        open.add(request.headers['webhook-id'] ?? '');
        // A request that is on its way arrives, whatever becomes of the function.
        return post(request).finally(() => (dead ? new Promise<never>(() => undefined) : undefined));
      },
      vendors: [patientVendor()],
      policy,
      layouts: layoutsOf('email'),
      holdSeconds: 5,
      clock: async () => new Date(),
      wallClock: () => new Date(),
      monotonic: () => Date.now(),
      random,
      sleep,
      log: createRecordingLog().log,
      count: createRecordingCount().count,
    } satisfies DeliveryPorts);
    const run = async (): Promise<void> => {
      while (!dead) {
        const records = queue.receive(BATCH);
        if (records.length === 0) await sleep(100);
        else {
          const { batchItemFailures } = await handler(sqsEvent(...records));
          if (dead) return;
          const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
          for (const { messageId } of records) if (!failed.has(messageId)) queue.remove(messageId);
          open.clear();
        }
      }
    };
    void run();
    return {
      kill: () => {
        dead = true;
        inFlightWhenKilled.push(...open);
      },
    };
  };
  return { random, queue, aside, bus, attempts, taken, requests, worker, inFlightWhenKilled };
};

// Hundreds of messages under faults are seconds of real time on a busy machine.
jest.setTimeout(60_000);

describe('functions that die at random, with a vendor that fails in every way', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: START });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([{ seed: 1 }, { seed: 20261127 }, { seed: 77 }])(
    'lose nothing and send twice only what a dead one had on its way (seed $seed)',
    async ({ seed }) => {
      const { random, queue, aside, bus, attempts, taken, requests, worker, inFlightWhenKilled } = world(seed);
      const workers = Array.from({ length: WORKERS }, worker);
      let kills = 0;
      for (let second = 0; second < 1200 && queue.depth() > 0; second += 1) {
        await jest.advanceTimersByTimeAsync(1000);
        const index = Math.floor(random() * WORKERS);
        if (second >= 60 || random() > 0.4) continue;
        workers[index]?.kill();
        workers[index] = worker();
        kills += 1;
      }
      for (const one of workers) one.kill();

      expect(kills).toBeGreaterThan(10);
      expect([queue.depth(), aside]).toEqual([0, []]);
      const ids = requests.map(({ messageId }) => messageId).sort();
      expect([...new Set(taken)].sort()).toEqual(ids);
      expect(attempts.attempts().every(({ state }) => state === 'delivered')).toBe(true);
      const delivered = bus.published().filter(({ detailType }) => detailType === 'Message Delivered');
      expect([...new Set(delivered.map(({ detail }) => detail.properties.messageId))].sort()).toEqual(ids);

      const twice = taken.filter((id, index) => taken.indexOf(id) !== index);
      expect(twice.length).toBeLessThanOrEqual(inFlightWhenKilled.length);
      expect(twice.filter((id) => !inFlightWhenKilled.includes(id))).toEqual([]);
    },
  );
});
