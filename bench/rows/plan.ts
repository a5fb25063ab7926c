import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { atMost, type Bench, percentile, shown } from '../row';
import { withLaunches } from '../workspace';

const RUNS = 3;

/**
 * `tandem plan` of one launch, start of the process included, where nothing is deployed: reading and judging every file, the
 * fingerprint, synthesis of its stack alone, its packs and the page. What a stage takes to count people is the stage's.
 */
export const plan: Bench = {
  id: 'plan',
  run: async () => [
    atMost('plan.one', 'tandem plan of one launch among 200', withLaunches(200, median), 's', 3),
    shown('plan.alone', 'the same where it is the only one', withLaunches(1, median), 's'),
  ],
};

const median = (root: string): number => {
  // The first run bundles the program; the figure is of those after it.
  seconds(root);
  return percentile(
    Array.from({ length: RUNS }, () => seconds(root)),
    0.5,
  );
};

const seconds = (root: string): number => {
  const start = process.hrtime.bigint();
  const argv = [resolve('bin/tandem.mjs'), 'plan', 'bench-0000', '--format', 'html', '--out', 'plan.html'];
  // An address at which nobody answers: refused at once, without a search for credentials.
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    AWS_ACCESS_KEY_ID: 'x',
    AWS_SECRET_ACCESS_KEY: 'x',
  };
  const { status, stderr } = spawnSync(process.execPath, argv, { cwd: root, encoding: 'utf8', env });
  if (status !== 0) throw new Error(`tandem plan ended with ${status}: ${stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e9;
};
