import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const FIXTURES = join(__dirname, '../fixtures');
/** A day on which the fixtures' approvals hold, but for those that are meant not to. */
export const AS_OF = new Date('2026-11-20T12:00:00Z');

const made: string[] = [];

/** A copy of the small fixture workspace with some files replaced or (undefined) removed; gone after the test file. */
export const workspaceWith = (files: Readonly<Record<string, string | Uint8Array | undefined>> = {}): string => {
  const root = mkdtempSync(join(tmpdir(), 'tandem-workspace-'));
  made.push(root);
  cpSync(join(FIXTURES, 'workspace'), root, { recursive: true });
  for (const [file, content] of Object.entries(files)) {
    const path = join(root, file);
    if (content === undefined) {
      rmSync(path);
      continue;
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return root;
};

/** Removes what `workspaceWith` made; for `afterAll`. */
export const removeWorkspaces = (): void => {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true });
};
