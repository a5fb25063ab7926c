import type { Json } from '../../contracts/event';
import type { Inbound, WebhookPart, WebhookProperty } from '../../contracts/vendor-inbound';
import { type Fields, isFields } from './call';
import { own } from './record';

/** Values beside the body, as an envelope holds them. */
export type Beside = Readonly<Record<string, string>>;

/** The value at a path of names with dots between; a member whose name is the whole path comes first, as in a form. */
export const valueAt = (content: unknown, path: string): unknown => {
  if (isFields(content) && Object.hasOwn(content, path)) return content[path];
  return path.split('.').reduce<unknown>((at, name) => memberOf(at, name), content) ?? undefined;
};

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? own(value as Fields, name) : undefined;

/** All values at a path that goes through lists, such as `entry[].changes[]`; undefined where there is no list. */
export const listAt = (content: unknown, path: string): readonly unknown[] | undefined => {
  const steps = path.split('[]');
  let found: readonly unknown[] = [content];
  for (const step of steps.slice(0, -1)) {
    const lists = found.map((one) => (step === '' ? one : valueAt(one, step.replace(/^\./, ''))));
    if (!lists.every((list): list is readonly unknown[] => Array.isArray(list))) return undefined;
    found = lists.flat();
  }
  return found;
};

/** The value of a part; undefined where the vendor sent none, or none of the kind that is asked for. */
export const partOf = (part: WebhookPart, item: unknown, beside: Beside): unknown => {
  if (typeof part === 'string') return valueAt(item, part);
  if ('value' in part) return part.value;
  if ('header' in part) return own(beside, `header:${part.header.toLowerCase()}`);
  if ('query' in part) return own(beside, `query:${part.query}`);
  const value = valueAt(item, part.path);
  return part.as === 'text' ? textOf(value) : numberOf(value);
};

/** The value of a property; of a list, each entry with the members that are named. */
export const propertyOf = (property: WebhookProperty, item: unknown, beside: Beside): Json | undefined => {
  if (typeof property === 'string' || !('list' in property))
    return (partOf(property, item, beside) ?? undefined) as Json;
  const list = valueAt(item, property.list);
  if (!Array.isArray(list)) return undefined;
  return list.map((entry) => membersOf(property.each, (part) => partOf(part, entry, beside) as Json | undefined));
};

/** A record of what each part gives, without those that give nothing. */
export const membersOf = <P, V>(parts: Readonly<Record<string, P>>, value: (part: P) => V | undefined) =>
  Object.fromEntries(
    Object.entries(parts).flatMap(([name, part]): [string, V][] => {
      const found = value(part) ?? undefined;
      return found === undefined ? [] : [[name, found]];
    }),
  );

/** Headers and parameters that a vendor's registry file asks for, in lower case as requests have them. */
export const besideOf = (
  parts: readonly WebhookPart[],
  header: (name: string) => string | undefined,
  query: (name: string) => string | undefined,
): Beside =>
  Object.fromEntries(
    parts.flatMap((part): [string, string][] => {
      if (typeof part === 'string') return [];
      if ('header' in part) return entry(`header:${part.header.toLowerCase()}`, header(part.header.toLowerCase()));
      return 'query' in part ? entry(`query:${part.query}`, query(part.query)) : [];
    }),
  );

const entry = (name: string, value: string | undefined): [string, string][] =>
  value === undefined ? [] : [[name, value]];

/** A text, or a number as one; undefined for anything else. */
export const textOf = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value;
  // A longer number has lost digits when it was parsed.
  return Number.isSafeInteger(value) ? String(value) : undefined;
};

const numberOf = (value: unknown): number | undefined => {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d{1,15}(\.\d{1,10})?$/.test(value) ? Number(value) : undefined;
};

/** All parts that a vendor's file reads from a request. */
export const partsOf = ({ type, events }: Inbound): readonly WebhookPart[] => [
  ...[type ?? []].flat(),
  ...Object.values(events).flatMap((mapping) =>
    typeof mapping === 'string' ? [] : [...Object.values(mapping.identifiers), ...plainParts(mapping.properties)],
  ),
];

const plainParts = (properties: Readonly<Record<string, WebhookProperty>>): readonly WebhookPart[] =>
  Object.values(properties).flatMap((one) => (typeof one === 'object' && 'list' in one ? [] : [one]));
