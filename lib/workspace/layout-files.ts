import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LayoutFile } from '../../contracts/brand';

const FOLDER = 'brand/layouts';
const FILE = /^(?<channel>[a-z][a-z0-9-]{0,39})\/(?<name>[a-z][a-z0-9-]{1,39})\.(?<kind>mjml|html|txt)$/;

export interface LayoutFiles {
  readonly layouts: readonly LayoutFile[];
  /** Files of the folder that are no layout. */
  readonly strays: readonly string[];
}

/** Every file below `brand/layouts/`, in the order of names. */
export const readLayoutFiles = (root: string): LayoutFiles => {
  const folder = join(root, FOLDER);
  if (!existsSync(folder)) return { layouts: [], strays: [] };
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
  return {
    layouts: paths.flatMap((path) => layoutAt(folder, path)),
    strays: paths.filter((path) => !FILE.test(path)).map((path) => `${FOLDER}/${path}`),
  };
};

const layoutAt = (folder: string, path: string): readonly LayoutFile[] => {
  const { channel, name, kind } = FILE.exec(path)?.groups ?? {};
  if (channel === undefined || name === undefined || kind === undefined) return [];
  const text = readFileSync(join(folder, path), 'utf8');
  return [{ file: `${FOLDER}/${path}`, channel, name, kind: kind as LayoutFile['kind'], text }];
};
