import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gallery } from './gallery';
import { pictureOf } from './picture-file';
import type { Ports } from './ports';
import { pullIn } from './pull';

export interface CommentRequest {
  /** Folder that has `comment.md`. */
  readonly from: string;
  /** Folder of the pictures that were made, for their names. */
  readonly made: string;
  /** Folder in the branch of pictures where they are; empty where they were not published. */
  readonly published: string;
}

/** By this the next run finds what it wrote before. */
const MARK = '<!-- tandem: what this pull request would do -->';
const WRITER = 'github-actions[bot]';
/** What GitHub takes in one comment. */
const MOST = 65_536;

interface Comment {
  readonly id: number;
  readonly body?: string;
  readonly user: { readonly login: string } | null;
}

/** Writes plans and pictures as the one comment of a pull request; a comment of anybody else is never changed. */
export const comment = async ({ forge, env, say }: Ports, request: CommentRequest): Promise<number> => {
  const pull = pullIn({ env });
  const comments = (await forge.all(`issues/${pull}/comments`)) as readonly Comment[];
  const own = comments.find(({ user, body = '' }) => user?.login === WRITER && body.startsWith(MARK));
  const plans = `${MARK}\n${readFileSync(join(request.from, 'comment.md'), 'utf8')}`;
  const body = `${plans}\n${picturesIn({ env }, request, MOST - plans.length - 1)}`.trim();
  await (own === undefined
    ? forge.send('POST', `issues/${pull}/comments`, { body })
    : forge.send('PATCH', `issues/comments/${own.id}`, { body }));
  say(own === undefined ? 'The comment is written.' : 'The comment is written anew.');
  return 0;
};

const picturesIn = ({ env }: Pick<Ports, 'env'>, { made, published }: CommentRequest, room: number): string => {
  const names = existsSync(made) ? readdirSync(made) : [];
  if (names.length === 0) return '';
  if (published === '') return NOT_SHOWN;
  const pictures = names.flatMap((name) => pictureOf(name) ?? []);
  const place = { server: env('GITHUB_SERVER_URL'), repository: env('GITHUB_REPOSITORY'), folder: published };
  return gallery(pictures, place, room);
};

const NOT_SHOWN = '_Pictures cannot be shown here: the artefact `previews` of this run has them._';
