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

/**
 * Puts the pictures of `brand/images/` into a message in place of their public address, so that a page needs nothing else.
 * Others keep their address, and are not loaded.
 */
export const fillPictures = (root: string, imagesAt: string | undefined): ((message: string) => string) => {
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
  if (imagesAt === undefined) return (message) => message;
  return (message) =>
    message.replace(/src="([^"]*)"/g, (whole, address: string) => {
      if (!address.startsWith(imagesAt)) return whole;
      const data = picture(decodeURIComponent(address.slice(imagesAt.length)));
      return data === undefined ? whole : `src="${data}"`;
    });
};
