import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { atMost, type Bench, percentile, shown } from '../row';
import { withLaunches } from '../workspace';

const RUNS = 3;
const FEW = 20;
const MANY = 200;

/** Synth with all packs and bundling against the same stacks with one NodejsFunction per function and no pack; and the cost of one more launch. */
export const synth: Bench = {
  id: 'synth',
  run: async () => {
    const [ours, reference] = withLaunches(FEW, (root) => alternate(root));
    const many = withLaunches(MANY, (root) => best(RUNS, () => ourSynth(root)));
    return [
      atMost(
        'synth.ratio',
        `synth of ${FEW} launches, packs and bundling, against NodejsFunction without packs`,
        ours / reference,
        'x',
        0.2,
      ),
      shown('synth.ours', `the same, ours: build and synth`, ours, 's'),
      shown('synth.reference', `the same, NodejsFunction without packs`, reference, 's'),
      atMost(
        'synth.per-launch',
        `one more launch, between ${FEW} and ${MANY}, packs on`,
        ((many - ours) / (MANY - FEW)) * 1000,
        'ms',
        25,
      ),
      shown('synth.many', `synth of ${MANY} launches, packs and bundling`, many, 's'),
    ];
  },
};

/** Both in turn, so that a noisy moment hits both. */
const alternate = (root: string): readonly [number, number] => {
  const ours: number[] = [];
  const reference: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    ours.push(ourSynth(root));
    reference.push(seconds(root, 'bench/synth-reference/app.ts'));
  }
  return [percentile(ours, 0.5), percentile(reference, 0.5)];
};

const best = (runs: number, measure: () => number): number => percentile(Array.from({ length: runs }, measure), 0.5);

const ourSynth = (root: string): number => seconds(root, 'bin/build.ts') + seconds(root, 'bin/app.ts');

/** Wall time of one program in a process of its own, the way the CDK CLI starts it. */
const seconds = (root: string, program: string): number => {
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> };
  const out = join(root, 'cdk.out');
  execFileSync('rm', ['-rf', out]);
  mkdirSync(out);
  const start = process.hrtime.bigint();
  execFileSync(process.execPath, [join(root, 'node_modules/tsx/dist/cli.mjs'), program], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      CDK_OUTDIR: out,
      CDK_VALIDATION: 'false',
      CDK_CONTEXT_JSON: JSON.stringify({
        ...context,
        stage: 'local',
        '@aws-cdk/core:failSynthOnValidationErrors': false,
      }),
    },
  });
  return Number(process.hrtime.bigint() - start) / 1e9;
};
