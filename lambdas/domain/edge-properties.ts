import type { Json } from '../../contracts/event';
import type { Fields } from './call';
import { DERIVED, type EdgeEvent, type PiiNode } from './edge-event';
import { normalise } from './normalise';
import { hasCard, isCard, type Stray, strayIn } from './personal-data';
import type { PersonalValue } from './ports';

/** A personal value in the copied properties, to be replaced by its token. */
export interface Place {
  readonly holder: Record<string, Json> | Json[];
  readonly key: string | number;
  readonly value: PersonalValue;
}

/** What one pass over an event's properties found. Paths hold names only. */
export interface PropertyReading {
  /** A copy: declared properties, or all of them where unknown ones are not stripped. */
  readonly properties: Record<string, Json>;
  readonly places: readonly Place[];
  readonly stray?: { readonly what: Stray | 'unsafe-name'; readonly path: string };
  /** A value that is none of its kind. */
  readonly unspelt?: string;
  readonly unknown?: string;
}

/** Copies the declared properties, finding personal data where it is declared and where it is not, in one pass. */
export const readProperties = (given: Fields, event: EdgeEvent): PropertyReading => {
  const walk = new Walk();
  const properties: Record<string, Json> = {};
  for (const name of Object.keys(given)) {
    if (event.texts.length > 0 && DERIVED.has(name)) continue;
    const declared = event.declared.has(name);
    if (!declared) walk.unknown ??= safeName(name);
    if (!declared && !walk.admits(name)) break;
    const value = walk.copy(given[name], declared ? event.pii.members.get(name) : undefined, properties, name);
    if (walk.stray !== undefined) {
      walk.path.push(name);
      break;
    }
    if (declared) properties[name] = value;
  }
  return {
    properties,
    places: walk.places,
    ...(walk.stray === undefined ? {} : { stray: { what: walk.stray, path: pathOf(walk.path.reverse()) } }),
    ...(walk.unspelt === undefined ? {} : { unspelt: walk.unspelt }),
    ...(walk.unknown === undefined ? {} : { unknown: walk.unknown }),
  };
};

/** Free text, in which a card's number can stand; identifiers may well have its form. */
const FREE = new Set(['text', 'name', 'address']);

class Walk {
  readonly places: Place[] = [];
  /** Filled from the inside out while a stray value is being left. */
  readonly path: (string | number)[] = [];
  stray: Stray | 'unsafe-name' | undefined;
  unspelt: string | undefined;
  unknown: string | undefined;

  copy(value: unknown, pii: PiiNode | undefined, holder: Place['holder'], key: string | number): Json {
    if (pii?.kind !== undefined && value !== null) return this.#personal(value, pii.kind, holder, key);
    if (typeof value === 'string') {
      this.stray = strayIn(value);
      return value;
    }
    if (typeof value === 'number') {
      if (isCard(value)) this.stray = 'card-number';
      return value;
    }
    if (typeof value !== 'object' || value === null) return value as Json;
    return Array.isArray(value) ? this.#list(value, pii) : this.#members(value as Fields, pii);
  }

  /** Whether a name that no schema declares may stand; it is text that somebody sent. */
  admits(name: string): boolean {
    this.stray = name === '__proto__' ? 'unsafe-name' : strayIn(name);
    if (this.stray !== undefined) this.path.push(name);
    return this.stray === undefined;
  }

  #list(values: readonly unknown[], pii: PiiNode | undefined): Json {
    const copy: Json[] = [];
    for (const [at, value] of values.entries()) {
      copy[at] = this.copy(value, pii?.items, copy, at);
      if (this.stray === undefined) continue;
      this.path.push(at);
      break;
    }
    return copy;
  }

  #members(fields: Fields, pii: PiiNode | undefined): Json {
    const copy: Record<string, Json> = {};
    for (const name of Object.keys(fields)) {
      if (!this.admits(name)) break;
      copy[name] = this.copy(fields[name], pii?.members.get(name), copy, name);
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
