import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import type { MetadataJson } from 'libphonenumber-js/core';

/** Place of the formats in a numbering plan (libphonenumber-js, METADATA.md). */
const FORMATS = 4;
type Plans = Readonly<Record<string, readonly unknown[]>>;

const cut = (plans: Plans): Plans =>
  Object.fromEntries(
    Object.entries(plans).map(([name, plan]) => [name, plan.map((part, place) => (place === FORMATS ? 0 : part))]),
  );

/** Numbering plans without the ways of writing a number nicely: handlers read numbers and keep them as E.164. */
export const withoutFormats = (metadata: MetadataJson): MetadataJson => {
  const { countries, nonGeographic } = metadata as unknown as Readonly<Record<'countries' | 'nonGeographic', Plans>>;
  return { ...metadata, countries: cut(countries), nonGeographic: cut(nonGeographic) } as unknown as MetadataJson;
};

/** Leaves formats, more than half of the world's numbering plans, out of bundles. */
export const phonePlans: Plugin = {
  name: 'phone-plans',
  setup: ({ onLoad }) =>
    onLoad({ filter: /libphonenumber-js[\\/]metadata\.min\.json\.js$/ }, async ({ path }) => {
      const metadata = JSON.parse(await readFile(path.replace(/\.js$/, ''), 'utf8')) as MetadataJson;
      return { contents: JSON.stringify(withoutFormats(metadata)), loader: 'json' };
    }),
};
