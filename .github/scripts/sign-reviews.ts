import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changedLaunches } from './launches';
import type { Ports } from './ports';

export interface SignRequest {
  readonly since: string;
  readonly stage: string;
  /** File with the key of the person `workflow` in platform/teams.yaml. */
  readonly key: string;
}

interface User {
  readonly login: string;
}
interface Pull {
  readonly number: number;
  readonly user: User;
  readonly head: { readonly sha: string };
  readonly merged_at: string | null;
  readonly merge_commit_sha: string | null;
}
interface Review {
  readonly user: User | null;
}
interface Commit {
  readonly author: User | null;
  readonly committer: User | null;
}

/**
 * Turns the reviews of the pull request that became this commit into signed records, for each launch that it changed. Whether
 * they are enough is for `go-live` to say: here nobody is refused, and a commit without a pull request gets no record.
 */
export const signReviews = async (ports: Ports, { since, stage, key }: SignRequest): Promise<number> => {
  const pull = await mergedPull(ports);
  if (pull === undefined) {
    ports.say('No pull request became this commit: only records that are in it count.');
    return 0;
  }
  // What reviewers looked at has to be here, to be compared with what became of it.
  ports.git('fetch', '--quiet', 'origin', `refs/pull/${pull.number}/head`);
  const reviews = await reviewsOf(ports, pull.number);
  const folder = mkdtempSync(join(tmpdir(), 'tandem-reviews-'));
  try {
    const files = [write(folder, 'reviews', reviews), write(folder, 'pull', pull)] as const;
    for (const launch of changedLaunches(ports, since)) {
      const words = ['--reviews', files[0], '--pull', files[1], '--key', key, '--stage', stage];
      const { code, out, err } = await ports.tandem('approve', launch, ...words);
      ports.quote(`${err}${out}`);
      if (code > 1) return code;
    }
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const write = (folder: string, name: string, content: unknown): string => {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(content));
  return file;
};

const mergedPull = async ({ forge, git }: Ports): Promise<Pull | undefined> => {
  const commit = git('rev-parse', 'HEAD').trim();
  const pulls = (await forge.all(`commits/${commit}/pulls`)) as readonly Pull[];
  return pulls.find(({ merged_at: at, merge_commit_sha: sha }) => at !== null && sha === commit);
};

/** Reviews but those of whoever wrote a commit of the pull request, whatever address the commit has. */
const reviewsOf = async ({ forge }: Ports, pull: number): Promise<readonly Review[]> => {
  const commits = (await forge.all(`pulls/${pull}/commits`)) as readonly Commit[];
  const logins = commits.flatMap(({ author, committer }) => [author, committer].flatMap((one) => one?.login ?? []));
  const writers = new Set(logins.map((login) => login.toLowerCase()));
  const reviews = (await forge.all(`pulls/${pull}/reviews`)) as readonly Review[];
  return reviews.filter(({ user }) => user !== null && !writers.has(user.login.toLowerCase()));
};
