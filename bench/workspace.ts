import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Code is linked, data is copied: the copy can be filled with launches without touching the project. */
const LINKED = [
  'bin',
  'bench',
  'contracts',
  'lambdas',
  'lib',
  'node_modules',
  'docs',
  'tsconfig.json',
  'package.json',
  'cdk.json',
];
const COPIED = ['platform', 'audiences', 'brand'];
/** What would let a team run no thousand launches. */
const LIMITS = /^ {4}(launchesAtOnce|budget):.*\n/gm;
const TEMPLATE = 'launches/browse-to-basket.yaml';

/** Runs `work` in a copy of the project that has `launches` launches, all like the shipped browse-to-basket; removes it afterwards. */
export const withLaunches = <T>(launches: number, work: (root: string) => T): T => {
  const root = mkdtempSync(join(tmpdir(), 'tandem-bench-'));
  try {
    for (const path of LINKED) symlinkSync(resolve(path), join(root, path));
    for (const path of COPIED) cpSync(path, join(root, path), { recursive: true });
    const teams = join(root, 'platform/teams.yaml');
    writeFileSync(teams, readFileSync(teams, 'utf8').replace(LIMITS, ''));
    mkdirSync(join(root, 'launches'));
    const manifest = readFileSync(TEMPLATE, 'utf8');
    for (let i = 0; i < launches; i += 1) {
      const id = `bench-${String(i).padStart(4, '0')}`;
      writeFileSync(join(root, 'launches', `${id}.yaml`), manifest.replace(/^launch: .*$/m, `launch: ${id}`));
    }
    return work(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
};
