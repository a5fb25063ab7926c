import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../../contracts/finding';
import { loadWorkspace } from '../index';
import { mend } from './mend';

/** Quotes can bring to light what they hid; each round leaves less, and this bounds one that would not. */
const ROUNDS = 6;

/** Mends marketing's files where that is safe, and says what was mended, as it was found. */
export const mendFiles = (root: string, asOf: Date): readonly Finding[] => {
  const done: Finding[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { findings, sources } = loadWorkspace(root, { asOf });
    const mended = [...sources].flatMap(([file, text]) => {
      const result = mend(
        file,
        text,
        findings.filter((one) => one.file === file),
      );
      if (result.text === text) return [];
      writeFileSync(join(root, file), result.text);
      return result.findings;
    });
    if (mended.length === 0) return done;
    done.push(...mended);
  }
  return done;
};
