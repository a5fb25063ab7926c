import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { atMost, type Bench, percentile, type Row, shown } from '../row';
import { withLaunches } from '../workspace';

const MANY = 200;
const RUNS = 3;
/** Runs a program in TypeScript, as the CDK CLI does. */
const TSX = 'node_modules/tsx/dist/cli.mjs';

interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
}

/** A stage of many launches with its evidence, against the same synthesis without it; and what checking the bundle takes. */
export const evidence: Bench = {
  id: 'evidence',
  run: async () => withLaunches(MANY, measure),
};

const measure = (root: string): readonly Row[] => {
  cpSync('package-lock.json', join(root, 'package-lock.json'));
  commit(root);
  run(root, [TSX, 'bin/build.ts'], {});
  const runs = Array.from({ length: RUNS }, () => ({
    plain: synthesis(root, 'none'),
    packs: synthesis(root, 'packs'),
    register: synthesis(root, 'register'),
    evidence: written(root),
    verified: run(root, ['bin/tandem.mjs', 'verify-evidence', 'out', '--unsigned'], {}),
  }));
  const of = (name: keyof (typeof runs)[number]): Measured => ({
    seconds: percentile(
      runs.map((one) => one[name].seconds),
      0.5,
    ),
    megabytes: Math.max(...runs.map((one) => one[name].megabytes)),
  });
  return [
    atMost(
      'evidence.over-synth',
      `evidence of ${MANY} launches, over plain synth`,
      of('evidence').seconds - of('plain').seconds,
      's',
      20,
    ),
    atMost('evidence.memory', 'the same, most memory', of('evidence').megabytes, 'MB', 1024),
    atMost(
      'evidence.register-ratio',
      `synth of ${MANY} launches with the register, against plain packs`,
      of('register').seconds / of('packs').seconds,
      'x',
      1.3,
    ),
    atMost('evidence.verify', 'verify-evidence of that bundle', of('verified').seconds, 's', 2),
    shown('evidence.plain', `plain synth of ${MANY} launches`, of('plain').seconds, 's'),
  ];
};

const written = (root: string): Measured => {
  rmSync(join(root, 'out'), { recursive: true, force: true });
  return run(root, ['bin/tandem.mjs', 'evidence', '--out', 'out'], {});
};

const synthesis = (root: string, judged: 'none' | 'packs' | 'register'): Measured =>
  run(root, [TSX, 'bench/evidence/synth.ts'], { BENCH_JUDGED: judged });

/** The bench's copy under git, for evidence is about a commit. */
const commit = (root: string): void => {
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-C', root, '-c', 'user.name=bench', '-c', 'user.email=bench@localhost', ...args], {
      stdio: 'ignore',
    });
  git('init', '--quiet');
  git('add', 'platform', 'launches', 'audiences', 'brand', 'package-lock.json');
  git('commit', '--quiet', '--message', 'bench');
  mkdirSync(join(root, 'dist'), { recursive: true });
};

/** Wall time and the most memory of one program in a process of its own. */
const run = (root: string, program: readonly string[], env: Readonly<Record<string, string>>): Measured => {
  const start = process.hrtime.bigint();
  const said = execFileSync(process.execPath, ['--require', resolve('bench/evidence/memory.cjs'), ...program], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 2 ** 26,
    env: { ...process.env, CDK_VALIDATION: 'false', ...env },
  });
  const most = [...said.matchAll(/^most memory (\d+) KB$/gm)].map(([, kilobytes]) => Number(kilobytes) / 1024);
  return { seconds: Number(process.hrtime.bigint() - start) / 1e9, megabytes: Math.max(0, ...most) };
};
