import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** Leaves of the SDK's manifests only the versions, which its clients name in requests; each manifest has 3 KB. */
export const packageVersions: Plugin = {
  name: 'package-versions',
  setup: ({ onLoad }) =>
    onLoad({ filter: /@aws-sdk[\\/][^\\/]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8')) as { readonly version: string };
      return { contents: JSON.stringify({ version }), loader: 'json' };
    }),
};
