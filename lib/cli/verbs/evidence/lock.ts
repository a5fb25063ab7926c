import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LockFile, lockFileSchema } from '../../../evidence/lock-file';
import { EnvironmentError } from '../../context';

/** The project's lock file; without it nobody can say what the project is made with. */
export const lockOf = (root: string): LockFile => {
  const file = join(root, 'package-lock.json');
  if (!existsSync(file)) throw new EnvironmentError('There is no package-lock.json: run this inside the project.');
  const read = lockFileSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (read.success) return read.data;
  throw new EnvironmentError('package-lock.json is not of version 3: write it with npm 10 or newer.');
};
