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
    const times = withLaunches(FEW, (few) => withLaunches(MANY, (many) => measure(few, many)));
    const [ours, reference, many] = [times.ours, times.reference, times.many].map((runs) => percentile(runs, 0.5));
    if (ours === undefined || reference === undefined || many === undefined) throw new Error('Nothing was measured.');
    const added = ((many - ours) / (MANY - FEW)) * 1000;
    if (added <= 0) throw new Error('The machine is too busy: many launches took less time than few.');
    return [
      atMost(
        'synth.ratio',
        `synth of ${FEW} launches, packs and bundling, against NodejsFunction without packs`,
        ours / reference,
        'x',
        0.2,
      ),
      shown('synth.ours', 'the same, ours: build and synth', ours, 's'),
      shown('synth.reference', 'the same, NodejsFunction without packs', reference, 's'),
      atMost('synth.per-launch', `one more launch, between ${FEW} and ${MANY}, packs on`, added, 'ms', 25),
      shown('synth.many', `synth of ${MANY} launches, packs and bundling`, many, 's'),
    ];
  },
};

/** All three in turn, so that a noisy moment hits all. */
const measure = (few: string, many: string) => {
  const runs = Array.from({ length: RUNS }, () => ({
    ours: ourSynth(few),
    reference: seconds(few, 'bench/synth-reference/app.ts'),
    many: ourSynth(many),
  }));
  return {
    ours: runs.map((run) => run.ours),
    reference: runs.map((run) => run.reference),
    many: runs.map((run) => run.many),
  };
};

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
