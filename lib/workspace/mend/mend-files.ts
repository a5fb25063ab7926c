import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../../contracts/finding';
import { loadWorkspace } from '../index';
import { mend } from './mend';

/** Quotes can bring to light what they hid; each round leaves less, and this bounds one that would not. */
const ROUNDS = 6;

/** What mending has come to. */
export interface MendedFiles {
  /** What was mended, as it was found. */
  readonly mended: readonly Finding[];
  /** Files that could be mended and cannot be written; what is wrong with them stays a finding. */
  readonly unwritable: readonly string[];
}

/** Writes bytes over a file. */
type Write = (path: string, bytes: Buffer) => void;

/**
 * Mends marketing's files where that is safe. A file that somebody changes meanwhile keeps that change: it is read anew in
 * the next round. Byte order marks and line ends stay as they are.
 */
export const mendFiles = (root: string, asOf: Date, write: Write = writeFileSync): MendedFiles => {
  const done: Finding[] = [];
  const unwritable = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const { findings, sources } = loadWorkspace(root, { asOf });
    let again = false;
    for (const [file, text] of sources) {
      if (unwritable.has(file)) continue;
      const own = findings.filter((one) => one.file === file);
      const result = mend(file, text, own);
      if (result.text === text) continue;
      const outcome = replace(join(root, file), text, result.text, write);
      if (outcome === 'written') done.push(...result.findings);
      if (outcome === 'unwritable') unwritable.add(file);
      else again = true;
    }
    if (!again) break;
  }
  return { mended: done, unwritable: [...unwritable].sort() };
};

const MARK = '\ufeff';

const replace = (path: string, before: string, after: string, write: Write): 'written' | 'changed' | 'unwritable' => {
  const now = readFileSync(path, 'utf8');
  const mark = now.startsWith(MARK) ? MARK : '';
  if (now.slice(mark.length) !== before) return 'changed';
  try {
    write(path, Buffer.from(mark + after));
    return 'written';
  } catch (error) {
    if (/^(EACCES|EPERM|EROFS)$/.test(String((error as NodeJS.ErrnoException).code))) return 'unwritable';
    throw error;
  }
};
