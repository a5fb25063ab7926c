import { join } from 'node:path';
import type { Workspace } from '../workspace';
import type { FunctionName } from './functions';
import { generatedModules } from './generated';
import { bundleHandlers } from './handlers';
import { syncFolder } from './sync-folder';

export { bundleFolder, FUNCTIONS, type FunctionName } from './functions';

export interface Built {
  readonly sizes: readonly { readonly name: FunctionName; readonly bytes: number }[];
  readonly missing: readonly FunctionName[];
}

/** Writes dist/generated and dist/handlers from the workspace; what was there before and is not made any more goes. */
export const buildAll = async (workspace: Workspace): Promise<Built> => {
  const generated = join(workspace.root, 'dist/generated');
  syncFolder(generated, generatedModules(workspace));
  const { bundles, missing } = await bundleHandlers(workspace.root, generated);
  syncFolder(
    join(workspace.root, 'dist/handlers'),
    new Map(bundles.map(({ name, text }) => [`${name}/index.js`, text])),
  );
  return { sizes: bundles.map(({ name, text }) => ({ name, bytes: text.byteLength })), missing };
};
