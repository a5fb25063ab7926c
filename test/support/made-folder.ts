import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';

/** A folder of its own below dist/, from where generated modules find the project's packages. The test removes it. */
export const madeFolder = (root: string): string => {
  mkdirSync(join(root, 'dist'), { recursive: true });
  return mkdtempSync(join(root, 'dist/test-'));
};
