import type { Vendor } from '../../contracts/vendor';
import type { HeldRequest } from '../../lambdas/domain/ports/queues';
import type { PostToVendor } from '../../lambdas/domain/ports/vendor-calls';
import { assembleDelivery, type DeliveryPorts } from '../../lambdas/handlers/deliver-message/assemble-delivery';
import { launch, messageRequest, person, policy } from './decision-fixtures';
import { idsIn, sleep } from './faulty-vendor';
import { layoutsOf } from './layouts';
import { createMemoryBus } from './memory-bus';
import { createMemoryControl } from './memory-control';
import { createMemoryAttempts } from './memory-engagement';
import { createMemoryProbes } from './memory-probes';
import { createMemorySqs } from './memory-sqs';
import { createMemoryTests } from './memory-tests';
import { createMemoryTrail } from './memory-trail';
import { createMemoryVendorLimits } from './memory-vendor-limits';
import { noMoney } from './no-money';
import { sqsEvent } from './sqs-event';
import { createRecordingCount, createRecordingLog } from './telemetry';

const TOKEN = 'tok_0123456789abcdefghijAB';

/** What a fleet of functions is tried with. */
export interface FleetOptions {
  readonly vendor: Vendor;
  readonly messages: number;
  /** Messages that a function takes from the queue at once. */
  readonly batch: number;
  readonly visibilitySeconds: number;
  readonly post: PostToVendor;
  readonly random: () => number;
  /** The longest that a port takes, in milliseconds. */
  readonly portMs: number;
  /** After which a function is killed, as AWS does. @default - never */
  readonly timeoutSeconds?: number;
}

/** A function that takes batches from the queue until it is killed: from then on nothing of it has an effect. */
export interface Worker {
  readonly kill: () => void;
}

/** Functions that share a queue, a vendor and the stores behind them, by the clock of the test. */
export const deliveryFleet = (options: FleetOptions) => {
  const { vendor, random } = options;
  const queue = createMemorySqs(options.visibilitySeconds);
  const aside: HeldRequest[] = [];
  const bus = createMemoryBus();
  const control = createMemoryControl();
  const attempts = createMemoryAttempts();
  const trail = createMemoryTrail();
  control.goLive(launch('coats'));
  const ids = Array.from({ length: options.messages }, (_, index) => `msg_${index}`);
  for (const messageId of ids) queue.send({ request: messageRequest({ messageId }), hop: 0, trace: 'trace' });

  const shared = {
    ...attempts,
    ...createMemoryVendorLimits(),
    publishEvents: bus.publishEvents,
    tellTrail: trail.tellTrail,
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
  let timedOut = 0;

  const worker = (): Worker => {
    let dead = false;
    const open = new Set<string>();
    const mortal =
      <Args extends unknown[], Result>(port: (...args: Args) => Promise<Result>) =>
      async (...args: Args): Promise<Result> => {
        const never = new Promise<never>(() => undefined);
        if (dead) return never;
        await sleep(random() * options.portMs);
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
        if (dead) return new Promise<never>(() => undefined);
        for (const id of idsIn(request)) open.add(id);
        // A request that is on its way arrives, whatever becomes of the function.
        return options.post(request).finally(() => (dead ? new Promise<never>(() => undefined) : undefined));
      },
      vendors: [vendor],
      policy,
      quiet: { hours: [], blackouts: [] },
      layouts: layoutsOf('email'),
      tests: createMemoryTests().ports,
      saveProof: createMemoryProbes().saveProof,
      ...noMoney,
      holdSeconds: 5,
      clock: async () => new Date(),
      wallClock: () => new Date(),
      monotonic: () => Date.now(),
      random,
      sleep,
      log: createRecordingLog().log,
      count: createRecordingCount().count,
    } satisfies DeliveryPorts);
    const kill = (): void => {
      dead = true;
      inFlightWhenKilled.push(...open);
    };
    const work = async (records: ReturnType<typeof queue.receive>): Promise<void> => {
      const limit = setTimeout(
        () => {
          timedOut += 1;
          kill();
        },
        (options.timeoutSeconds ?? 86_400) * 1000,
      );
      const { batchItemFailures } = await handler(sqsEvent(...records));
      clearTimeout(limit);
      if (dead) return;
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      for (const { messageId } of records) if (!failed.has(messageId)) queue.remove(messageId);
      open.clear();
    };
    const run = async (): Promise<void> => {
      while (!dead) {
        const records = queue.receive(options.batch);
        await (records.length === 0 ? sleep(100) : work(records));
      }
    };
    void run();
    return { kill };
  };
  return { queue, aside, bus, control, attempts, trail, ids, worker, inFlightWhenKilled, timedOut: () => timedOut };
};
