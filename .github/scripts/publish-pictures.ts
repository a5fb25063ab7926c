import { appendFileSync, existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pictureOf } from './picture-file';
import { isPng } from './png';
import { type Ports, StepError } from './ports';
import { pullIn } from './pull';
import { commitTo, type SideBranch } from './side-branch';

/** Holds pictures alone; made by the first run. */
export const PREVIEWS: SideBranch = { name: 'previews', keepsHistory: false };

/** What a comment can need, and a repository can bear. */
export const MOST_PICTURES = 60;
const MOST_BYTES = 1_000_000;
const MOST_PIXELS = 10_000;
const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;
const FOLDER = /^(\d+)\/(\d{4}-\d{2}-\d{2})\/[0-9a-f]{40}\//;

/**
 * Puts the pictures of a pull request where its comment can show them, in place of those of its earlier commits; says the folder
 * as the step's output. What another job made is data: whatever is no picture is refused, and nothing is published then.
 */
export const publishPictures = async ({ env, git, now, say }: Ports, from: string): Promise<number> => {
  const [pull, head] = [pullIn({ env }), env('HEAD')];
  if (!/^[0-9a-f]{40}$/.test(head)) throw new StepError('HEAD is no commit.');
  const names = picturesIn(from);
  if (names.length === 0) {
    say('There is no picture.');
    return 0;
  }
  const today = now();
  const folder = `${pull}/${dayOf(today)}/${head}`;
  const oldest = dayOf(new Date(today.getTime() - KEPT_DAYS * DAY_MS));
  const isOver = (path: string): boolean => {
    const [, of, day] = FOLDER.exec(path) ?? [];
    return of === pull || (day !== undefined && day < oldest);
  };
  commitTo(git, PREVIEWS, ({ paths }) => ({
    message: `chore(previews): pictures of pull request ${pull}`,
    remove: paths.filter(isOver),
    put: new Map(names.map((name) => [`${folder}/${name}`, join(from, name)])),
  }));
  appendFileSync(env('GITHUB_OUTPUT'), `folder=${folder}\n`);
  say(`${names.length} pictures are in ${folder} of the branch ${PREVIEWS.name}.`);
  return 0;
};

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

/** Names of a folder's pictures; throws `StepError` for whatever else lies there. */
const picturesIn = (folder: string): readonly string[] => {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  if (names.length > MOST_PICTURES) throw new StepError(`There are more than ${MOST_PICTURES} pictures.`);
  for (const [index, name] of names.entries()) {
    const file = join(folder, name);
    const stat = lstatSync(file);
    const sound = pictureOf(name) !== undefined && stat.isFile() && stat.size <= MOST_BYTES;
    // The name is somebody else's text: it is told by its place.
    if (!sound || !isPng(readFileSync(file), MOST_PIXELS)) {
      throw new StepError(`File ${index + 1} of ${names.length} is no picture as the step "pictures" makes them.`);
    }
  }
  return names;
};
