#!/usr/bin/env node
// Only makes TypeScript run; the command line itself is lib/cli/. One bundle takes a quarter of the time of loading its
// hundreds of files one by one, and what V8 has compiled of it a half of that again. Both are kept until a file changes.
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const entry = join(root, 'bin/cli.ts');
const folder = join(root, '.local');
const kept = join(folder, 'cli.json');

/** Packages that every command needs. The others stay where they are, until a command asks for one. */
const INSIDE = ['ajv', 'ajv-formats', 'commander', 'htmlparser2', 'js-yaml', 'liquidjs', 'luxon', 'yaml', 'zod'];

/** What a file is; a write changes it. */
const stampOf = (file) => {
  const { mtimeMs, size } = statSync(join(root, file));
  return { mtimeMs, size };
};

/** The text of a bundle, and what V8 compiled of it: V8 itself compares lengths only, so each bundle has a name of its own. */
const textFile = (id) => join(folder, `cli-${id}.cjs`);
const compiledFile = (id) => join(folder, `cli-${id}.v8`);

/** The bundle that was kept, if it was made by this Node from these files as they are now. */
const keptBundle = () => {
  try {
    const { node, files, id } = JSON.parse(readFileSync(kept, 'utf8'));
    const same = ([file, was]) => {
      const { mtimeMs, size } = stampOf(file);
      return mtimeMs === was.mtimeMs && size === was.size;
    };
    if (node !== process.version || !Object.entries(files).every(same)) return undefined;
    return { id, text: readFileSync(textFile(id), 'utf8') };
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
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { outputFiles, metafile } = esbuild.buildSync({
    entryPoints: [entry],
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    // Names stay as they are, for whoever looks for a fault.
    minifyWhitespace: true,
    legalComments: 'none',
    target: `node${process.versions.node}`,
    // Node does not take `import()` from what V8 has kept.
    supported: { 'dynamic-import': false },
    external: Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !INSIDE.includes(name)),
  });
  const [{ text }] = outputFiles;
  const files = Object.fromEntries(Object.keys(metafile.inputs).map((file) => [file, stampOf(file)]));
  const id = randomUUID();
  // What was written meanwhile may not be in it.
  if (Object.values(files).every(({ mtimeMs }) => mtimeMs < started)) {
    forgetOthers();
    keep(textFile(id), text);
    keep(kept, JSON.stringify({ node: process.version, files, id }));
  }
  return { id, text };
};

/** In one step, for other commands may be reading it. */
const keep = (file, content) => {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, content);
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // Where nothing may be written, the next command makes it again.
  }
};

/** Bundles that were kept before. Who is about to read one of them makes it again. */
const forgetOthers = () => {
  try {
    for (const file of readdirSync(folder)) if (/^cli-/.test(file)) rmSync(join(folder, file), { force: true });
  } catch {
    // No folder yet: nothing to remove.
  }
};

const compiled = (id) => {
  try {
    return readFileSync(compiledFile(id));
  } catch {
    return undefined;
  }
};

const { id, text } = keptBundle() ?? bundle();
const cachedData = compiled(id);
const script = new vm.Script(Module.wrap(text), { filename: entry, cachedData });
// At the end, when it holds what the command has needed.
if (cachedData === undefined || script.cachedDataRejected) {
  process.once('exit', () => keep(compiledFile(id), script.createCachedData()));
}
// In the entry's place, so that packages are found as it would find them.
const program = new Module(entry);
program.filename = entry;
script.runInThisContext()(program.exports, createRequire(entry), program, entry, dirname(entry));
