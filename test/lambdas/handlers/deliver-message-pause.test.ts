import type { MessageRequest } from '../../../contracts/decision';
import type { Switches } from '../../../lambdas/domain/ports/launches';
import type { HeldRequest } from '../../../lambdas/domain/ports/queues';
import { SWITCHES_FRESH_MS } from '../../../lambdas/domain/switch-gate';
import { assembleDelivery } from '../../../lambdas/handlers/deliver-message/assemble-delivery';
import { launch, messageRequest, person, policy, vendor } from '../../support/decision-fixtures';
import { sleep } from '../../support/faulty-vendor';
import { layoutsOf } from '../../support/layouts';
import { createMemoryBus } from '../../support/memory-bus';
import { createMemoryControl } from '../../support/memory-control';
import { createMemoryAttempts } from '../../support/memory-engagement';
import { createMemoryTests } from '../../support/memory-tests';
import { createMemoryVendorLimits } from '../../support/memory-vendor-limits';
import { noMoney } from '../../support/no-money';
import { seededRandom } from '../../support/seeded-random';
import { sqsEvent, sqsRecord } from '../../support/sqs-event';
import { createRecordingCount, createRecordingLog } from '../../support/telemetry';

const MESSAGES = 1000;
const BATCH = 10;
const FUNCTIONS = 8;
const START = Date.parse('2026-11-27T12:00:00.000Z');
const PAUSED_AT = 2000;
const RESUMED_AT = 40_000;
const HOLD_SECONDS = 5;
const TOKEN = 'tok_0123456789abcdefghijAB';

const requestOf = (index: number): MessageRequest =>
  messageRequest({
    messageId: `msg_${index}`,
    // A third of them may not wait for the resume.
    notAfter: new Date(START + (index % 3 === 0 ? 20_000 : 3_600_000)).toISOString(),
  });

/** Eight functions with a reading of the switches each, one slow world behind them. */
const world = (seed: number) => {
  const chance = seededRandom(seed);
  const random = (below: number): number => Math.floor(chance() * below);
  const slow = async <T>(value: () => T | Promise<T>, most: number): Promise<T> => {
    await sleep(random(most));
    return value();
  };
  const bus = createMemoryBus();
  const control = createMemoryControl();
  const attempts = createMemoryAttempts();
  const limits = createMemoryVendorLimits();
  const starts: { at: number; id: string }[] = [];
  let unfinished = 0;
  control.goLive(launch('coats'));
  const now = (): number => Date.now() - START;

  /** The worst a strongly consistent read may do: answer late with what held when it was asked. */
  const readSwitches = async (id: string, vendorId: string): Promise<Switches> => {
    const switches = await control.readSwitches(id, vendorId);
    await sleep(random(1300));
    return switches;
  };
  const deliver = async (handler: ReturnType<typeof assembleDelivery>, bodies: readonly unknown[], receives = 1) => {
    unfinished += bodies.length;
    const records = bodies.map((body, index) => sqsRecord(body, { id: String(index), receives }));
    const { batchItemFailures } = await handler(sqsEvent(...records));
    const failed = batchItemFailures.map(({ itemIdentifier }) => bodies[Number(itemIdentifier)]);
    unfinished -= bodies.length;
    if (failed.length === 0) return;
    unfinished += failed.length;
    await sleep(1000);
    unfinished -= failed.length;
    await deliver(handler, failed, receives + 1);
  };
  const functions = Array.from({ length: FUNCTIONS }, () => {
    const handler = assembleDelivery({
      vendors: [vendor()],
      policy,
      quiet: { hours: [], blackouts: [] },
      layouts: layoutsOf('email'),
      holdSeconds: HOLD_SECONDS,
      clock: async () => new Date(),
      wallClock: () => new Date(),
      monotonic: () => Date.now(),
      readView: () => slow(() => person({ traits: { email: { at: '', key: '', value: TOKEN } } }), 200),
      askAddress: async () => undefined,
      ...noMoney,
      loadDefinition: control.loadDefinition,
      valuesOf: () => slow(() => new Map([[TOKEN, 'ana@example.org']]), 200),
      findWayOut: async () => undefined,
      tests: createMemoryTests().ports,
      saveProof: async () => undefined,
      readSecret: async () => 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      ...limits,
      sleep,
      random: chance,
      putAside: () => Promise.reject(new Error('No message fails here.')),
      readSwitches,
      readVendorState: control.readVendorState,
      postToVendor: async ({ headers }) => {
        starts.push({ at: now(), id: headers['webhook-id'] ?? '' });
        await sleep(random(900));
        return { status: 200, durationMs: 1 };
      },
      loadAttempt: (id) => slow(() => attempts.loadAttempt(id), 100),
      saveAttempt: (attempt) => slow(() => attempts.saveAttempt(attempt), 100),
      claimAttempt: (attempt, was) => slow(() => attempts.claimAttempt(attempt, was), 100),
      publishEvents: (events) => slow(() => bus.publishEvents(events), 100),
      tellTrail: async () => undefined,
      askLater: async () => undefined,
      sendLater: async (held: HeldRequest, delaySeconds) => {
        unfinished += 1;
        void sleep(delaySeconds * 1000).then(() => {
          unfinished -= 1;
          return deliver(handler, [held]);
        });
      },
      log: createRecordingLog().log,
      count: createRecordingCount().count,
    });
    return handler;
  });
  const messages = Array.from({ length: MESSAGES }, (_, index) => requestOf(index));
  /** All queued at once; each function takes the next batch when it has finished one. */
  const drain = async (handler: ReturnType<typeof assembleDelivery>): Promise<void> => {
    while (messages.length > 0) {
      await deliver(
        handler,
        messages.splice(0, BATCH).map((request) => ({ request, hop: 0, trace: 'trace' })),
      );
    }
  };
  return { control, bus, starts, now, run: () => functions.map(drain), unfinished: () => unfinished + messages.length };
};

// A thousand messages take seconds of real time, more on a busy machine.
jest.setTimeout(60_000);

describe('pausing 1,000 messages in flight', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: START });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([
    { case: 'everything', pause: (control: Control, on: boolean) => control.pauseAll(on) },
    {
      case: 'the launch',
      pause: (control: Control, on: boolean) => control.setLaunch('coats', on ? 'paused' : 'live'),
    },
    {
      case: 'the vendor',
      pause: (control: Control, on: boolean) => control.setVendor('mailhub', on ? 'suspended' : 'active'),
    },
  ])(
    'starts no request after $case was stopped and a second has passed, and then ends each message once',
    async ({ pause }) => {
      const { control, bus, starts, now, run, unfinished } = world(20261127);
      void run();
      await jest.advanceTimersByTimeAsync(PAUSED_AT);
      pause(control, true);
      const before = starts.length;
      expect(before).toBeGreaterThan(0);
      await jest.advanceTimersByTimeAsync(RESUMED_AT - PAUSED_AT);
      expect(starts.filter(({ at }) => at >= PAUSED_AT + SWITCHES_FRESH_MS)).toEqual([]);
      expect(starts.length).toBeLessThan(MESSAGES / 2);

      pause(control, false);
      for (let turn = 0; turn < 200 && unfinished() > 0; turn += 1) await jest.advanceTimersByTimeAsync(1000);
      expect(unfinished()).toBe(0);
      expect(now()).toBeGreaterThan(RESUMED_AT);

      const ends = new Map(bus.published().map(({ detailType, detail }) => [detail.properties.messageId, detailType]));
      expect(ends.size).toBe(MESSAGES);
      expect(bus.published()).toHaveLength(MESSAGES);
      const sent = starts.map(({ id }) => id);
      expect(new Set(sent).size).toBe(sent.length);
      expect(
        [...ends]
          .filter(([, end]) => end === 'Message Delivered')
          .map(([id]) => id)
          .sort(),
      ).toEqual(sent.sort());
      const refused = bus.published().filter(({ detailType }) => detailType === 'Message Refused');
      expect(refused.length).toBeGreaterThan(0);
      expect(refused.every(({ detail }) => detail.properties.reason === 'expired')).toBe(true);
    },
  );
});

type Control = ReturnType<typeof createMemoryControl>;
