import type { CatalogEvent, PiiKind } from '../../contracts/event';
import type { CatalogEntry } from '../../contracts/platform-config';
import { compareVersions, modelOf } from './compatibility/schema-ver';

type Schema = Readonly<Record<string, unknown>>;

/** The latest version of every event, in the order of names. */
export const latestEvents = (catalog: readonly CatalogEvent[]): readonly CatalogEvent[] => {
  const latest = new Map<string, CatalogEvent>();
  for (const event of catalog) {
    const other = latest.get(event.event);
    if (other === undefined || compareVersions(event.version, other.version) > 0) latest.set(event.event, event);
  }
  return [...latest.values()].sort((a, b) => (a.event < b.event ? -1 : 1));
};

/**
 * The last version of each MODEL before the latest, oldest first, but for those retired: what a sender may still write. None
 * of an event that only the platform makes.
 */
export const formerModels = (
  { event, version, madeBy }: CatalogEvent,
  catalog: readonly CatalogEvent[],
): readonly CatalogEvent[] => {
  const models = new Map<number, CatalogEvent>();
  for (const one of catalog) {
    const last = models.get(modelOf(one.version));
    if (one.event !== event || modelOf(one.version) === modelOf(version)) continue;
    if (last === undefined || compareVersions(one.version, last.version) > 0) models.set(modelOf(one.version), one);
  }
  return [...models.values()]
    .filter((one) => madeBy === 'source' && one.madeBy === 'source' && one.retired !== true)
    .sort((a, b) => compareVersions(a.version, b.version));
};

/** `Order Completed/1-0-0`. */
export const schemaId = ({ event, version }: CatalogEvent): string => `${event}/${version}`;

/** What the edge and the profile need of an event. */
export const catalogEntry = (event: CatalogEvent, former: readonly CatalogEvent[] = []): CatalogEntry => {
  const nested = nestedNames(event.schema);
  return {
    schema: schemaId(event),
    ...(event.sources === undefined ? {} : { sources: event.sources }),
    pii: personalProperties(event.schema),
    ...(event.remember === undefined ? {} : { remember: event.remember }),
    sets: event.sets ?? {},
    identifies: event.identifies ?? {},
    declared: Object.keys(propertiesOf(event.schema)),
    ...(event.context === undefined ? {} : { context: event.context }),
    ...(Object.keys(nested).length === 0 ? {} : { nested }),
    ...(former.length === 0 ? {} : { former: former.map((one) => catalogEntry(one)) }),
  };
};

/** Names in closed objects below the top, by path. */
const nestedNames = (schema: Schema): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    schemaNodes(schema).flatMap(({ path, schema: node }) =>
      path !== '' && node.additionalProperties === false ? [[path, Object.keys(propertiesOf(node))]] : [],
    ),
  );

/** Every object schema inside a schema with its path (dots, `[]` for items), the root's being empty. */
export const schemaNodes = (
  schema: Schema,
  path = '',
): readonly { readonly path: string; readonly schema: Schema }[] => {
  const below = Object.entries(propertiesOf(schema)).flatMap(([name, child]) =>
    schemaNodes(child, path === '' ? name : `${path}.${name}`),
  );
  const items = isSchema(schema.items) ? schemaNodes(schema.items, `${path}[]`) : [];
  return [{ path, schema }, ...below, ...items];
};

/** Properties that a schema declares. */
export const propertiesOf = (schema: Schema): Readonly<Record<string, Schema>> =>
  isSchema(schema.properties) ? (schema.properties as Record<string, Schema>) : {};

const personalProperties = (schema: Schema): Readonly<Record<string, PiiKind>> =>
  Object.fromEntries(
    schemaNodes(schema).flatMap(({ path, schema: node }) =>
      node['x-pii'] === undefined ? [] : [[path, node['x-pii'] as PiiKind]],
    ),
  );

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
