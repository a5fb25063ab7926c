import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Running } from '../../../local/run';
import type { Said } from './tandem';

/** Gives a program a terminal of its own; it ends with the program's exit code. Python's is on every machine that has the embedded AWS. */
const TERMINAL = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';
const QUESTION = '(yes/no) ';

/** Runs `tandem <words>` at a terminal, as a person does who is asked and answers. */
export const atATerminal = (
  { root, aws }: Running,
  workspace: string,
  words: readonly string[],
  answer: string,
): Promise<Said> =>
  new Promise((resolve, reject) => {
    const tandem = [process.execPath, join(root, 'bin/tandem.mjs'), ...words, '--stage', 'local'];
    const env = { ...process.env, ...aws.env };
    const child = spawn('python3', ['-c', TERMINAL, ...tandem], { cwd: workspace, env });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      const wasAsked = text.includes(QUESTION);
      text += part;
      if (!wasAsked && text.includes(QUESTION)) child.stdin.write(`${answer}\n`);
    });
    child.stderr.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      // Where it asked nothing, what was never read is no matter.
      child.stdin.destroy();
      resolve({ code: code ?? 1, text });
    });
  });
