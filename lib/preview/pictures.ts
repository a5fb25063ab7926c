import { existsSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.svg': 'image/svg+xml',
};

/** What to put in place of the public addresses of pictures in a message. */
export interface Pictures {
  /** The pictures of `brand/images/` themselves, so that a page needs nothing else. Others keep their address, and are not loaded. */
  readonly filled: (message: string) => string;
  /** Nothing: their alternative texts are shown. */
  readonly missing: (message: string) => string;
}

/** Pictures of a workspace, of which each is read once; `imagesAt`: where they are on the web. */
export const picturesOf = (root: string, imagesAt: string | undefined): Pictures => {
  const known = new Map<string, string | undefined>();
  const dataOf = (name: string): string | undefined => {
    const path = join(root, 'brand/images', basename(name));
    const type = TYPES[extname(name).toLowerCase()];
    if (type === undefined || !existsSync(path)) return undefined;
    return `data:${type};base64,${readFileSync(path).toString('base64')}`;
  };
  const picture = (name: string): string | undefined => {
    if (!known.has(name)) known.set(name, dataOf(name));
    return known.get(name);
  };
  const replace = (message: string, by: (name: string) => string | undefined): string =>
    message.replace(/src="([^"]*)"/g, (whole, address: string) => {
      if (imagesAt === undefined || !address.startsWith(imagesAt)) return whole;
      const data = by(decodeURIComponent(address.slice(imagesAt.length)));
      return data === undefined ? whole : `src="${data}"`;
    });
  return {
    filled: (message) => replace(message, picture),
    missing: (message) => replace(message, () => 'data:,'),
  };
};
