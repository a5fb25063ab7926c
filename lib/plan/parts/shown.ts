import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STANDARD_LAYOUT } from '../../../contracts/layout';
import { withTheme } from '../../brand/theme';
import type { Planned } from './used';

const WORD = /\{\{\s*word\.([a-z_]+)\s*\}\}/g;

/** How messages look: the layout of each channel in the theme's colours, and what stands in it beside the copy. */
export const layoutsUsed = ({ workspace, definition }: Planned) => {
  const { voice, theme, layouts, platform } = workspace;
  const channels = definition.channels.use.map(({ channel, layout = STANDARD_LAYOUT }) => {
    const files = layouts
      .filter((one) => one.channel === channel && one.name === layout)
      .map(({ kind, text }) => ({ kind, text: withTheme(text, theme) }));
    const words = new Set(files.flatMap(({ text }) => [...text.matchAll(WORD)].map(([, word]) => word)));
    const shown = {
      files,
      footers: mapValues(voice.footers[channel] ?? {}, inOrder),
      words: Object.entries(voice.words).map(([language, all]) => [
        language,
        Object.fromEntries(Object.entries(all).filter(([word]) => words.has(word))),
      ]),
    };
    return [channel, shown] as const;
  });
  return {
    channels: Object.fromEntries(channels),
    sender: platform.organisation,
    schemes: voice.links.schemes,
    imagesAt: voice.images.at,
  };
};

/** The words of every offer by language, and the pictures in them by their content. */
export const copyUsed = ({ workspace, definition }: Planned) => {
  const files = definition.offers.flatMap(({ copy }) => Object.values(copy).flatMap(({ image }) => image?.file ?? []));
  return {
    offers: Object.fromEntries(definition.offers.map(({ id, copy }) => [id, inOrder(copy)])),
    images: Object.fromEntries(files.map((file) => [file, sha256(join(workspace.root, 'brand/images', file))])),
  };
};

/** Languages in the order in which they are written: the first speaks where a customer's own is not there. */
const inOrder = <T>(texts: Readonly<Record<string, T>>): readonly (readonly [string, T])[] => Object.entries(texts);

const mapValues = <T, R>(record: Readonly<Record<string, T>>, map: (value: T) => R): Readonly<Record<string, R>> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));

const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
