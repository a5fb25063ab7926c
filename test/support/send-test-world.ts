import type { LaunchDefinition } from '../../contracts/decision';
import type { ProbeAnswer, Proof } from '../../contracts/probe';
import type { LookAnswer, SendTestAnswer, SendTestTask } from '../../contracts/send-test';
import type { HeldRequest } from '../../lambdas/domain/ports/queues';
import { createSendTest } from '../../lambdas/handlers/send-test/handler';
import { definitionHash } from '../../lib/workspace';
import { app, email, launch, NOW, sms, vendor } from './decision-fixtures';
import { deliveryWorld, failures, type GivenDelivery } from './delivery-world';
import { TESTER } from './memory-tests';

/** The vendor of text messages. */
export const textly = vendor({ vendor: 'textly', channels: ['sms'], fields: ['phone', 'first_name'] });

/** A launch that nobody has deployed, over a channel that asks and two that are delivered, in two languages. */
export const tested = (over: Partial<LaunchDefinition> = {}): LaunchDefinition => {
  const definition = launch('soup', {
    channels: { reach: 'all', use: [app, email, sms] },
    offers: [
      {
        id: 'soup-10',
        copy: {
          en: { headline: "{{ first_name | default: 'Hello' }}, soup", body: '10% off.' },
          es: { headline: "{{ first_name | default: 'Hola' }}, sopa", body: 'Descuento.' },
        },
      },
    ],
    ...over,
  });
  return { ...definition, hash: definitionHash(definition) };
};

export type SendTask = Extract<SendTestTask, { task: 'send' }>;
/** Asks for both deliveries in English. */
export const sendTask = (over: Partial<SendTask> = {}): SendTask => ({
  task: 'send',
  run: 'run-1',
  by: 'ada',
  definition: tested(),
  tester: TESTER,
  messages: ['email', 'sms'].map((channel) => ({ channel, offer: 'soup-10', language: 'en' })),
  ...over,
});

/** `send-test` and the gateway, with the vendors' queues between them. */
export const sendTestWorld = async (
  given: GivenDelivery & { readonly offerApi?: (task: object) => Promise<readonly Proof[]> } = {},
) => {
  const world = await deliveryWorld({ vendors: [vendor(), textly], ...given });
  const queued: HeldRequest[] = [];
  /** What probes put on the bus, and in the blast queue. */
  const triggers: unknown[] = [];
  const sendTest = createSendTest({
    testers: world.tests.ports.testers,
    clock: async () => new Date(given.now ?? NOW),
    saveTestDefinition: world.tests.saveTestDefinition,
    saveTester: world.tests.saveTester,
    tellTrail: world.trail.tellTrail,
    loadAttempt: world.attempts.loadAttempt,
    wallClock: () => new Date(world.time.wall),
    loadDefinition: world.control.loadDefinition,
    loadProofs: world.probes.loadProofs,
    publishEvents: async (events) => {
      triggers.push(...structuredClone(events));
      return [];
    },
    sendPage: async (pages) => {
      triggers.push(...pages);
    },
    askOfferApi: given.offerApi ?? (async () => []),
    queueOf: (id) =>
      id === 'mailhub' || id === 'textly'
        ? async (messages) => {
            queued.push(...(structuredClone(messages) as HeldRequest[]));
          }
        : undefined,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    count: () => undefined,
  });
  const send = async (over: Partial<SendTask> = {}) => (await sendTest(sendTask(over), 'trace-1')) as SendTestAnswer;
  return {
    ...world,
    queued,
    triggers,
    send,
    probe: async (definition: LaunchDefinition) => {
      const { launch, hash } = definition;
      return (await sendTest({ task: 'probe', run: 'run-1', launch, hash }, 'trace-3')) as ProbeAnswer;
    },
    look: async (messages: readonly string[]) =>
      ((await sendTest({ task: 'look', messages }, 'trace-2')) as LookAnswer).ends,
    /** Delivers what waits in the queues; gives how many records failed. */
    deliver: async (): Promise<number> => {
      let failed = 0;
      for (const held of queued.splice(0)) failed += await failures(world.handle, held);
      return failed;
    },
    /** Bodies that vendors got, and the path of each. */
    bodies: () => world.posts.map(({ body }) => JSON.parse(Buffer.from(body).toString('utf8'))),
  };
};
