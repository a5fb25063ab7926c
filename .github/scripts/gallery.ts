import { inOrder, type Picture, pictureName } from './picture-file';
import { StepError } from './ports';
import { PREVIEWS } from './publish-pictures';

export interface GalleryPlace {
  /** `https://github.com`, or an enterprise's own. */
  readonly server: string;
  /** `owner/name`. */
  readonly repository: string;
  /** Folder in the branch of pictures, as the step that published them said it. */
  readonly folder: string;
}

/** More would be loaded by everybody who opens the pull request. */
const MOST_SHOWN = 12;
const FOLDER = /^\d+\/\d{4}-\d{2}-\d{2}\/[0-9a-f]{40}$/;

/**
 * Markdown that shows pictures: of each launch the first offer in every channel and language, the rest as links; at most as many
 * as go into `room` characters. The addresses work for whoever is signed in and may read the repository.
 */
export const gallery = (pictures: readonly Picture[], { server, repository, folder }: GalleryPlace, room: number) => {
  if (!FOLDER.test(folder)) throw new StepError('--pictures is no folder of the branch of pictures.');
  const seen = new Set<string>();
  const [shown, linked]: [string[], string[]] = [[], []];
  for (const picture of [...pictures].sort(inOrder)) {
    const { launch, channel, language } = picture;
    const kind = `${launch} ${channel} ${language}`;
    const address = `${server}/${repository}/blob/${PREVIEWS.name}/${folder}/${pictureName(picture)}?raw=true`;
    const isShown = !seen.has(kind) && seen.size < MOST_SHOWN;
    if (isShown) seen.add(kind);
    (isShown ? shown : linked).push(`${isShown ? '!' : '- '}[${wordsOf(picture)}](${address})`);
  }
  return fitting(shown, linked, room);
};

const wordsOf = ({ launch, channel, language, offer }: Picture): string =>
  `${launch}: ${channel}, ${language}, offer ${offer}`;

/** Room for what says how many are left out. */
const REST = 100;

const fitting = (shown: readonly string[], linked: readonly string[], room: number): string => {
  let left = room - REST;
  const fits = (text: string): boolean => {
    left -= text.length + 2;
    return left >= 0;
  };
  const [pictures, links] = [shown.filter(fits), linked.filter(fits)];
  const missing = shown.length + linked.length - pictures.length - links.length;
  return [
    '### What people will see',
    ...pictures,
    ...(links.length === 0 ? [] : [links.join('\n')]),
    ...(missing === 0 ? [] : [`_${missing} more in the artefact \`previews\`._`]),
  ].join('\n\n');
};
