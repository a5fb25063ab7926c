import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { atMost, type Bench, percentile, shown } from '../row';
import { withLaunches } from '../workspace';

const RUNS = 3;
const LAUNCHES = 1000;

/** `tandem check` of a workspace in which every launch says something else, start of the process included. */
export const check: Bench = {
  id: 'check',
  run: async () => {
    const { thousand, reading } = withLaunches(LAUNCHES, (root) => {
      sayDifferently(root);
      return { reading: readingOnce(root), thousand: median(root) };
    });
    const one = withLaunches(1, median);
    return [
      atMost('check.thousand', `tandem check of ${LAUNCHES} launches`, thousand, 's', 3),
      shown('check.ratio', 'check, to parsing its launches by `yaml` in the same minute', thousand / reading, '×'),
      shown('check.one', 'the same of one launch: start and platform', one, 's'),
    ];
  },
};

/** Copy that is the same in all launches is read once; this is what a thousand authors write. */
const sayDifferently = (root: string): void => {
  const folder = join(root, 'launches');
  for (const [index, file] of readdirSync(folder).entries()) {
    const text = readFileSync(join(folder, file), 'utf8');
    writeFileSync(join(folder, file), text.replace(/^( +headline: "[^"]*)"/gm, `$1 ${index}"`));
  }
};

/** Seconds that parsing all launches with positions takes, once, in a process that runs already: how fast the machine is now. */
const readingOnce = (root: string): number => {
  const folder = join(root, 'launches');
  const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  // As the command line does: the reader asks for a variable at every token.
  process.env = { ...process.env };
  const start = process.hrtime.bigint();
  for (const text of texts) parseDocument(text, { lineCounter: new LineCounter(), prettyErrors: false }).toJS();
  return Number(process.hrtime.bigint() - start) / 1e9;
};

const median = (root: string): number =>
  percentile(
    Array.from({ length: RUNS }, () => seconds(root)),
    0.5,
  );

/** Wall time of one run; findings are no failure, anything else is. */
const seconds = (root: string): number => {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, [resolve('bin/tandem.mjs'), 'check'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0 && status !== 1) throw new Error(`tandem check ended with ${status}: ${stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e9;
};
