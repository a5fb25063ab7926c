import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { SQSRecord } from 'aws-lambda';
import { build } from 'esbuild';
import type { Vendor } from '../../contracts/vendor';
import type { Attempt } from '../../lambdas/domain/ports/attempts';
import type { HeldRequest } from '../../lambdas/domain/ports/queues';
import { createMemoryBus } from '../../test/support/memory-bus';
import { createMemoryAttempts } from '../../test/support/memory-engagement';
import { createMemorySqs } from '../../test/support/memory-sqs';
import { createMemoryVendorLimits } from '../../test/support/memory-vendor-limits';
import { sqsEvent } from '../../test/support/sqs-event';
import { testCertificate } from '../../test/support/test-certificate';
import type { SharedPort } from './ports';
import type { Accepted, ReceiverTask } from './receiver';
import type { FromWorker, ToWorker } from './worker';

/** What a run consists of. */
export interface RunOptions {
  /** Vendors, each with a queue of its own. */
  readonly vendors: readonly Vendor[];
  /** Messages a worker takes at once, by vendor. */
  readonly batchOf: (vendor: string) => number;
  readonly workers: number;
  /** Batches of one vendor that a worker has under way; AWS runs two copies of a function for a queue at least. */
  readonly batchesAtOnce: number;
  /** Share of requests that the receiver fails, from 0 to 1. */
  readonly faults: number;
  readonly visibilitySeconds: number;
  /** Ports behind which all workers find the same state; of the others each has its own. */
  readonly shared: readonly SharedPort[];
}

/** A stage with real processes: functions that send, a vendor that receives; queues and stores are this process's own. */
export interface SenderStage {
  readonly send: (held: HeldRequest) => void;
  /** Pauses everything, as the control row does; workers see it where they share the port. */
  readonly pause: () => void;
  /** Kills a worker at random and starts another one in its place. */
  readonly killOne: () => void;
  /** Messages that no worker is done with. */
  readonly waiting: () => number;
  /** Ids that had been sent, with nothing recorded of it, when their worker was killed. */
  readonly lostSight: readonly string[];
  readonly aside: readonly HeldRequest[];
  readonly attempts: () => readonly Attempt[];
  readonly report: () => Promise<{
    readonly accepted: readonly Accepted[];
    readonly counts: Readonly<Record<string, number>>;
  }>;
  readonly stop: () => void;
}

const HOST = 'api.mailhub.example';
const POLL_MS = 20;

/** A worker that dies by itself ends the run. */
const fail = (error: Error): never => {
  throw error;
};

/** Both programs, bundled once: a worker starts in a tenth of the time that a compiler would take. */
const programs = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-sender-'));
  const entry = (name: string): string => resolve(__dirname, `${name}.ts`);
  await build({
    entryPoints: [entry('worker'), entry('receiver')],
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'silent',
  });
  return {
    worker: join(folder, 'worker.js'),
    receiver: join(folder, 'receiver.js'),
    remove: () => rmSync(folder, { recursive: true }),
  };
};

const started = (program: string): ChildProcess => fork(program, { serialization: 'advanced', execArgv: [] });
const answerOf = <Answer>(child: ChildProcess): Promise<Answer> =>
  new Promise((done) => {
    child.once('message', (answer) => done(answer as Answer));
  });

/** Starts receiver and workers. */
export const openSenderStage = async (options: RunOptions): Promise<SenderStage> => {
  const { vendors, workers, faults, batchOf } = options;
  const { worker: program, receiver: receiverProgram, remove } = await programs();
  const receiver = started(receiverProgram);
  const { cert, key } = testCertificate(HOST);
  const ask = <Answer>(task: ReceiverTask): Promise<Answer> => {
    const answer = answerOf<Answer>(receiver);
    receiver.send(task);
    return answer;
  };
  const { port } = await ask<{ port: number }>({ kind: 'listen', cert, key, faults });

  const queues = new Map(vendors.map(({ vendor }) => [vendor, createMemorySqs(options.visibilitySeconds)] as const));
  const queueOf = (vendor: string) => {
    const queue = queues.get(vendor);
    if (queue === undefined) throw new Error(`No queue for ${vendor}.`);
    return queue;
  };
  const attempts = createMemoryAttempts();
  const bus = createMemoryBus();
  const aside: HeldRequest[] = [];
  const lostSight: string[] = [];
  const ports: Readonly<Record<SharedPort, (...args: never[]) => Promise<unknown>>> = {
    readSwitches: async () => ({ pausedAll, launch: 'live', vendor: 'active' }),
    ...createMemoryVendorLimits(),
    ...attempts,
    publishEvents: bus.publishEvents,
    sendLater: async (held: HeldRequest, delaySeconds: number) => queueOf(held.request.vendor).send(held, delaySeconds),
    putAside: async (held: HeldRequest) => void aside.push(held),
  };
  let running = true;
  let pausedAll = false;

  const startWorker = () => {
    const child = started(program);
    let killed = false;
    // What is said to a worker that was killed goes nowhere, as it would to a function that is gone.
    const tell = (message: ToWorker): void => {
      if (!killed) child.send(message, (error) => error !== null && !killed && fail(error));
    };
    const unrecorded = new Set<string>();
    const batches = new Map<number, { readonly vendor: string; readonly records: readonly SQSRecord[] }>();
    let count = 0;
    const answer = async ({ call, port: name, args }: Extract<FromWorker, { kind: 'call' }>): Promise<void> => {
      try {
        const value = await ports[name](...(args as never[]));
        if (name === 'saveAttempt') unrecorded.delete((args[0] as Attempt).messageId);
        tell({ kind: 'answer', call, value });
      } catch (error) {
        tell({ kind: 'answer', call, error: String(error) });
      }
    };
    child.on('message', (message: FromWorker) => {
      if (message.kind === 'started') unrecorded.add(message.id);
      else if (message.kind === 'call') void answer(message);
      else {
        const failed = new Set(message.failed);
        const { vendor = '', records = [] } = batches.get(message.batch) ?? {};
        batches.delete(message.batch);
        for (const { messageId } of records) if (!failed.has(messageId)) queueOf(vendor).remove(messageId);
      }
    });
    tell({ kind: 'setup', setup: { vendors, port, ca: cert, shared: options.shared } });
    const poll = setInterval(() => {
      for (const { vendor } of vendors) {
        const open = [...batches.values()].filter((batch) => batch.vendor === vendor).length;
        if (!running || open >= options.batchesAtOnce) continue;
        const records = queueOf(vendor).receive(batchOf(vendor));
        if (records.length === 0) continue;
        count += 1;
        batches.set(count, { vendor, records });
        tell({ kind: 'batch', batch: count, event: sqsEvent(...records) });
      }
    }, POLL_MS);
    return {
      kill: () => {
        killed = true;
        clearInterval(poll);
        child.kill('SIGKILL');
        child.once('exit', () => lostSight.push(...unrecorded));
      },
    };
  };
  const pool = Array.from({ length: workers }, startWorker);

  return {
    send: (held) => queueOf(held.request.vendor).send(held),
    pause: () => {
      pausedAll = true;
    },
    killOne: () => {
      const index = Math.floor(Math.random() * pool.length);
      pool[index]?.kill();
      pool[index] = startWorker();
    },
    waiting: () => [...queues.values()].reduce((sum, queue) => sum + queue.depth(), 0),
    lostSight,
    aside,
    attempts: attempts.attempts,
    report: () => ask({ kind: 'report' }),
    stop: () => {
      running = false;
      for (const one of pool) one.kill();
      receiver.kill();
      remove();
    },
  };
};
