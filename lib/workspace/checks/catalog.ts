import { type CatalogEvent, PII_KINDS } from '../../../contracts/event';
import { propertiesOf, schemaNodes } from '../catalog';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { compileProperties } from '../properties-validator';
import { listed, meant } from '../suggest';
import type { YamlFile } from '../yaml-file';
import { checkProperties } from './conditions';
import { unknownName } from './names';

/** A version of an event: its place in the catalog, its JSON Schema, and the names it refers to. */
export const checkEvent = (event: CatalogEvent, yaml: YamlFile, known: Known): readonly Draft[] => {
  const declared = Object.keys(propertiesOf(event.schema));
  return [
    ...checkPlace(event, yaml),
    ...unknownName(known.purposes, 'purpose.unknown', ['purpose'], event.purpose, 'platform/purposes.yaml'),
    ...unknownNames(event.remember ?? [], declared, ['remember']),
    ...Object.entries(event.sets ?? {}).flatMap(([trait, property]) =>
      unknownNames([property], declared, ['sets', trait]),
    ),
    ...checkProperties(event.identifies, declared, ['identifies'], 'is not declared by the schema'),
    ...Object.entries(event.identifies ?? {}).flatMap(([property, type]) =>
      unknownName(
        known.identifierTypes,
        'catalog.identifier',
        ['identifies', property],
        type,
        'platform/identity.yaml',
      ),
    ),
    ...checkSchema(event),
  ];
};

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

const unknownNames = (names: readonly string[], declared: readonly string[], base: Path): readonly Draft[] =>
  names.flatMap((name, index) => {
    if (declared.includes(name)) return [];
    const path = base[0] === 'remember' ? [...base, index] : base;
    const message = `"${name}" is not declared by the schema; declared: ${listed(declared)}`;
    return [
      {
        code: 'event.property' as const,
        path,
        message,
        fix: meant(name, declared, 'Declare it under schema.properties.'),
      },
    ];
  });

const checkSchema = (event: CatalogEvent): readonly Draft[] => {
  const nodes = schemaNodes(event.schema).map((node) => ({
    ...node,
    at: ['schema', ...schemaPath(node.path)] as Path,
  }));
  const pii = nodes.flatMap(({ schema, at }): readonly Draft[] => {
    const kind = schema['x-pii'];
    if (kind === undefined || (PII_KINDS as readonly unknown[]).includes(kind)) return [];
    const message = `${JSON.stringify(kind)} is no kind of personal data; allowed: ${listed(PII_KINDS)}`;
    return [
      {
        code: 'catalog.pii',
        path: [...at, 'x-pii'],
        message,
        fix: meant(String(kind), PII_KINDS, 'Use an allowed kind.'),
      },
    ];
  });
  const open = nodes.flatMap(({ schema, at }): readonly Draft[] => {
    if (event.madeBy === 'platform' || schema.type !== 'object' || schema.additionalProperties === false) return [];
    const message = 'takes properties that nobody declared, and the bus carries declared ones only';
    return [{ code: 'catalog.open', path: at, at: 'key', message, fix: 'Add additionalProperties: false.' }];
  });
  return [...pii, ...open, ...(pii.length > 0 ? [] : checkCompiles(event))];
};

const checkCompiles = (event: CatalogEvent): readonly Draft[] => {
  try {
    compileProperties(event.schema);
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
