import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { loadWorkspace } from '../../../lib/workspace';
import { CODES } from '../../../lib/workspace/codes';
import { mendFiles } from '../../../lib/workspace/mend/mend-files';
import { flipped, flips, mutation } from '../../support/mutations';
import { AS_OF, removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const root = workspaceWith();
const files = [...loadWorkspace(root, { asOf: AS_OF }).sources]
  .filter(([file, text]) => file.endsWith('.yaml') && text !== '')
  .map(([file]) => file);
const original = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));

/** Files changed at once: a mistake in one must not hide or break what is said of another. */
const changes = fc.uniqueArray(
  fc.record({
    file: fc.constantFrom(...files),
    mutations: fc.array(mutation, { minLength: 1, maxLength: 4 }),
    flips: fc.option(flips, { nil: [], freq: 4 }),
  }),
  { minLength: 1, maxLength: 5, selector: ({ file }) => file },
);

const withChanges = (changed: typeof changes extends fc.Arbitrary<infer T> ? T : never, work: () => void): void => {
  for (const { file, mutations, flips: bits } of changed) {
    const text = mutations.reduce((now, change) => change(now), original.get(file) ?? '');
    writeFileSync(join(root, file), flipped(text, bits));
  }
  try {
    work();
  } finally {
    for (const { file } of changed) writeFileSync(join(root, file), original.get(file) ?? '');
  }
};

describe('any files at all', () => {
  it('lead to findings with a place, words and a page, never to an error', () => {
    fc.assert(
      fc.property(changes, (changed) => {
        withChanges(changed, () => {
          for (const one of loadWorkspace(root, { asOf: AS_OF }).findings) {
            expect(Object.keys(CODES)).toContain(one.code);
            expect(Number.isInteger(one.line) && one.line > 0 && Number.isInteger(one.column) && one.column > 0).toBe(
              true,
            );
            expect(`${one.message}|${one.fix}`).not.toMatch(/undefined|\[object/);
          }
        });
      }),
      { numRuns: 80 },
    );
  });

  it('are mended without an error, and twice is as good as once', () => {
    fc.assert(
      fc.property(changes, (changed) => {
        withChanges(changed, () => {
          mendFiles(root, AS_OF);
          const once = changed.map(({ file }) => readFileSync(join(root, file)).toString('hex'));
          mendFiles(root, AS_OF);
          expect(changed.map(({ file }) => readFileSync(join(root, file)).toString('hex'))).toEqual(once);
        });
      }),
      { numRuns: 25 },
    );
  });
});
