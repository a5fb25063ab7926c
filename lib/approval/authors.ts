import { existsSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Ask } from '../../contracts/approval';
import { authorsOf, isChanged, settingOf } from './git';

/**
 * Addresses of all who wrote any version of these files, and of whoever is changing them here: nobody of them approves.
 * What was asked about the same can add to them.
 */
export const authorsOfFiles = (
  root: string,
  asks: readonly Ask[],
  range: string,
  ...named: readonly string[]
): readonly string[] => {
  const files = [...new Set(named.flatMap((file) => [file, ...whereRead(root, file)]))];
  const asked = asks.flatMap(({ authors }) => authors);
  const here = isChanged(root, ...files) ? [settingOf(root, 'user.email')?.toLowerCase() ?? ''] : [];
  return [...new Set([...authorsOf(root, range, ...files), ...asked, ...here])].filter((one) => one !== '').sort();
};

/** A link is written by whoever wrote what it leads to, too. */
const whereRead = (root: string, file: string): readonly string[] => {
  const path = join(root, file);
  return existsSync(path) ? [relative(realpathSync(root), realpathSync(path)).replaceAll('\\', '/')] : [];
};
