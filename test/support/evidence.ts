import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FUNCTIONS } from '../../lib/bundle';
import { shippedCopy } from './shipped-copy';
import { ROOT } from './shipped-platform';

/** When the commits of a test are made: before any waiver or approval of the shipped platform ends. */
export const COMMITTED_AT = '2026-11-22T12:00:00Z';

const git = (root: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-C', root, '-c', 'user.name=Ada', '-c', 'user.email=ada@coats.example', ...args], {
    encoding: 'utf8',
    env: { ...process.env, GIT_AUTHOR_DATE: COMMITTED_AT, GIT_COMMITTER_DATE: COMMITTED_AT },
  }).trim();

/** Commits everything there is; the id of the commit. */
export const commitAll = (root: string): string => {
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--no-verify', '--message', 'feat: a change');
  return git(root, 'rev-parse', 'HEAD');
};

/** A copy of the shipped project under git, with placeholders for the bundles, which decide nothing here. */
export const projectUnderGit = (files: Readonly<Record<string, string>> = {}): string => {
  const root = shippedCopy({ '.gitignore': 'dist/\n', ...files });
  for (const file of ['cdk.json', 'package-lock.json']) cpSync(join(ROOT, file), join(root, file));
  for (const name of FUNCTIONS) {
    mkdirSync(join(root, 'dist/handlers', name), { recursive: true });
    writeFileSync(join(root, 'dist/handlers', name, 'index.js'), `// ${name}\n`);
  }
  git(root, 'init', '--quiet', '--initial-branch=main');
  commitAll(root);
  return root;
};
