#!/usr/bin/env node
// Only makes TypeScript run; the command line itself is lib/cli/. One bundle made anew in memory is never out of date, and
// takes a quarter of the time of loading its hundreds of files one by one.
import Module, { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('cli.ts', import.meta.url));

const bundled = () => {
  let esbuild;
  try {
    esbuild = createRequire(import.meta.url)('esbuild');
  } catch {
    console.error('Node modules are missing: run `npm ci` in the project first.');
    process.exit(2);
  }
  const [{ text }] = esbuild.buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: `node${process.versions.node}`,
    packages: 'external',
  }).outputFiles;
  return text;
};

// In the entry's place, so that packages are found as it would find them.
const program = new Module(entry);
program.filename = entry;
program.paths = Module._nodeModulePaths(fileURLToPath(new URL('.', import.meta.url)));
program._compile(bundled(), entry);
