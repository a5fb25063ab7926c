import type { Json } from '../../contracts/event';
import type { Fields } from './call';
import type { EdgeEvent, PropertyNode } from './edge-event';
import { normalise } from './normalise';
import { hasCard, isCard, type Stray, strayIn } from './personal-data';
import type { PersonalValue } from './ports/vault';

/** A personal value in the copied properties, to be replaced by its token. */
export interface Place {
  readonly holder: Record<string, Json> | Json[];
  readonly key: string | number;
  readonly value: PersonalValue;
}

/** Personal data where none is declared, or what no JSON that we write could carry. */
export type Misplaced = Stray | 'unsafe-name' | 'infinite-number';

/** What one pass over an event's properties found. Paths hold names only. */
export interface PropertyReading {
  /** A copy of what is declared. */
  readonly properties: Record<string, Json>;
  readonly places: readonly Place[];
  readonly stray?: { readonly what: Misplaced; readonly path: string };
  /** A value that is none of its kind. */
  readonly unspelt?: string;
  /** Paths (`[]` for items) of what the schema does not declare, each once. */
  readonly unknown: readonly string[];
}

/** Copies the declared properties, finding personal data where it is declared and where it is not, in one pass. */
export const readProperties = (given: Fields, event: EdgeEvent): PropertyReading => {
  const walk = new Walk();
  const properties: Record<string, Json> = {};
  for (const name of Object.keys(given)) {
    if (event.derived.has(name)) continue;
    const declared = event.declared.has(name);
    if (!declared) walk.unknown.add(safeName(name));
    if (!declared && !walk.admits(name)) break;
    const value = walk.copy(given[name], declared ? event.properties.members.get(name) : undefined, properties, name);
    if (walk.stray !== undefined) {
      walk.path.push(name);
      break;
    }
    if (declared) properties[name] = value;
  }
  return {
    properties,
    places: walk.places,
    unknown: walk.unknown.size === 0 ? NONE : [...walk.unknown],
    ...(walk.stray === undefined ? {} : { stray: { what: walk.stray, path: pathOf(walk.path.reverse()) } }),
    ...(walk.unspelt === undefined ? {} : { unspelt: walk.unspelt }),
  };
};

const NONE: readonly string[] = [];

/** Free text, in which a card's number can stand; identifiers may well have its form. */
const FREE = new Set(['text', 'name', 'address']);

class Walk {
  readonly places: Place[] = [];
  /** Filled from the inside out while a stray value is being left. */
  readonly path: (string | number)[] = [];
  stray: Misplaced | undefined;
  unspelt: string | undefined;
  readonly unknown = new Set<string>();

  copy(value: unknown, node: PropertyNode | undefined, holder: Place['holder'], key: string | number): Json {
    if (node?.kind !== undefined && value !== null) return this.#personal(value, node.kind, holder, key);
    if (typeof value === 'string') {
      this.stray = strayIn(value);
      return value;
    }
    if (typeof value === 'number') {
      // JSON knows no infinity, yet 1e999 is read as one.
      if (!Number.isFinite(value)) this.stray = 'infinite-number';
      else if (isCard(value)) this.stray = 'card-number';
      return value;
    }
    if (typeof value !== 'object' || value === null) return value as Json;
    return Array.isArray(value) ? this.#list(value, node) : this.#members(value as Fields, node);
  }

  /** Whether a name that no schema declares may stand; it is text that somebody sent. */
  admits(name: string): boolean {
    this.stray = name === '__proto__' ? 'unsafe-name' : strayIn(name);
    if (this.stray !== undefined) this.path.push(name);
    return this.stray === undefined;
  }

  #list(values: readonly unknown[], node: PropertyNode | undefined): Json {
    const copy: Json[] = [];
    for (const [at, value] of values.entries()) {
      copy[at] = this.copy(value, node?.items, copy, at);
      if (this.stray === undefined) continue;
      this.path.push(at);
      break;
    }
    return copy;
  }

  #members(fields: Fields, node: PropertyNode | undefined): Json {
    const copy: Record<string, Json> = {};
    for (const name of Object.keys(fields)) {
      if (!this.admits(name)) break;
      const declared = node?.declared === undefined || node.declared.has(name);
      const value = this.copy(fields[name], declared ? node?.members.get(name) : undefined, copy, name);
      if (declared) copy[name] = value;
      else this.unknown.add(`${node.path}.${safeName(name)}`);
      if (this.stray === undefined) continue;
      this.path.push(name);
      break;
    }
    return copy;
  }

  #personal(value: unknown, kind: PersonalValue['kind'], holder: Place['holder'], key: string | number): Json {
    if (typeof value === 'string' && FREE.has(kind) && hasCard(value)) this.stray = 'card-number';
    const spelt = normalise(kind, value);
    if (spelt === undefined) this.unspelt ??= `${safeName(String(key))} ${kind}`;
    else this.places.push({ holder, key, value: { kind, value: spelt } });
    // The schema judges what was sent; the token takes its place afterwards.
    return value as Json;
  }
}

const NAME = /^[A-Za-z_$][\w$-]{0,39}$/;
/** A name that can be told; anything else that was sent as a name might be somebody's. */
const safeName = (name: string): string => (NAME.test(name) ? name : '?');

const pathOf = (steps: readonly (string | number)[]): string =>
  steps.reduce<string>((path, step) => {
    if (typeof step === 'number') return `${path}[${step}]`;
    return path === '' ? safeName(step) : `${path}.${safeName(step)}`;
  }, '');
