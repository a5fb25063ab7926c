import type { CatalogEvent, PiiKind } from '../../contracts/event';
import type { CatalogEntry } from '../../contracts/platform';
import { compareVersions } from './compatibility/schema-ver';

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

/** What the edge and the profile need of an event. */
export const catalogEntry = (event: CatalogEvent): CatalogEntry => ({
  schema: `${event.event}/${event.version}`,
  ...(event.sources === undefined ? {} : { sources: event.sources }),
  pii: personalProperties(event.schema),
  ...(event.remember === undefined ? {} : { remember: event.remember }),
  sets: event.sets ?? {},
  identifies: event.identifies ?? {},
  declared: Object.keys(propertiesOf(event.schema)),
});

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
