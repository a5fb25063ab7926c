import { authorsOf, GitError, git, isChanged } from './git';
import { readAsks } from './record-file';

/**
 * Addresses of all who wrote any version of these files, and of whoever is changing them here: nobody of them approves.
 * What was asked can add to them.
 */
export const authorsOfFiles = (root: string, subject: string, range: string, ...files: readonly string[]) => {
  const asked = readAsks(root, subject).flatMap(({ authors }) => authors);
  const here = isChanged(root, ...files) ? ownAddress(root) : [];
  return [...new Set([...authorsOf(root, range, ...files), ...asked, ...here])].sort();
};

/** Git says it with an exit code where nobody has set an address. */
const ownAddress = (root: string): readonly string[] => {
  try {
    return [git(root, 'config', 'user.email').trim().toLowerCase()];
  } catch (error) {
    if (error instanceof GitError) return [];
    throw error;
  }
};
