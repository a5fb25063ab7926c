import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LayoutFile } from '../../contracts/brand';

const FOLDER = 'brand/layouts';
const FILE = /^(?<channel>[a-z][a-z0-9-]*)\/(?<name>[a-z][a-z0-9-]*)\.(?<kind>mjml|html|txt)$/;

/** Every file of `brand/layouts/<channel>/`, in the order of names. */
export const readLayouts = (root: string): readonly LayoutFile[] => {
  const folder = join(root, FOLDER);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort()
    .flatMap((path) => {
      const { channel, name, kind } = FILE.exec(path)?.groups ?? {};
      if (channel === undefined || name === undefined || kind === undefined) return [];
      const text = readFileSync(join(folder, path), 'utf8');
      return [{ file: `${FOLDER}/${path}`, channel, name, kind: kind as LayoutFile['kind'], text }];
    });
};
