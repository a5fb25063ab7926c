import type { CatalogEvent } from '../../contracts/event';
import type { Workspace } from '../workspace';
import { latestEvents, propertiesOf, schemaId } from '../workspace/catalog';

/** Where handlers and domain import it from; committed, so that a type check needs no build. */
export const EVENT_TYPES_FILE = 'contracts/event-properties.ts';

type Schema = Readonly<Record<string, unknown>>;

/** TypeScript for the properties of every event's latest version, laid out as the formatter has it. */
export const eventTypesText = ({ catalog }: Pick<Workspace, 'catalog'>): string => {
  const events = latestEvents(catalog);
  const made = events.filter(({ madeBy }) => madeBy === 'platform');
  const schemas = made.map((event) => `  ${key(event.event)}: ${quoted(schemaId(event))},\n`).join('');
  return `${HEADER}${events.map(member).join('')}}\n
/** Name of an event in the catalog. */
export type EventName = keyof EventProperties;

/** \`<event>/<version>\` of the events that only the platform makes. */
export const MADE_SCHEMA = {\n${schemas}} as const satisfies Partial<Record<EventName, string>>;
export type MadeEvent = keyof typeof MADE_SCHEMA;\n`;
};

const HEADER = `import type { Json } from './event';

/** A token of the vault, in the place of a personal value. */
export type Token = string;

/**
 * Properties of the catalog's events on the bus, by name: each event's latest version. Generated from platform/events/ by
 * \`npm run build\`; not to be edited.
 */
export interface EventProperties {
`;

const member = ({ event, description, schema }: CatalogEvent): string =>
  `${comment(description, 2)}  readonly ${key(event)}: ${typeOf(schema, 2)};\n`;

const comment = (text: unknown, indent: number): string => {
  if (typeof text !== 'string') return '';
  const safe = text.replaceAll('*/', '* /').replace(/\s+/g, ' ').trim();
  return `${' '.repeat(indent)}/** ${/[.:!?]$/.test(safe) ? safe : `${safe}.`} */\n`;
};

const typeOf = (schema: Schema, indent: number): string => {
  if (schema['x-pii'] !== undefined) return 'Token';
  if (schema.const !== undefined) return literal(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map(literal).join(' | ');
  const types = [schema.type].flat().map((type) => typeNamed(type, schema, indent));
  return [...new Set(types)].join(' | ');
};

const typeNamed = (type: unknown, schema: Schema, indent: number): string => {
  if (type === 'object') return objectType(schema, indent);
  if (type === 'array') return listType(schema.items, indent);
  if (type === 'integer' || type === 'number') return 'number';
  return type === 'string' || type === 'boolean' || type === 'null' ? type : 'Json';
};

const listType = (items: unknown, indent: number): string => {
  const item = typeof items === 'object' && items !== null ? typeOf(items as Schema, indent) : 'Json';
  return / \| (?![^{]*\})/.test(item) ? `readonly (${item})[]` : `readonly ${item}[]`;
};

const objectType = (schema: Schema, indent: number): string => {
  const properties = Object.entries(propertiesOf(schema));
  const open = schema.additionalProperties !== false;
  if (properties.length === 0) return open ? 'Readonly<Record<string, Json>>' : 'Readonly<Record<string, never>>';
  const required = Array.isArray(schema.required) ? schema.required : [];
  const lines = properties.map(([name, property]) => {
    const mark = required.includes(name) ? '' : '?';
    const type = typeOf(property, indent + 2);
    return `${comment(property.description, indent + 2)}${line(`readonly ${key(name)}${mark}:`, type, indent + 2)}`;
  });
  return `{\n${lines.join('')}${' '.repeat(indent)}}`;
};

const WIDEST = 120;

/** A union that is too long for a line has a line for each part. */
const line = (name: string, type: string, indent: number): string => {
  const margin = ' '.repeat(indent);
  const whole = `${margin}${name} ${type};\n`;
  if (type.includes('{') || whole.length - 1 <= WIDEST) return whole;
  return `${margin}${name}\n${type
    .split(' | ')
    .map((part) => `${margin}  | ${part}`)
    .join('\n')};\n`;
};

const literal = (value: unknown): string => (typeof value === 'string' ? quoted(value) : JSON.stringify(value));

const quoted = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;

const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name));
