import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PYTHON = '.local/python/bin/python';
const REGION = 'us-east-1';

/** A running embedded AWS, and what clients, the CDK CLI and handlers need to reach it. */
export interface EmbeddedAws {
  readonly port: number;
  readonly endpoint: string;
  readonly account: string;
  readonly region: string;
  /** Environment for child processes: endpoint, key pair, region. */
  readonly env: NodeJS.ProcessEnv;
  /** File with everything the emulator printed. */
  readonly logFile: string;
  /** Everything else that the emulator keeps on disk; gone after `stop`. */
  readonly folder: string;
  /** Ends the emulator and its handler processes, and waits until they are gone. */
  readonly stop: () => Promise<void>;
}

/** The embedded AWS could not be started, or another process answered in its place. */
export class EmbeddedAwsError extends Error {
  public override readonly name = 'EmbeddedAwsError';
  public readonly code: string = 'embedded-aws';
}

/**
 * Starts the embedded AWS on a free port of the loopback interface and waits until it answers. It ends with
 * `stop`, and by itself when this process ends in any way.
 */
export const startEmbeddedAws = async (root: string): Promise<EmbeddedAws> => {
  const python = join(root, PYTHON);
  if (!existsSync(python)) throw new EmbeddedAwsError(`${PYTHON} is missing; run "npm run setup".`);
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const runs = join(root, '.local', 'run');
  mkdirSync(runs, { recursive: true });
  removeOld(runs);
  const scratch = mkdtempSync(join(runs, 'aws-'));
  const logFile = join(runs, `aws-${port}.log`);
  const env = clientEnv(endpoint);
  const child = spawn(python, ['-u', join(root, 'local', 'embedded_aws.py')], {
    cwd: scratch,
    // A group of its own, so that Ctrl-C reaches us first and the handlers' processes end with it.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...env,
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      MINISTACK_REGION: REGION,
      TMPDIR: scratch,
      // Signing keys of user pools; by default all emulators of a machine would share them.
      STATE_DIR: join(scratch, 'state'),
      LOG_LEVEL: process.env.EMBEDDED_AWS_LOG ?? 'WARNING',
    },
  });
  const log = createWriteStream(logFile);
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  const stop = stopper(child, () => {
    log.end();
    rmSync(scratch, { recursive: true, force: true });
  });
  await untilHealthy(child, endpoint, logFile).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { port, endpoint, account: '000000000000', region: REGION, env, logFile, folder: scratch, stop };
};

const KEPT_MS = 24 * 3_600_000;

/** Logs and leftovers of killed runs are kept for a day. */
const removeOld = (folder: string): void => {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    // Another run may remove it at the same moment.
    const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
    if (modified < Date.now() - KEPT_MS) rmSync(path, { recursive: true, force: true });
  }
};

const clientEnv = (endpoint: string): NodeJS.ProcessEnv => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_ENDPOINT_URL_S3: endpoint,
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_REGION: REGION,
  AWS_DEFAULT_REGION: REGION,
  AWS_EC2_METADATA_DISABLED: 'true',
  // Profiles of the person at this machine must not leak into a local run.
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
});

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return reject(new EmbeddedAwsError('No free port.'));
      server.close(() => resolve(address.port));
    });
  });

/** Waits for the health page while our own child lives: a child that ended means that somebody else holds the port. */
const untilHealthy = async (child: ChildProcess, endpoint: string, logFile: string): Promise<void> => {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    const answer = await fetch(`${endpoint}/_ministack/health`).catch(() => undefined);
    if (answer?.ok && child.exitCode === null) return;
    await sleep(50);
  }
  throw new EmbeddedAwsError(`The embedded AWS did not start on ${endpoint}; see ${logFile}.`);
};

const stopper = (child: ChildProcess, cleanUp: () => void): (() => Promise<void>) => {
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const group = (name: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  };
  const onExit = (): void => group('SIGKILL');
  process.once('exit', onExit);
  let stopped: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await Promise.race([exited, sleep(10_000, undefined, { ref: false })]);
    }
    group('SIGKILL');
    process.removeListener('exit', onExit);
    cleanUp();
  };
  return () => {
    stopped ??= end();
    return stopped;
  };
};
