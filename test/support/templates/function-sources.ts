import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { FUNCTIONS } from '../../../lib/bundle';
import { generatedAlias, generatedModules } from '../../../lib/bundle/generated';
import { projectWorkspace, ROOT } from './synthesise';

/** What of the project's source ends up in each function, by file; what a function does not use is already cut away. */
export type FunctionSource = ReadonlyMap<string, string>;

const PACKAGES = [
  '@aws-sdk/*',
  '@aws-lambda-powertools/*',
  'ajv/*',
  'ajv-formats/*',
  'liquidjs',
  'libphonenumber-js',
  'undici',
];

/** Bundles every function without its packages and without minifying, and takes the bundle apart by source file. */
export const functionSources = async (): Promise<ReadonlyMap<string, FunctionSource>> => {
  const generated = mkdtempSync(join(tmpdir(), 'tandem-sources-'));
  for (const [name, text] of await generatedModules(projectWorkspace())) writeFileSync(join(generated, name), text);
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: FUNCTIONS.map((name) => ({ in: join(ROOT, 'lambdas/handlers', name, 'wiring.ts'), out: name })),
    outdir: generated,
    alias: generatedAlias(generated),
    bundle: true,
    treeShaking: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: PACKAGES,
    write: false,
    logLevel: 'silent',
  });
  return new Map(outputFiles.map(({ path, text }) => [basename(path, '.js'), sections(text)]));
};

/** esbuild writes the path of each source file above what it took from it. */
const sections = (bundle: string): FunctionSource => {
  const parts = bundle.split(/^\s*\/\/ (lambdas\/\S+|contracts\/\S+)$/m);
  const found = new Map<string, string>();
  for (let index = 1; index < parts.length; index += 2) {
    const path = parts[index] ?? '';
    found.set(path, `${found.get(path) ?? ''}${parts[index + 1] ?? ''}`);
  }
  return found;
};
