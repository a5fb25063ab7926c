import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What lies in a folder that should hold a bundle. */
export interface FolderContent {
  /** Plain files by name, relative to the folder, with forward slashes. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** What is neither a file nor a folder, and folders that hold nothing. */
  readonly odd: readonly { readonly name: string; readonly what: string }[];
}

/** Everything in a folder; links are told and not followed, for what they lead to may change. */
export const readFolder = (folder: string): FolderContent => {
  const files = new Map<string, Buffer>();
  const odd: { name: string; what: string }[] = [];
  const visit = (name: string): void => {
    const path = join(folder, name);
    const entries = readdirSync(path, { encoding: 'buffer' });
    if (entries.length === 0) odd.push({ name, what: 'an empty folder' });
    for (const bytes of entries) {
      const entry = bytes.toString('utf8');
      const inside = name === '' ? entry : `${name}/${entry}`;
      if (!Buffer.from(entry).equals(bytes)) {
        odd.push({ name: inside, what: 'named in bytes that are no text' });
        continue;
      }
      const kind = lstatSync(join(folder, inside));
      if (kind.isDirectory()) visit(inside);
      else if (kind.isFile()) files.set(inside, readFileSync(join(folder, inside)));
      else odd.push({ name: inside, what: kind.isSymbolicLink() ? 'a link' : 'no plain file' });
    }
  };
  visit('');
  return { files, odd };
};
