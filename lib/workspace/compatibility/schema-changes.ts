import { phrase } from '../../messages';
import type { Path } from '../locate';
import { changedKeywords, type Schema } from './keywords';
import type { Level } from './schema-ver';

/** One difference between two versions of an event. */
export interface Change {
  readonly level: Level;
  /** What is different, as half a sentence. */
  readonly what: string;
  /** Where in the later version's file. */
  readonly path: Path;
  /** Path of the property (dots, `[]` for items) that it is about; absent where it is the event as a whole. */
  readonly property?: string;
}

/** Where two schemas stand. */
interface Place {
  readonly path: Path;
  /** Empty for the properties as a whole. */
  readonly property: string;
}

const BY_MEMBER = new Set(['properties', 'required', 'additionalProperties', 'items']);

/** Everything that differs between two schemas of an event's properties. */
export const schemaChanges = (before: Schema, after: Schema): readonly Change[] =>
  nodeChanges(before, after, { path: ['schema'], property: '' });

const nodeChanges = (before: Schema, after: Schema, place: Place): readonly Change[] => [
  ...changedKeywords(before, after, BY_MEMBER).map(({ keyword, level, what }) =>
    changed(place, level, phrase('schema.keyword', { change: what }), Object.hasOwn(after, keyword) ? [keyword] : []),
  ),
  ...memberChanges(before, after, place),
  ...itemChanges(before, after, place),
];

const memberChanges = (before: Schema, after: Schema, place: Place): readonly Change[] => {
  const [old, now] = [members(before), members(after)];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return [
    ...names.flatMap((name) => memberChange(name, { before, after, old: own(old, name), now: own(now, name) }, place)),
    ...requiredChanges(before, after, place),
    ...opennessChange(before, after, place),
  ];
};

interface Member {
  readonly before: Schema;
  readonly after: Schema;
  readonly old: unknown;
  readonly now: unknown;
}

const memberChange = (name: string, { before, after, old, now }: Member, place: Place): readonly Change[] => {
  const at = below(place, name);
  if (now === undefined) return [changed({ ...at, path: place.path }, 'model', gone(name, old, before, after))];
  if (old !== undefined) return valueChanges(old, now, at);
  if (isClosed(before) || saysNothing(now)) return [changed(at, 'addition', phrase('schema.added'))];
  return [changed(at, 'revision', phrase('schema.wasOpen'))];
};

/** A property of the same schema that is new may be the old one under another name. */
const gone = (name: string, schema: unknown, before: Schema, after: Schema): string => {
  const successors = Object.entries(members(after)).filter(
    ([other, now]) =>
      other !== name && !Object.hasOwn(members(before), other) && JSON.stringify(now) === JSON.stringify(schema),
  );
  const [successor] = successors.length === 1 ? successors : [];
  return successor === undefined ? phrase('schema.removed') : phrase('schema.renamed', { to: successor[0] });
};

/** A schema may be `true` or `false`. */
const valueChanges = (before: unknown, after: unknown, place: Place): readonly Change[] => {
  if (isSchema(before) && isSchema(after)) return nodeChanges(before, after, place);
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return [changed(place, after === true || before === false ? 'addition' : 'revision', phrase('schema.otherValues'))];
};

const itemChanges = (before: Schema, after: Schema, place: Place): readonly Change[] => {
  if (before.items === undefined && after.items === undefined) return [];
  const path = after.items === undefined ? place.path : [...place.path, 'items'];
  return valueChanges(before.items ?? true, after.items ?? true, { path, property: `${place.property}[]` });
};

const requiredChanges = (before: Schema, after: Schema, place: Place): readonly Change[] => {
  const [old, now] = [requiredOf(before), requiredOf(after)];
  const required = now
    .filter((name) => !old.includes(name))
    .map((name) => {
      const level = Object.hasOwn(members(before), name) ? 'revision' : 'model';
      return changed(
        { path: [...place.path, 'required'], property: below(place, name).property },
        level,
        phrase('schema.required'),
      );
    });
  const freed = old
    .filter((name) => !now.includes(name) && Object.hasOwn(members(after), name))
    .map((name) => changed(below(place, name), 'addition', phrase('schema.notRequired')));
  return [...required, ...freed];
};

const opennessChange = (before: Schema, after: Schema, place: Place): readonly Change[] => {
  const [old, now] = [before.additionalProperties ?? true, after.additionalProperties ?? true];
  if (JSON.stringify(old) === JSON.stringify(now)) return [];
  const wider = now === true || old === false;
  const what = phrase(now === false ? 'schema.closed' : 'schema.opened');
  return [changed(place, wider ? 'addition' : 'revision', what, ['additionalProperties'])];
};

const changed = ({ path, property }: Place, level: Level, what: string, further: Path = []): Change => ({
  level,
  what: phrase('schema.of', { property, change: what }),
  path: [...path, ...further],
  ...(property === '' ? {} : { property }),
});

const below = ({ path, property }: Place, name: string): Place => ({
  path: [...path, 'properties', name],
  property: property === '' ? name : `${property}.${name}`,
});

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const saysNothing = (schema: unknown): boolean =>
  schema === true || (isSchema(schema) && changedKeywords({}, schema, new Set()).length === 0);
/** Names come from files, so `constructor` must not find the prototype's. */
const own = (record: Schema, name: string): unknown => (Object.hasOwn(record, name) ? record[name] : undefined);
const isClosed = (schema: Schema): boolean =>
  schema.additionalProperties === false && schema.patternProperties === undefined;
const members = ({ properties }: Schema): Schema => (isSchema(properties) ? properties : {});
const requiredOf = ({ required }: Schema): readonly string[] =>
  Array.isArray(required) ? required.filter((name): name is string => typeof name === 'string') : [];
