#!/usr/bin/env node
// Only makes TypeScript run; the command line itself is lib/cli/. One bundle takes a quarter of the time of loading its
// hundreds of files one by one. It is kept until one of those files changes.
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const entry = join(root, 'bin/cli.ts');
const kept = join(root, '.local/cli.json');

/** What a file is; a write changes it. */
const stampOf = (file) => {
  const { mtimeMs, size } = statSync(join(root, file));
  return { mtimeMs, size };
};

/** The bundle that was kept, if it was made by this Node from these files as they are now. */
const keptBundle = () => {
  try {
    const { node, files, text } = JSON.parse(readFileSync(kept, 'utf8'));
    const same = ([file, was]) => {
      const { mtimeMs, size } = stampOf(file);
      return mtimeMs === was.mtimeMs && size === was.size;
    };
    return node === process.version && Object.entries(files).every(same) ? text : undefined;
  } catch {
    // None was kept, or a file of it is gone.
    return undefined;
  }
};

const bundle = () => {
  const started = Date.now();
  let esbuild;
  try {
    esbuild = createRequire(import.meta.url)('esbuild');
  } catch {
    console.error('Node modules are missing: run `npm ci` in the project first.');
    process.exit(2);
  }
  const { outputFiles, metafile } = esbuild.buildSync({
    entryPoints: [entry],
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    target: `node${process.versions.node}`,
    packages: 'external',
  });
  const [{ text }] = outputFiles;
  const files = Object.fromEntries(Object.keys(metafile.inputs).map((file) => [file, stampOf(file)]));
  // What was written meanwhile may not be in it.
  if (Object.values(files).every(({ mtimeMs }) => mtimeMs < started)) keep({ node: process.version, files, text });
  return text;
};

/** In one step, for other commands may be reading it. */
const keep = (made) => {
  try {
    mkdirSync(dirname(kept), { recursive: true });
    writeFileSync(`${kept}.${process.pid}`, JSON.stringify(made));
    renameSync(`${kept}.${process.pid}`, kept);
  } catch {
    // Where nothing may be written, the next command makes it again.
  }
};

// In the entry's place, so that packages are found as it would find them.
const program = new Module(entry);
program.filename = entry;
program.paths = Module._nodeModulePaths(dirname(entry));
program._compile(keptBundle() ?? bundle(), entry);
