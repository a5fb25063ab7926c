import { type CatalogEvent, PII_KINDS } from '../../../contracts/event';
import { say } from '../../messages';
import { propertiesOf, schemaNodes } from '../catalog';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { problemOf } from '../problem';
import { proveCompiles } from '../properties-validator';
import { eachSound } from '../sound';
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
    () => checkProperties(event.identifies, declaredBy(event), ['identifies'], 'event.property.ofSchema'),
    () => checkProperties(event.context, declaredBy(event), ['context'], 'event.property.ofSchema'),
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
  const { event: name, version } = event;
  return [{ ...say('file.name.ofEvent', { event: name, version, file: yaml.file, place }), path: ['event'] }];
};

const declaredBy = ({ schema }: CatalogEvent): readonly string[] => Object.keys(propertiesOf(schema));

const undeclared = (event: CatalogEvent, name: string, path: Path): readonly Draft[] => {
  const declared = declaredBy(event);
  if (declared.includes(name)) return [];
  return [{ ...say('event.property.toDeclare', { property: name, declared }), path }];
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
  return [{ ...say('catalog.pii', { kind, allowed: PII_KINDS }), path: [...at, 'x-pii'] }];
};

const openToAnything = ({ schema, at }: Node): readonly Draft[] => {
  if (schema.type !== 'object' || schema.additionalProperties === false) return [];
  return [{ ...say('catalog.open'), path: at, at: 'key' }];
};

const checkCompiles = (schema: CatalogEvent['schema']): readonly Draft[] => {
  try {
    proveCompiles(schema);
    return [];
  } catch (error) {
    return [{ ...say('catalog.schema', { problem: problemOf(error) }), path: ['schema'], at: 'key' }];
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
