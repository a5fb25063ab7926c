import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { FUNCTIONS, type FunctionName } from './functions';
import { generatedAlias } from './generated';
import { packageVersions } from './package-versions';
import { phonePlans } from './phone-plans';

export interface Bundle {
  readonly name: FunctionName;
  readonly text: Uint8Array;
}

export interface Bundled {
  readonly bundles: readonly Bundle[];
  /** Functions that the foundation names and that have no `wiring.ts`. */
  readonly missing: readonly FunctionName[];
}

/** Bundles all handlers in one esbuild call; `generated` is the folder of `#platform`, `#catalog` and `#layouts`. */
export const bundleHandlers = async (root: string, generated: string): Promise<Bundled> => {
  const entry = (name: string): string => join(root, 'lambdas/handlers', name, 'wiring.ts');
  const present = FUNCTIONS.filter((name) => existsSync(entry(name)));
  const result = await build({
    absWorkingDir: root,
    entryPoints: present.map((name) => ({ in: entry(name), out: `${name}/index` })),
    outdir: join(root, 'dist/handlers'),
    alias: {
      ...generatedAlias(generated),
      '@aws-sdk/credential-provider-node': join(root, 'lambdas/runtime/credentials.ts'),
    },
    plugins: [phonePlans, packageVersions],
    bundle: true,
    minify: true,
    // What stays of a name after minifying is what logs and metrics show.
    keepNames: false,
    platform: 'node',
    // The oldest Node that runs them: laptops' Node 20; Lambda's is newer.
    target: 'node20',
    format: 'cjs',
    // The SDK's ES modules can be cut down to what is used, its CommonJS cannot.
    mainFields: ['module', 'main'],
    charset: 'utf8',
    legalComments: 'none',
    sourcemap: false,
    write: false,
    logLevel: 'silent',
  });
  return {
    bundles: result.outputFiles.map(({ path, contents }) => ({
      name: present.find((name) => path.endsWith(join(name, 'index.js'))) as FunctionName,
      text: contents,
    })),
    missing: FUNCTIONS.filter((name) => !present.includes(name)),
  };
};
