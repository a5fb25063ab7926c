import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';

/** A program that the local run needs has failed; the message ends with the last lines it printed. */
export class ProgramError extends Error {
  public override readonly name = 'ProgramError';
  public readonly code: string = 'program-failed';
}

export interface ProgramOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Gets everything the program prints. */
  readonly logFile: string;
  /** Ends the program and everything it started. */
  readonly signal: AbortSignal;
}

const LAST_LINES = 25;

/** Runs one of the project's Node programs to its end and gives what it wrote to standard output. */
export const runProgram = (args: readonly string[], { cwd, env, logFile, signal }: ProgramOptions): Promise<string> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: the CDK CLI starts programs that would outlive it.
      detached: true,
    });
    const end = (): void => endGroup(child.pid);
    signal.addEventListener('abort', end, { once: true });
    process.once('exit', end);
    const out: string[] = [];
    const all: string[] = [];
    const keep = (text: string): void => {
      all.push(text);
      appendFileSync(logFile, text);
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out.push(text);
      keep(text);
    });
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('error', reject);
    child.on('close', (code, killedBy) => {
      signal.removeEventListener('abort', end);
      process.removeListener('exit', end);
      if (code === 0) return resolve(out.join(''));
      const tail = all.join('').trimEnd().split('\n').slice(-LAST_LINES).join('\n');
      reject(new ProgramError(`${args.join(' ')} ended with ${killedBy ?? code}:\n${tail}`));
    });
  });

const endGroup = (pid: number | undefined): void => {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGTERM');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};
