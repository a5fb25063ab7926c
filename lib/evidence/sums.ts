import { hashOf } from './artifacts';

/** File of the hashes of all others, as `sha256sum -c` reads it. */
export const SUMS = 'SHA256SUMS';

/** Names that no system writes in two ways: no capitals that a disk could fold, nothing that Unicode could compose, no way up. */
const NAME = /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*$/;
const LINE = /^([0-9a-f]{64}) {2}(.+)$/;

/** Whether a bundle may have a file of this name. */
export const isPlainName = (name: string): boolean => NAME.test(name);

/** One line a file, by name. */
export const sumsText = (hashes: ReadonlyMap<string, string>): string =>
  [...hashes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, hash]) => `${hash}  ${file}\n`)
    .join('');

/** Hashes of files. */
export const hashesOf = (files: ReadonlyMap<string, string | Uint8Array>): ReadonlyMap<string, string> =>
  new Map([...files].map(([file, content]) => [file, hashOf(content)]));

/** Hashes by file, or undefined where the text is not what `sumsText` writes, to the byte: other orders, ends of lines and names are none of ours. */
export const readSums = (text: string): ReadonlyMap<string, string> | undefined => {
  const lines = text.split('\n').slice(0, -1);
  const parsed = lines.map((line) => LINE.exec(line));
  const hashes = new Map(
    parsed.flatMap((found) => (found === null ? [] : [[found[2] ?? '', found[1] ?? ''] as const])),
  );
  const folded = new Set([...hashes.keys()].map((file) => file.toLowerCase()));
  const isOurs =
    hashes.size > 0 &&
    folded.size === hashes.size &&
    [...hashes.keys()].every(isPlainName) &&
    sumsText(hashes) === text;
  return isOurs ? hashes : undefined;
};

/** One part of a bundle, `build` or `period`: the hash of the lines that SHA256SUMS has of it, and how many they are. */
export interface Tree {
  readonly files: number;
  readonly sha256: string;
}

/** The trees of a bundle by their folders; files beside them are of none. */
export const treesOf = (hashes: ReadonlyMap<string, string>): Readonly<Record<string, Tree>> => {
  const folders = [
    ...new Set([...hashes.keys()].filter((file) => file.includes('/')).map((file) => file.split('/')[0] ?? '')),
  ];
  return Object.fromEntries(
    folders.sort().map((folder) => {
      const own = new Map([...hashes].filter(([file]) => file.startsWith(`${folder}/`)));
      return [folder, { files: own.size, sha256: hashOf(sumsText(own)) }];
    }),
  );
};

/** The hash over all trees: one line each, as SHA256SUMS would have it. */
export const rootOf = (trees: Readonly<Record<string, Tree>>): string =>
  hashOf(sumsText(new Map(Object.entries(trees).map(([folder, { sha256 }]) => [folder, sha256]))));
