import type { SQSEvent } from 'aws-lambda';
import type { Vendor } from '../../contracts/vendor';
import { assembleDelivery } from '../../lambdas/handlers/deliver-message/assemble-delivery';
import { createPostToVendor } from '../../lambdas/stores/vendor.http';
import { agentTo } from '../../test/support/agent-to';
import { launch, person, policy } from '../../test/support/decision-fixtures';
import { layoutsOf } from '../../test/support/layouts';
import { createMemoryBus } from '../../test/support/memory-bus';
import { createMemoryAttempts } from '../../test/support/memory-engagement';
import { createMemoryTests } from '../../test/support/memory-tests';
import { createMemoryVendorLimits } from '../../test/support/memory-vendor-limits';
import { noMoney } from '../../test/support/no-money';
import type { SharedPort } from './ports';

/** What a worker is told when it starts. */
export interface WorkerSetup {
  readonly vendors: readonly Vendor[];
  readonly port: number;
  readonly ca: string;
  readonly shared: readonly SharedPort[];
}
/** From the stage: the setup, a batch to work off, or the answer of a port. */
export type ToWorker =
  | { readonly kind: 'setup'; readonly setup: WorkerSetup }
  | { readonly kind: 'batch'; readonly batch: number; readonly event: SQSEvent }
  | { readonly kind: 'answer'; readonly call: number; readonly value?: unknown; readonly error?: string };
/** To the stage: a call of a port, a request that starts, or a batch that is done. */
export type FromWorker =
  | { readonly kind: 'call'; readonly call: number; readonly port: SharedPort; readonly args: readonly unknown[] }
  | { readonly kind: 'started'; readonly id: string }
  | { readonly kind: 'done'; readonly batch: number; readonly failed: readonly string[] };

const tell = (message: FromWorker): void => void process.send?.(message);
const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
let calls = 0;

/** Ports whose state all workers share are the stage's; each call of one crosses a process boundary, as it would the network. */
const remote =
  (port: SharedPort) =>
  (...args: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      calls += 1;
      waiting.set(calls, { resolve, reject });
      tell({ kind: 'call', call: calls, port, args });
    });

/** What is the same for every message and stands in no other's way. */
const TOKEN = 'tok_0123456789abcdefghijAB';
const known = {
  readView: async () => person({ traits: { email: { at: '', key: '', value: TOKEN } } }),
  askAddress: async () => undefined,
  loadDefinition: async () => launch('coats'),
  valuesOf: async () => new Map([[TOKEN, 'ana@example.org']]),
  readSecret: async () => 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  readSwitches: async () => ({ pausedAll: false, launch: 'live', vendor: 'active' }) as const,
  readVendorState: async () => 'active' as const,
  findWayOut: async () => undefined,
  askLater: async () => undefined,
};

/** What a worker has to itself unless it is shared. */
const ownPorts = () => {
  const nowhere = async () => undefined;
  return {
    ...createMemoryAttempts(),
    ...createMemoryVendorLimits(),
    saveProof: nowhere,
    ...noMoney,
    publishEvents: createMemoryBus().publishEvents,
    tellTrail: nowhere,
    sendLater: nowhere,
    putAside: nowhere,
  };
};

const senderFor = ({ vendors, port, ca, shared }: WorkerSetup) => {
  const post = createPostToVendor({ agent: agentTo(port, ca) });
  const remotes = Object.fromEntries(shared.map((name) => [name, remote(name)])) as object;
  return assembleDelivery({
    ...known,
    ...ownPorts(),
    ...remotes,
    postToVendor: (request) => {
      if (shared.includes('saveAttempt')) tell({ kind: 'started', id: request.headers['webhook-id'] ?? '' });
      return post(request);
    },
    vendors,
    policy,
    quiet: { hours: [], blackouts: [] },
    layouts: layoutsOf('email'),
    tests: createMemoryTests().ports,
    holdSeconds: 5,
    clock: async () => new Date(),
    wallClock: () => new Date(),
    monotonic: () => performance.now(),
    random: Math.random,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    count: () => undefined,
  });
};

let sender: ReturnType<typeof senderFor> | undefined;
process.on('message', async (message: ToWorker) => {
  if (message.kind === 'setup') sender = senderFor(message.setup);
  else if (message.kind === 'answer') {
    const call = waiting.get(message.call);
    waiting.delete(message.call);
    if (message.error === undefined) call?.resolve(message.value);
    else call?.reject(new Error(message.error));
  } else if (sender !== undefined) {
    const { batchItemFailures } = await sender(message.event);
    tell({ kind: 'done', batch: message.batch, failed: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) });
  }
});
process.on('disconnect', () => process.exit(0));
