import type { PiiKind } from '../../contracts/event';
import { FACT_EVENTS } from '../../contracts/names';
import type { CatalogEntry } from '../../contracts/platform-config';

/** A validator as the build compiles it from the event's JSON Schema; `errors` are those of its last call. */
export interface Validator {
  (properties: unknown): boolean;
  errors?: readonly ValidationError[] | null;
}
export interface ValidationError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}
export type Validators = Readonly<Record<string, Validator>>;

/** What the schema says of a place in the properties, as far as the edge looks: personal data, and which names there are. */
export interface PropertyNode {
  /** Dots, `[]` for items; empty for the properties themselves. */
  readonly path: string;
  kind?: PiiKind;
  items?: PropertyNode;
  /** All names that there may be; absent where the schema is open, or no object. */
  declared?: ReadonlySet<string>;
  readonly members: Map<string, PropertyNode>;
}

/** A catalog event, ready for the edge. */
export interface EdgeEvent {
  readonly name: string;
  readonly schema: string;
  readonly declared: ReadonlySet<string>;
  /** The only sources that may send it. @default - all */
  readonly sources?: readonly string[];
  readonly properties: PropertyNode;
  /** Property -> identifier type. */
  readonly identifies: readonly (readonly [string, string])[];
  /** Top-level texts whose topics are found before they become tokens. */
  readonly texts: readonly string[];
  /** Declared properties that the edge fills itself; what a sender puts there is dropped. */
  readonly derived: ReadonlySet<string>;
  /** Properties with the steps to their values in a call's context. */
  readonly context: readonly (readonly [string, readonly string[]])[];
  /** Whether it may come at any age: nothing counts it, so a duplicate that is no longer known changes nothing. */
  readonly fact: boolean;
  readonly validate: Validator;
}

/** Properties that the edge itself adds to events with a text. */
const DERIVED = ['topics', 'topic'];

/** Prepares a catalog event; `key` names its validator. Throws where the build left that out. */
export const compileEdgeEvent = (
  name: string,
  entry: CatalogEntry,
  validators: Validators,
  key: string = name,
): EdgeEvent => {
  const validate = Object.hasOwn(validators, key) ? validators[key] : undefined;
  if (validate === undefined) throw new Error(`The catalog event "${key}" has no compiled validator; build again.`);
  const texts = Object.entries(entry.pii).flatMap(([path, kind]) =>
    kind === 'text' && /^[^.[]+$/.test(path) ? [path] : [],
  );
  return {
    name,
    schema: entry.schema,
    declared: new Set(entry.declared),
    ...(entry.sources === undefined ? {} : { sources: entry.sources }),
    properties: propertyTree(entry),
    identifies: Object.entries(entry.identifies),
    texts,
    fact: FACT_EVENTS.includes(name) && entry.remember === undefined,
    context: Object.entries(entry.context ?? {}).map(([property, path]) => [property, path.split('.')]),
    derived: new Set(texts.length === 0 ? [] : DERIVED.filter((one) => entry.declared.includes(one))),
    validate,
  };
};

const propertyTree = ({ pii, nested = {} }: CatalogEntry): PropertyNode => {
  const root: PropertyNode = { path: '', members: new Map() };
  for (const [path, kind] of Object.entries(pii)) at(root, path).kind = kind;
  for (const [path, names] of Object.entries(nested)) at(root, path).declared = new Set(names);
  return root;
};

/** The node of a path, made where it is not there yet. */
const at = (root: PropertyNode, path: string): PropertyNode =>
  path.split('.').reduce((parent, step) => {
    const name = step.replace(/(\[\])+$/, '');
    let found = parent.members.get(name);
    if (found === undefined) {
      found = { path: parent.path === '' ? name : `${parent.path}.${name}`, members: new Map() };
      parent.members.set(name, found);
    }
    for (let lists = (step.length - name.length) / 2; lists > 0; lists -= 1) {
      found.items ??= { path: `${found.path}[]`, members: new Map() };
      found = found.items;
    }
    return found;
  }, root);
