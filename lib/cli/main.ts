import { execFileSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { createInterface as createLines } from 'node:readline';
import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EdgeCode } from '../import';
import type { PreviewCode } from '../preview';
import { postJson } from './post-json';
import { type CliIo, runCli } from './run';

const ask = async (question: string): Promise<string> => {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await reader.question(question)).trim();
  } finally {
    reader.close();
  }
};

/** The first line of what is piped in; empty where nothing is. */
const firstLine = async (): Promise<string> => {
  for await (const line of createLines({ input: process.stdin })) return line.trim();
  return '';
};

/** Git says it with exit code 1 where nobody has set an address, and is not there at all on some machines. */
const gitEmail = (): string | undefined => {
  try {
    const email = execFileSync('git', ['config', 'user.email'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return email.trim() || undefined;
  } catch {
    return undefined;
  }
};

/** Loads code of the functions, which only few verbs need. */
export interface FunctionsCode {
  readonly edge: () => EdgeCode;
  readonly preview: () => PreviewCode;
}

/** The command line on the real machine. */
export const main = async (argv: readonly string[], code: FunctionsCode): Promise<void> => {
  // A plain copy: the YAML reader asks for a variable at every token, and each time that would be a call into the system.
  process.env = { ...process.env };
  // `doctor` speaks of Node's version; here the SDK's own warning would hide the answer.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const io: CliIo = {
    cwd: process.cwd(),
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
    // Most verbs never call AWS, and its SDK takes longer to load than they take to run.
    connect: async (path, region) => (await import('./aws/services')).connect(path, region),
    deployer: async (root) => (await import('../golive/deployer')).launchDeployer(root),
    wait: (milliseconds) => sleep(milliseconds),
    ...code,
    environment: (name) => process.env[name],
    post: postJson(),
    now: () => new Date(),
    by: userInfo().username,
    gitEmail,
    ask: process.stdin.isTTY ? ask : undefined,
    askPrivately: process.stdin.isTTY ? ask : firstLine,
  };
  process.exitCode = await runCli(argv, io);
};
