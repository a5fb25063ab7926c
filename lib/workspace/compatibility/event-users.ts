import type { CatalogEvent } from '../../../contracts/event';
import { CALL_EVENT } from '../../../contracts/names';
import type { Change } from './schema-changes';

/** A launch, segment, goal, vendor or whatever else a file defines: its first key and value name it, `launch: autumn-coats`. */
export interface Thing {
  readonly kind: string;
  readonly id: string;
  readonly content: Members;
}

type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The things that a file's content defines: the file itself, or each entry of its lists. */
export const thingsIn = (content: unknown): readonly Thing[] => {
  if (!isMembers(content)) return [];
  const [[kind, id] = [], ...rest] = Object.entries(content);
  if (kind !== undefined && typeof id === 'string') return [{ kind, id, content: Object.fromEntries(rest) }];
  return Object.values(content).flatMap((value) => (Array.isArray(value) ? value.flatMap(thingsIn) : []));
};

/** What a change of an event reaches: readers of the property, of traits that come from it, of segments that do. */
interface Reach {
  readonly event: string;
  /** Spellings of the property; none where the change is about the whole event. */
  readonly properties: ReadonlySet<string>;
  readonly traits: Set<string>;
  readonly segments: Set<string>;
}

/** Everything, as `launch autumn-coats`, that a change of an event reaches, also by way of traits and segments. */
export const usersOf = (change: Change, event: CatalogEvent, things: readonly Thing[]): readonly string[] => {
  const reach = reachOf(change, event);
  const reached = new Set<Thing>();
  for (let before = -1; before < reached.size; ) {
    before = reached.size;
    for (const thing of things) {
      if (reached.has(thing) || !mentions(thing.content, reach, [])) continue;
      reached.add(thing);
      if (thing.kind === 'segment') reach.segments.add(thing.id);
      if (thing.kind === 'trait') reach.traits.add(thing.id);
    }
  }
  return [...reached].map(({ kind, id }) => `${kind} ${id}`).sort();
};

const reachOf = ({ property }: Change, { event, sets = {} }: CatalogEvent): Reach => {
  const [top = '', ...below] = (property ?? '').split('.');
  const name = top.replaceAll('[]', '');
  const leaf = (below.at(-1) ?? top).replaceAll('[]', '');
  const traits = Object.entries(sets).flatMap(([trait, source]) => (source === name ? [trait] : []));
  return {
    event,
    properties: new Set(property === undefined ? [] : [property, leaf]),
    traits: new Set(event === CALL_EVENT.identify && property !== undefined ? [...traits, name] : traits),
    segments: new Set(),
  };
};

type Keys = readonly string[];

const mentions = (value: unknown, reach: Reach, keys: Keys): boolean => {
  if (typeof value === 'string') return mentionsInText(value, reach, keys);
  if (Array.isArray(value)) return value.some((item) => mentions(item, reach, keys));
  if (!isMembers(value)) return false;
  if (value.event === reach.event && readsProperty(value, reach)) return true;
  return Object.entries(value).some(([key, member]) => mentions(member, reach, [...keys, key]));
};

/** Whoever names the event names what it reads of it beside that: `{ event, where: { category } }`. */
const readsProperty = (reader: Members, { properties }: Reach): boolean =>
  properties.size === 0 ||
  Object.entries(reader).some(
    ([key, value]) =>
      key !== 'event' &&
      (isMembers(value) ? Object.keys(value).some((name) => properties.has(name)) : properties.has(String(value))),
  );

/** Keys under which a text is a trait's name. */
const TRAIT_KEYS = new Set(['reachableBy', 'fields', 'from', 'trait']);

const mentionsInText = (text: string, { event, traits, segments }: Reach, keys: Keys): boolean => {
  const [key, parent] = [keys.at(-1) ?? '', keys.at(-2)];
  // What a vendor reports becomes the event, so every change of it is the mapping's business.
  if (keys.includes('inbound') && text === event) return true;
  if (key === 'segment') return segments.has(text);
  if (TRAIT_KEYS.has(key) || (key === 'name' && parent === 'trait')) return traits.has(text);
  return (text.match(/\{[{%][^}]*\}/g) ?? []).some((code) =>
    (code.match(/[A-Za-z_]\w*/g) ?? []).some((word) => traits.has(word)),
  );
};
