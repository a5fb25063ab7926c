import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from '../workspace';
import { editorSchemas } from './editor-schemas';
import { EVENT_TYPES_FILE, eventTypesText } from './event-types';
import type { FunctionName } from './functions';
import { generatedModules } from './generated';
import { bundleHandlers } from './handlers';
import { syncFolder } from './sync-folder';

export { editorSchemas } from './editor-schemas';
export { bundleFolder, FUNCTIONS, type FunctionName, largestKb } from './functions';

export interface Built {
  readonly sizes: readonly { readonly name: FunctionName; readonly bytes: number }[];
  readonly missing: readonly FunctionName[];
}

/** Writes dist/generated, dist/handlers, editors' schemas and the events' types; what was there before and is not made any more goes. */
export const buildAll = async (workspace: Workspace): Promise<Built> => {
  mkdirSync(join(workspace.root, 'platform/schemas'), { recursive: true });
  for (const [file, text] of editorSchemas(workspace)) writeText(join(workspace.root, file), text);
  writeText(join(workspace.root, EVENT_TYPES_FILE), eventTypesText(workspace));
  const generated = join(workspace.root, 'dist/generated');
  syncFolder(generated, await generatedModules(workspace));
  const { bundles, missing } = await bundleHandlers(workspace.root, generated);
  syncFolder(
    join(workspace.root, 'dist/handlers'),
    new Map(bundles.map(({ name, text }) => [`${name}/index.js`, text])),
  );
  return { sizes: bundles.map(({ name, text }) => ({ name, bytes: text.byteLength })), missing };
};

/** What is the same already is not touched. */
const writeText = (file: string, text: string): void => {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
};
