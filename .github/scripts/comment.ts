import { readFileSync } from 'node:fs';
import type { Ports } from './ports';

/** By this the next run finds what it wrote before. */
const MARK = '<!-- tandem: what this pull request would do -->';
const WRITER = 'github-actions[bot]';

interface Comment {
  readonly id: number;
  readonly body?: string;
  readonly user: { readonly login: string } | null;
}

/** Writes a file as the one comment of a pull request; a comment of anybody else is never changed. */
export const comment = async ({ forge, env, say }: Ports, file: string): Promise<number> => {
  const pull = env('PULL');
  if (!/^\d+$/.test(pull)) throw new Error(`PULL is no number of a pull request: ${pull}`);
  const comments = (await forge.all(`issues/${pull}/comments`)) as readonly Comment[];
  const own = comments.find(({ user, body = '' }) => user?.login === WRITER && body.startsWith(MARK));
  const body = `${MARK}\n${readFileSync(file, 'utf8')}`;
  await (own === undefined
    ? forge.send('POST', `issues/${pull}/comments`, { body })
    : forge.send('PATCH', `issues/comments/${own.id}`, { body }));
  say(own === undefined ? 'The comment is written.' : 'The comment is written anew.');
  return 0;
};
