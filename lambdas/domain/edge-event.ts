import type { PiiKind } from '../../contracts/event';
import { FACT_EVENTS } from '../../contracts/names';
import type { CatalogEntry } from '../../contracts/platform';

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

/** Where personal data is declared: the tree of `x-pii` paths. */
export interface PiiNode {
  kind?: PiiKind;
  items?: PiiNode;
  readonly members: Map<string, PiiNode>;
}

/** A catalog event, ready for the edge. */
export interface EdgeEvent {
  readonly name: string;
  readonly schema: string;
  readonly declared: ReadonlySet<string>;
  readonly pii: PiiNode;
  /** Property -> identifier type. */
  readonly identifies: readonly (readonly [string, string])[];
  /** Top-level texts whose topics are found before they become tokens. */
  readonly texts: readonly string[];
  /** Whether it may come at any age: nothing counts it, so a duplicate that is no longer known changes nothing. */
  readonly fact: boolean;
  readonly validate: Validator;
}

/** Properties that the edge itself adds to events with a text; what a sender puts there is dropped. */
export const DERIVED: ReadonlySet<string> = new Set(['topics', 'topic']);

/** Prepares a catalog event. Throws where the build left out its validator. */
export const compileEdgeEvent = (name: string, entry: CatalogEntry, validators: Validators): EdgeEvent => {
  const validate = Object.hasOwn(validators, name) ? validators[name] : undefined;
  if (validate === undefined) throw new Error(`The catalog event "${name}" has no compiled validator; build again.`);
  return {
    name,
    schema: entry.schema,
    declared: new Set(entry.declared),
    pii: piiTree(entry.pii),
    identifies: Object.entries(entry.identifies),
    texts: Object.entries(entry.pii).flatMap(([path, kind]) =>
      kind === 'text' && /^[^.[]+$/.test(path) ? [path] : [],
    ),
    fact: FACT_EVENTS.includes(name) && entry.remember === undefined,
    validate,
  };
};

const node = (): PiiNode => ({ members: new Map() });

const piiTree = (paths: CatalogEntry['pii']): PiiNode => {
  const root = node();
  for (const [path, kind] of Object.entries(paths)) {
    let at = root;
    for (const step of path.split('.')) at = below(at, step);
    at.kind = kind;
  }
  return root;
};

const below = (parent: PiiNode, step: string): PiiNode => {
  const name = step.replace(/(\[\])+$/, '');
  let at = parent.members.get(name) ?? node();
  parent.members.set(name, at);
  for (let lists = (step.length - name.length) / 2; lists > 0; lists -= 1) {
    at.items ??= node();
    at = at.items;
  }
  return at;
};
