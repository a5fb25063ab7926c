import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atMost, type Bench } from '../row';

/** `npm start -- --once` where everything is installed, and the time to its first screen. */
export const warmStart: Bench = {
  id: 'start.warm',
  run: async () => {
    const { seconds, output } = timed(process.cwd(), ['bin/start.mjs', '--once']);
    const firstScreen = Number(/^\s*([\d.]+) s\s+first screen/m.exec(output)?.[1]);
    if (Number.isNaN(firstScreen)) throw new Error('The main job told no time of its first screen.');
    return [
      atMost('start.warm', 'npm start -- --once, warm', seconds, 's', 180),
      atMost('start.warm.first-screen', 'the same, first screen', firstScreen, 's', 60),
    ];
  },
};

/** The main job and all tests in a fresh clone of the last commit: nothing installed but Node, npm and python3. */
export const fresh: Bench = {
  id: 'fresh',
  run: async () => {
    const clone = mkdtempSync(join(tmpdir(), 'tandem-fresh-'));
    try {
      const cloned = spawnSync('git', ['clone', '--quiet', process.cwd(), clone], { stdio: 'inherit' });
      if (cloned.status !== 0) throw new Error('The project could not be cloned.');
      const start = timed(clone, ['bin/start.mjs', '--once']);
      const test = timed(clone, ['bin/test.mjs']);
      return [
        atMost('fresh.start', 'npm start -- --once in a fresh clone, installing included', start.seconds, 's', 360),
        atMost('fresh.test', 'npm test', test.seconds, 's', 360),
      ];
    } finally {
      rmSync(clone, { recursive: true, force: true });
    }
  },
};

/** Runs a program of the project to its end; throws where it fails, because the time to a failure is no figure. */
const timed = (cwd: string, args: readonly string[]): { readonly seconds: number; readonly output: string } => {
  const begun = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 26 });
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
  const output = `${stdout}\n${stderr}`;
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}:\n${output.slice(-2000)}`);
  return { seconds, output };
};
