import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from './shipped-platform';

/** What a workspace is. */
const FOLDERS = ['platform', 'launches', 'audiences', 'brand'];

const made: string[] = [];

/** A copy of the shipped workspace with some files added or replaced; gone after `removeShippedCopies`. */
export const shippedCopy = (files: Readonly<Record<string, string | Uint8Array>> = {}): string => {
  const root = mkdtempSync(join(tmpdir(), 'tandem-shipped-'));
  made.push(root);
  for (const folder of FOLDERS) cpSync(join(ROOT, folder), join(root, folder), { recursive: true });
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  }
  return root;
};

/** Removes what `shippedCopy` made; for `afterAll`. */
export const removeShippedCopies = (): void => {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true });
};
