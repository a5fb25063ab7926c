import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { MessageRequest } from '../../contracts/decision';
import type { BusEvent } from '../../contracts/event';
import type { Layouts } from '../../contracts/layout';
import type { PersonView } from '../../contracts/profile';
import type { QuietTimes } from '../../contracts/quiet-times';
import type { RegisteredTester } from '../../contracts/tester';
import type { Vendor } from '../../contracts/vendor';
import type { AskAddress } from '../../lambdas/domain/address-consent';
import type { DeadReason, HeldRequest } from '../../lambdas/domain/ports/queues';
import type { VendorRequest, VendorResponse } from '../../lambdas/domain/ports/vendor-calls';
import type { ReadView } from '../../lambdas/domain/read-customer';
import { createFindWayOut } from '../../lambdas/domain/unsubscribe';
import { assembleDelivery } from '../../lambdas/handlers/deliver-message/assemble-delivery';
import { launch, messageRequest, NOW, person, policy, vendor } from './decision-fixtures';
import { layoutsOf } from './layouts';
import { createMemoryBus } from './memory-bus';
import { createMemoryControl } from './memory-control';
import { createMemoryAttempts, createMemoryEngagement } from './memory-engagement';
import { createMemoryProbes } from './memory-probes';
import { createMemoryTests } from './memory-tests';
import { createMemoryTrail } from './memory-trail';
import { createMemoryVault } from './memory-vault';
import { createMemoryVendorLimits } from './memory-vendor-limits';
import { busMessage, sqsEvent, sqsRecord } from './sqs-event';
import { createRecordingCount, createRecordingLog } from './telemetry';

/** The vendor's signing key. */
export const SIGNING = 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
/** Where the preference centre is, and the key of its links. */
export const PREFERENCES_URL = 'https://shop.example/preferences';
export const PREFERENCE_KEY = 'preference-key-of-the-tests';
export const stamp = { at: NOW, key: 'shop#1' };

/** How the world differs from the one where everything goes well. */
export interface GivenDelivery {
  readonly vendors?: readonly Vendor[];
  readonly view?: PersonView;
  readonly answer?: (request: VendorRequest) => Promise<VendorResponse>;
  readonly now?: string;
  /** @default - none */
  readonly quiet?: QuietTimes;
  /** @default - one of the launch's team */
  readonly testers?: readonly RegisteredTester[];
  /** @default - headline and body */
  readonly layouts?: Layouts;
}

/** A world with one customer, one live launch and one vendor that takes everything. */
export const deliveryWorld = async (given: GivenDelivery = {}) => {
  const bus = createMemoryBus();
  const control = createMemoryControl();
  const attempts = createMemoryAttempts();
  const engagement = createMemoryEngagement();
  const vault = createMemoryVault();
  const limits = createMemoryVendorLimits();
  const probes = createMemoryProbes();
  const trail = createMemoryTrail();
  const tests = createMemoryTests({
    ...(given.testers && { testers: given.testers }),
    reachableBy: policy.reachableBy,
    baseUrl: PREFERENCES_URL,
  });
  const telemetry = createRecordingCount();
  const { log, lines } = createRecordingLog();
  const [email = '', name = '', phone = ''] = await vault.make([
    { kind: 'email', value: 'ana@example.org' },
    { kind: 'name', value: 'Ana' },
    { kind: 'phone', value: '+12025550123' },
  ]);
  const read: string[][] = [];
  const posts: VendorRequest[] = [];
  const held: { held: HeldRequest; delaySeconds: number }[] = [];
  const aside: { held: HeldRequest; dead: DeadReason }[] = [];
  const time = { wall: Date.parse(NOW) };
  control.goLive(
    launch('coats', {
      offers: [
        {
          id: 'ten-off',
          copy: { en: { headline: "{{ first_name | default: 'Hello' }}, ten off", body: 'For you.' } },
          code: { fixed: 'TEN' },
        },
      ],
    }),
  );
  const view =
    given.view ??
    person({
      traits: {
        email: { ...stamp, value: email },
        first_name: { ...stamp, value: name },
        phone: { ...stamp, value: phone },
      },
    });
  const ports = {
    clock: async () => new Date(given.now ?? NOW),
    readView: (async () => view) as ReadView,
    askAddress: (async () => undefined) as AskAddress,
    loadDefinition: control.loadDefinition,
    valuesOf: async (tokens: readonly string[]) => {
      read.push([...tokens]);
      return vault.valuesOf(tokens);
    },
    findWayOut: createFindWayOut(
      {
        baseUrl: PREFERENCES_URL,
        types: [{ type: 'email', priority: 2, kind: 'email', from: 'email' }],
        reachableBy: policy.reachableBy,
      },
      async () => [PREFERENCE_KEY],
    ),
    readSecret: async (secret: string) => (secret.endsWith('/signing') ? `whsec_${SIGNING}` : 'api-key'),
    readSwitches: control.readSwitches,
    readVendorState: control.readVendorState,
    tests: tests.ports,
    saveProof: probes.saveProof,
    loadCode: engagement.loadCode,
    readUsed: engagement.readUsed,
    reserveSending: engagement.reserveSending,
    postToVendor: async (request: VendorRequest) => {
      posts.push(request);
      return given.answer?.(request) ?? { status: 202, durationMs: 12 };
    },
    loadAttempt: attempts.loadAttempt,
    saveAttempt: attempts.saveAttempt,
    claimAttempt: attempts.claimAttempt,
    publishEvents: bus.publishEvents,
    tellTrail: trail.tellTrail,
    askLater: async () => undefined,
    sendLater: async (copy: HeldRequest, delaySeconds: number) => {
      held.push({ held: copy, delaySeconds });
    },
    putAside: async (copy: HeldRequest, dead: DeadReason) => {
      aside.push({ held: copy, dead });
    },
    takeNumbers: limits.takeNumbers,
    loadCircuit: limits.loadCircuit,
    saveCircuit: limits.saveCircuit,
    countAnswers: limits.countAnswers,
  };
  const handler = (used: typeof ports) =>
    assembleDelivery({
      ...used,
      vendors: given.vendors ?? [vendor()],
      policy,
      quiet: given.quiet ?? { hours: [], blackouts: [] },
      layouts: given.layouts ?? layoutsOf('email', 'sms'),
      holdSeconds: 60,
      wallClock: () => new Date(time.wall),
      monotonic: () => time.wall,
      sleep: async (milliseconds) => {
        time.wall += milliseconds;
      },
      // No jitter: a half is the middle of every spread.
      random: () => 0.5,
      log,
      count: telemetry.count,
    });
  const outcomes = () => bus.published().map(({ detailType, detail }) => [detailType, detail.properties.reason]);
  return {
    ports,
    handler,
    handle: handler(ports),
    bus,
    control,
    attempts,
    posts,
    read,
    held,
    aside,
    limits,
    probes,
    engagement,
    tests,
    trail,
    total: telemetry.total,
    lines,
    time,
    outcomes,
    email,
  };
};

/** The event that asks for a message. */
export const requested = (over: Partial<MessageRequest> = {}): BusEvent => ({
  source: 'tandem.decision',
  detailType: 'Message Requested',
  detail: {
    schema: 'Message Requested/1-0-0',
    messageId: 'evt_1',
    occurredAt: NOW,
    receivedAt: NOW,
    identifiers: [],
    properties: { ...messageRequest(over) },
    trace: 'trace-1',
    synthetic: true,
  },
});
/** What the bus puts into a delivery queue. */
export const message = (over: Partial<MessageRequest> = {}) => busMessage(requested(over));
type Handle = (event: SQSEvent) => Promise<SQSBatchResponse>;
/** Delivers one record; how many were reported as failed. */
export const failures = async (handle: Handle, body: unknown, receives = 1): Promise<number> =>
  (await handle(sqsEvent(sqsRecord(body, { receives })))).batchItemFailures.length;

export type DeliveryWorld = Awaited<ReturnType<typeof deliveryWorld>>;

/** A vendor that always answers the same. */
export const failing =
  (status: number, over: object = {}) =>
  async () => ({ status, durationMs: 1, ...over });

/** The copy that was put off last, its time come. */
export const comesBack = async ({ handle, held, time }: DeliveryWorld, receives = 1): Promise<number> => {
  const last = held.at(-1);
  if (last === undefined) throw new Error('Nothing was put off.');
  time.wall += last.delaySeconds * 1000;
  return failures(handle, last.held, receives);
};
