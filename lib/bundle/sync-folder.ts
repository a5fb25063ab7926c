import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Makes a folder hold exactly these files; what is already the same is not touched. */
export const syncFolder = (folder: string, files: ReadonlyMap<string, string | Uint8Array>): void => {
  mkdirSync(folder, { recursive: true });
  const wanted = new Set(files.keys());
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1).replaceAll('\\', '/');
    const kept = entry.isDirectory() ? [...wanted].some((file) => file.startsWith(`${name}/`)) : wanted.has(name);
    if (!kept) rmSync(path, { recursive: true, force: true });
  }
  for (const [name, content] of files) {
    const path = join(folder, name);
    const bytes = Buffer.from(content);
    if (existsSync(path) && readFileSync(path).equals(bytes)) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
};
