import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';

const ENTRY = 'lib/evidence/report/browser/main.ts';

/**
 * The code that runs in the report, in one piece: it reads the rows out of the page and filters them. Made from its sources,
 * so the same sources and the same esbuild give the same bytes.
 */
export const reportScript = (): string => {
  const { outputFiles } = buildSync({
    absWorkingDir: rootAbove(__dirname),
    entryPoints: [ENTRY],
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
  const [file] = outputFiles;
  if (file === undefined) throw new Error(`esbuild made nothing of ${ENTRY}.`);
  return file.text.trim();
};

/** The command line runs as one file in bin/, tests run each file where it is. */
const rootAbove = (folder: string): string => {
  if (existsSync(join(folder, ENTRY))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error(`${ENTRY} is missing: the code of the report comes with the project.`);
  return rootAbove(above);
};
