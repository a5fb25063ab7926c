import standaloneCode from 'ajv/dist/standalone';
import type { CatalogEvent } from '../../contracts/event';
import { platformConfig, sourceEvents, type Workspace } from '../workspace';
import { propertiesAjv } from '../workspace/properties-validator';

/** The modules `#platform` and `#catalog`, by file name. The same workspace always gives the same bytes. */
export const generatedModules = (workspace: Workspace): ReadonlyMap<string, string> =>
  new Map([
    ['platform.json', `${JSON.stringify(platformConfig(workspace), null, 1)}\n`],
    ['catalog.js', catalogModule(sourceEvents(workspace))],
  ]);

/** One compiled validator an event, so that no schema is compiled when a function starts. Errors say path and keyword, no prose. */
const catalogModule = (events: readonly CatalogEvent[]): string => {
  const ajv = propertiesAjv({ code: { source: true, lines: true }, messages: false });
  events.forEach((event, index) => {
    ajv.addSchema(event.schema, `event${index}`);
  });
  const code = standaloneCode(ajv, Object.fromEntries(events.map((_, index) => [`event${index}`, `event${index}`])));
  const names = events.map((event, index) => `  ${JSON.stringify(event.event)}: exports.event${index},`);
  return `${code}\nexports.validators = Object.assign(Object.create(null), {\n${names.join('\n')}\n});\n`;
};
