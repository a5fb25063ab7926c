import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { Running } from '../../../local/run';

export interface Said {
  readonly code: number;
  readonly text: string;
}

/** Runs `tandem <words>` as an operator's shell would, in a workspace of the caller's choice. */
export const tandemIn = ({ root, aws }: Running, workspace: string, words: readonly string[]): Promise<Said> =>
  new Promise((resolve, reject) => {
    const program = [join(root, 'bin/tandem.mjs'), ...words, '--stage', 'local'];
    const env = { ...process.env, ...aws.env };
    execFile(process.execPath, program, { cwd: workspace, env, encoding: 'utf8' }, (error, out, err) => {
      if (error !== null && typeof error.code !== 'number') return reject(error);
      resolve({ code: Number(error?.code ?? 0), text: out + err });
    });
  });
