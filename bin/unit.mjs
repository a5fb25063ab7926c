// The unit tests that can tell of what was changed since all of them passed: at first, and after a change of anything but
// code, all. For `npm run check`; `npm test` and CI run all of them always.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, runNode } from './setup.mjs';

const STATE = join(root, '.local', 'unit-passed.json');
const CODE = /^(?!test\/fixtures\/).*\.(?:ts|mjs)$/;
/** No unit test reads them. */
const WORDS = /^(?:CHANGELOG\.md|README\.md|docs\/adr\/|bench\/results\/)/;

const git = (args, input) =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8', input, maxBuffer: 64 * 1024 * 1024 });

/** All files of the project as they are now, by what is in them. */
const filesNow = () => {
  const listed = git(['ls-files', '--cached', '--others', '--exclude-standard', '-z']).split('\0');
  const names = listed.filter((name) => name !== '' && !WORDS.test(name) && existsSync(join(root, name)));
  const hashes = git(['hash-object', '--stdin-paths'], names.join('\n')).trim().split('\n');
  return Object.fromEntries(names.map((name, index) => [name, hashes[index]]));
};

const passedBefore = () => {
  try {
    const { node, files } = JSON.parse(readFileSync(STATE, 'utf8'));
    return node === process.version ? files : undefined;
  } catch {
    // They never passed here, or the file is of no use.
    return undefined;
  }
};

/** What jest is asked for; undefined where nothing was changed. */
const wanted = (before, now) => {
  const changed = Object.keys({ ...before, ...now }).filter((name) => before?.[name] !== now[name]);
  if (before === undefined) return { args: [], why: 'all: they have not passed here yet' };
  if (changed.length === 0) return undefined;
  const other = changed.find((name) => !CODE.test(name) || now[name] === undefined);
  if (other !== undefined) return { args: [], why: `all: ${other} was changed, and any test may read it` };
  return { args: ['--findRelatedTests', '--passWithNoTests', ...changed], why: `those that use ${changed.join(', ')}` };
};

// Before the tests, so that what is changed while they run counts next time.
const now = filesNow();
const run = wanted(passedBefore(), now);
if (run === undefined) {
  console.log('unit tests: nothing was changed since they passed');
} else {
  console.log(`unit tests: ${run.why}`);
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  process.exitCode = await runNode([jest, '--selectProjects', 'unit', ...run.args]);
  if (process.exitCode === 0) {
    mkdirSync(dirname(STATE), { recursive: true });
    writeFileSync(STATE, JSON.stringify({ node: process.version, files: now }));
  }
}
