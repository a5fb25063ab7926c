import { authorsOf, isChanged, settingOf } from './git';
import { readAsks } from './record-file';

/**
 * Addresses of all who wrote any version of these files, and of whoever is changing them here: nobody of them approves.
 * What was asked can add to them.
 */
export const authorsOfFiles = (root: string, subject: string, range: string, ...files: readonly string[]) => {
  const asked = readAsks(root, subject).flatMap(({ authors }) => authors);
  const here = isChanged(root, ...files) ? [settingOf(root, 'user.email')?.toLowerCase() ?? ''] : [];
  return [...new Set([...authorsOf(root, range, ...files), ...asked, ...here])].filter((one) => one !== '').sort();
};
