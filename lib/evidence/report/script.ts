import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';

const FOLDER = 'lib/evidence/report/browser';

/** The code that runs in the report: it reads the rows out of the page and filters them. */
export const reportScript = (): string => browserScript('main.ts');

/** Code that runs in a page, in one piece. Made from its sources, so the same sources and the same esbuild give the same bytes. */
export const browserScript = (entry: 'main.ts' | 'tables.ts'): string => {
  const file = `${FOLDER}/${entry}`;
  const { outputFiles } = buildSync({
    absWorkingDir: rootAbove(__dirname, file),
    entryPoints: [file],
    bundle: true,
    minify: true,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    charset: 'ascii',
    legalComments: 'none',
    sourcemap: false,
    write: false,
    logLevel: 'silent',
  });
  const [made] = outputFiles;
  if (made === undefined) throw new Error(`esbuild made nothing of ${file}.`);
  return made.text.trim();
};

/** The command line runs as one file in bin/, tests run each file where it is. */
const rootAbove = (folder: string, file: string): string => {
  if (existsSync(join(folder, file))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error(`${file} is missing: the code of the report comes with the project.`);
  return rootAbove(above, file);
};
