import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from '../workspace';
import type { FunctionName } from './functions';
import { generatedModules } from './generated';
import { bundleHandlers } from './handlers';
import { LAUNCH_SCHEMA_FILE, launchSchemaText } from './launch-schema';
import { syncFolder } from './sync-folder';

export { bundleFolder, FUNCTIONS, type FunctionName } from './functions';
export { LAUNCH_SCHEMA_FILE, launchSchemaText } from './launch-schema';

export interface Built {
  readonly sizes: readonly { readonly name: FunctionName; readonly bytes: number }[];
  readonly missing: readonly FunctionName[];
}

/** Writes dist/generated, dist/handlers and the launches' schema; what was there before and is not made any more goes. */
export const buildAll = async (workspace: Workspace): Promise<Built> => {
  writeSchema(workspace.root);
  const generated = join(workspace.root, 'dist/generated');
  syncFolder(generated, generatedModules(workspace));
  const { bundles, missing } = await bundleHandlers(workspace.root, generated);
  syncFolder(
    join(workspace.root, 'dist/handlers'),
    new Map(bundles.map(({ name, text }) => [`${name}/index.js`, text])),
  );
  return { sizes: bundles.map(({ name, text }) => ({ name, bytes: text.byteLength })), missing };
};

const writeSchema = (root: string): void => {
  const file = join(root, LAUNCH_SCHEMA_FILE);
  const text = launchSchemaText();
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
};
