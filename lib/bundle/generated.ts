import { join } from 'node:path';
import standaloneCode from 'ajv/dist/standalone';
import { compileLayouts } from '../brand/compile-layouts';
import { edgeSchemas, platformConfig, type Workspace } from '../workspace';
import { propertiesAjv } from '../workspace/properties-validator';
import { shareSchemas } from './shared-schemas';

/** The modules `#platform`, `#catalog` and `#layouts`, by file name. The same workspace always gives the same bytes. */
export const generatedModules = async (workspace: Workspace): Promise<ReadonlyMap<string, string>> =>
  new Map([
    // Of JSON, each function takes only the members that it names; the bundler leaves the others out.
    ['platform.json', `${JSON.stringify(platformConfig(workspace), null, 1)}\n`],
    ['catalog.js', catalogModule(edgeSchemas(workspace))],
    ['layouts.json', `${JSON.stringify(await compileLayouts(workspace))}\n`],
  ]);

/** Where a build finds the generated modules, written to a folder. */
export const generatedAlias = (folder: string): Readonly<Record<string, string>> => ({
  '#platform': join(folder, 'platform.json'),
  '#catalog': join(folder, 'catalog.js'),
  '#layouts': join(folder, 'layouts.json'),
});

/** One compiled validator a schema, so that none is compiled when a function starts. Errors say path and keyword, no prose. */
const catalogModule = (schemas: Parameters<typeof shareSchemas>[0]): string => {
  const ajv = propertiesAjv({ code: { source: true, lines: true }, messages: false, inlineRefs: false });
  const { schemas: events, shared } = shareSchemas(schemas);
  for (const [id, schema] of shared) ajv.addSchema(schema, id);
  const names = [...events.keys()];
  names.forEach((name, index) => {
    ajv.addSchema(events.get(name) ?? {}, `event${index}`);
  });
  const code = standaloneCode(ajv, Object.fromEntries(names.map((_, index) => [`event${index}`, `event${index}`])));
  const lines = names.map((name, index) => `  ${JSON.stringify(name)}: exports.event${index},`);
  return `${code}\nexports.validators = Object.assign(Object.create(null), {\n${lines.join('\n')}\n});\n`;
};
