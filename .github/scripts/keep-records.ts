import type { Ports } from './ports';

/** Folder of signed records, as `tandem approve` writes them. */
const RECORDS = 'approvals';

/**
 * Puts records that were signed here into the repository, by a pull request: the protected branch takes nothing else. Until it
 * is merged, a launch that is paused cannot go on.
 */
export const keepRecords = async ({ git, forge, env, say }: Ports): Promise<number> => {
  if (git('status', '--porcelain', '--', RECORDS).trim() === '') {
    say('There is no new record.');
    return 0;
  }
  git('add', '--all', '--', RECORDS);
  const commit = git('rev-parse', '--short=12', 'HEAD').trim();
  const branch = `${RECORDS}/${commit}`;
  git('switch', '--quiet', '--create', branch);
  const words = `chore(approvals): signed records of ${commit}`;
  git('commit', '--quiet', '--message', words);
  // A run that is repeated writes the same branch anew.
  git('push', '--quiet', '--force', 'origin', `HEAD:refs/heads/${branch}`);
  const open = await forge.all(`pulls?state=open&head=${env('GITHUB_REPOSITORY').split('/')[0]}:${branch}`);
  if (open.length > 0) return 0;
  const body = 'Records of approvals that were given as reviews and signed by the workflow. Merge as they are.';
  await forge.send('POST', 'pulls', { title: words, head: branch, base: env('BASE'), body });
  say(`A pull request for ${branch} is open.`);
  return 0;
};
