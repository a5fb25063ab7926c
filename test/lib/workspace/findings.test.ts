import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadWorkspace } from '../../../lib/workspace';
import { AS_OF, FIXTURES, removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const CASES = join(FIXTURES, 'findings');
const EXPECTED = 'findings.txt';

/** Files of a case by their place in the workspace. */
const filesOf = (name: string): Readonly<Record<string, Buffer>> =>
  Object.fromEntries(
    readdirSync(join(CASES, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== EXPECTED)
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(join(CASES, name).length + 1), readFileSync(path)]),
  );

/** Every finding of a workspace as one line. */
const told = (root: string): readonly string[] =>
  loadWorkspace(root, { asOf: AS_OF }).findings.map(
    ({ file, line, column, severity, code, path, message, fix }) =>
      `${file}:${line}:${column} ${severity} ${code}${path === '' ? '' : ` ${path}`}: ${message} > ${fix}`,
  );

const OF_ITSELF = new Set(told(workspaceWith()));

describe('the findings of a wrong file', () => {
  const names = readdirSync(CASES);

  it('are written down for at least 80 of them', () => {
    expect(names.length).toBeGreaterThanOrEqual(80);
  });

  // UPDATE_FINDINGS=1 writes what is found now: what git then shows is to be read line by line.
  it.each(names)('are all told, and no others: %s', (name) => {
    const found = told(workspaceWith(filesOf(name))).filter((line) => !OF_ITSELF.has(line));
    const file = join(CASES, name, EXPECTED);
    if (process.env.UPDATE_FINDINGS === '1') writeFileSync(file, `${found.join('\n')}\n`);

    expect(found).not.toEqual([]);
    expect(found).toEqual(readFileSync(file, 'utf8').trimEnd().split('\n'));
  });
});
