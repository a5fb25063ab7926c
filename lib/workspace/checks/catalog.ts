import { type CatalogEvent, PII_KINDS } from '../../../contracts/event';
import { propertiesOf, schemaNodes } from '../catalog';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { compileProperties } from '../properties-validator';
import { eachSound } from '../sound';
import { listed, meant } from '../suggest';
import type { YamlFile } from '../yaml-file';
import { checkProperties } from './conditions';
import { sourcesKnown } from './consent';
import { unknownName } from './names';

/** A version of an event: its place in the catalog, its JSON Schema, and the names it refers to. */
export const checkEvent = (event: CatalogEvent, yaml: YamlFile, known: Known): readonly Draft[] =>
  eachSound(
    () => checkPlace(event, yaml),
    () => unknownName(known.purposes, 'purpose.unknown', ['purpose'], event.purpose, 'platform/purposes.yaml'),
    () => (event.remember ?? []).flatMap((name, index) => undeclared(event, name, ['remember', index])),
    () => Object.entries(event.sets ?? {}).flatMap(([trait, name]) => undeclared(event, name, ['sets', trait])),
    () => checkProperties(event.identifies, declaredBy(event), ['identifies'], 'is not declared by the schema'),
    () => checkProperties(event.context, declaredBy(event), ['context'], 'is not declared by the schema'),
    () =>
      Object.entries(event.identifies ?? {}).flatMap(([property, type]) =>
        unknownName(
          known.identifierTypes,
          'catalog.identifier',
          ['identifies', property],
          type,
          'platform/identity.yaml',
        ),
      ),
    () => sourcesKnown(event.sources ?? [], ['sources'], known),
    () => checkSchema(event),
  );

/** `Order Completed` lives in `order-completed/`. */
export const eventFolder = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

const checkPlace = (event: CatalogEvent, yaml: YamlFile): readonly Draft[] => {
  const place = `platform/events/${eventFolder(event.event)}/${event.version}.yaml`;
  if (yaml.file === place) return [];
  const message = `"${event.event}" ${event.version} stands in ${yaml.file}`;
  return [{ code: 'file.name', path: ['event'], message, fix: `Move the file to ${place}.` }];
};

const declaredBy = ({ schema }: CatalogEvent): readonly string[] => Object.keys(propertiesOf(schema));

const undeclared = (event: CatalogEvent, name: string, path: Path): readonly Draft[] => {
  const declared = declaredBy(event);
  if (declared.includes(name)) return [];
  const message = `"${name}" is not declared by the schema; declared: ${listed(declared)}`;
  return [{ code: 'event.property', path, message, fix: meant(name, declared, 'Declare it under schema.properties.') }];
};

const checkSchema = (event: CatalogEvent): readonly Draft[] => {
  const nodes = schemaNodes(event.schema).map(({ schema, path }) => ({ schema, at: ['schema', ...schemaPath(path)] }));
  const kinds = nodes.flatMap(kindUnknown);
  return [
    ...kinds,
    ...eachSound(() => (event.madeBy === 'platform' ? [] : nodes.flatMap(openToAnything))),
    ...(kinds.length > 0 ? [] : checkCompiles(event.schema)),
  ];
};

interface Node {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly at: Path;
}

const kindUnknown = ({ schema, at }: Node): readonly Draft[] => {
  const kind = schema['x-pii'];
  if (kind === undefined || (PII_KINDS as readonly unknown[]).includes(kind)) return [];
  const message = `${JSON.stringify(kind)} is no kind of personal data; allowed: ${listed(PII_KINDS)}`;
  const fix = meant(String(kind), PII_KINDS, 'Use an allowed kind.');
  return [{ code: 'catalog.pii', path: [...at, 'x-pii'], message, fix }];
};

const openToAnything = ({ schema, at }: Node): readonly Draft[] => {
  if (schema.type !== 'object' || schema.additionalProperties === false) return [];
  const message = 'takes properties that nobody declared, and the bus carries declared ones only';
  return [{ code: 'catalog.open', path: at, at: 'key', message, fix: 'Add additionalProperties: false.' }];
};

const checkCompiles = (schema: CatalogEvent['schema']): readonly Draft[] => {
  try {
    compileProperties(schema);
    return [];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [{ code: 'catalog.schema', path: ['schema'], at: 'key', message, fix: 'Correct the JSON Schema.' }];
  }
};

/** `products[].name` as the path in the schema. */
const schemaPath = (path: string): Path =>
  path === ''
    ? []
    : path.split('.').flatMap((step) => {
        const depth = step.split('[]').length - 1;
        return ['properties', step.replaceAll('[]', ''), ...Array.from({ length: depth }, () => 'items')];
      });
