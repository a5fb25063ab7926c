import type { CatalogEvent } from '../../../contracts/event';
import { phrase } from '../../messages';
import { propertiesOf } from '../catalog';
import type { Path } from '../locate';
import { type Change, schemaChanges } from './schema-changes';
import type { Level } from './schema-ver';

type Facts = Readonly<Record<string, unknown>>;

/** Facts of an event that are compared in ways of their own, or that nothing depends on. */
const APART = new Set([
  'event',
  'version',
  'owner',
  'description',
  'schema',
  'sets',
  'context',
  'identifies',
  'remember',
  'retired',
]);

/** Facts that decide what may be done with the data at all. */
const FUNDAMENTAL = new Set(['purpose', 'madeBy']);

/** Everything that differs between two versions of an event, with how much of the old each difference breaks. */
export const eventChanges = (before: CatalogEvent, after: CatalogEvent): readonly Change[] => [
  ...factChanges(before, after),
  ...identifyingChanges(before, after),
  ...traitChanges(before, after),
  ...contextChanges(before, after),
  ...memoryChanges(before, after),
  ...schemaChanges(before.schema, after.schema),
];

const factChanges = (before: Facts, after: Facts): readonly Change[] =>
  namesIn(before, after)
    .filter((name) => !APART.has(name) && JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => ({
      level: FUNDAMENTAL.has(name) ? 'model' : 'revision',
      what: phrase('event.fact', { name, from: before[name], to: after[name] }),
      path: name in after ? [name] : [],
    }));

/** Who an event is about. A property that was there before must not begin or cease to tell: history would be other people's. */
const identifyingChanges = (before: CatalogEvent, after: CatalogEvent): readonly Change[] =>
  mapChanges('identifies', before.identifies, after.identifies).map(({ name, path, old, now }) => ({
    level: Object.hasOwn(propertiesOf(before.schema), name) ? 'model' : 'addition',
    what: phrase('event.identifies', { name, from: old, to: now }),
    path,
    property: name,
  }));

const traitChanges = (before: CatalogEvent, after: CatalogEvent): readonly Change[] =>
  mapChanges('sets', before.sets, after.sets).map(({ name, path, old, now }) => ({
    level: old === undefined ? 'addition' : 'revision',
    what: phrase('event.sets', { name, from: old, to: now }),
    path,
    ...(old === undefined ? {} : { property: old }),
  }));

const contextChanges = (before: CatalogEvent, after: CatalogEvent): readonly Change[] =>
  mapChanges('context', before.context, after.context).map(({ name, path, old, now }) => ({
    level: old === undefined ? 'addition' : 'revision',
    what: phrase('event.context', { name, from: old, to: now }),
    path,
    property: name,
  }));

const memoryChanges = (before: CatalogEvent, after: CatalogEvent): readonly Change[] => {
  const changed = (level: Level, what: string, property?: string): Change => ({
    level,
    what,
    path: after.remember === undefined ? [] : ['remember'],
    ...(property === undefined ? {} : { property }),
  });
  if (before.remember === undefined) {
    return after.remember === undefined ? [] : [changed('addition', phrase('event.remembered'))];
  }
  if (after.remember === undefined) return [changed('revision', phrase('event.forgotten'))];
  const [old, now] = [before.remember, after.remember];
  return [
    ...old
      .filter((name) => !now.includes(name))
      .map((name) => changed('revision', phrase('event.forgets', { name }), name)),
    ...now
      .filter((name) => !old.includes(name))
      .map((name) => changed('addition', phrase('event.remembers', { name }), name)),
  ];
};

type Named = Readonly<Record<string, string>>;

const mapChanges = (key: string, before: Named = {}, after: Named = {}) =>
  namesIn(before, after)
    .filter((name) => before[name] !== after[name])
    .map((name) => ({
      name,
      old: before[name],
      path: (name in after ? [key, name] : []) as Path,
      now: after[name],
    }));

const namesIn = (before: object, after: object): readonly string[] => [
  ...new Set([...Object.keys(before), ...Object.keys(after)]),
];
