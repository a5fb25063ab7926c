import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../shipped-platform';
import type { Said } from './tandem';

/** Runs a step of the pipeline as the workflow does, on a project of the caller's choice. */
export const pipelineStep = (
  project: string,
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Said> =>
  new Promise((resolve, reject) => {
    const program = ['--import', join(ROOT, 'node_modules/tsx/dist/loader.mjs'), join(ROOT, '.github/scripts/main.ts')];
    const options = { cwd: project, env: { ...process.env, ...env }, encoding: 'utf8' } as const;
    execFile(process.execPath, [...program, ...words], options, (error, out, err) => {
      if (error !== null && typeof error.code !== 'number') return reject(error);
      resolve({ code: Number(error?.code ?? 0), text: out + err });
    });
  });
