import type { Condition, Scalar, TraitTest } from '../../contracts/condition';
import type { Json } from '../../contracts/event';
import type { Digest } from '../../contracts/profile';
import { own } from './record';

type Where = Extract<Condition, { kind: 'did' }>['where'];

/** Whether what was remembered of an event has one of the wanted values in every property asked for. */
export const whereMeets = (where: Where, digest: Digest): boolean => {
  for (const name in where) {
    const value = own(digest.where, name);
    const wanted = where[name];
    if (value === undefined || wanted === undefined || !anyOf(wanted, value)) return false;
  }
  return true;
};

/** Whether a trait's value is what a test asks for; no value never is. */
export const traitMeets = (test: TraitTest, value: Json | undefined, now: number): boolean => {
  if (value === undefined || value === null) return false;
  if (test.in !== undefined && !anyOf(test.in, value)) return false;
  if (test.atLeast !== undefined && !(numberOf(value) >= test.atLeast)) return false;
  if (test.atMost !== undefined && !(numberOf(value) <= test.atMost)) return false;
  return test.olderThanSeconds === undefined || now - secondsOf(value) >= test.olderThanSeconds;
};

/** Of a list any item counts. `2` meets `"2"`: whether a source or a YAML file quotes a number says nothing about people. */
export const anyOf = (wanted: readonly Scalar[], value: Json): boolean => {
  if (Array.isArray(value)) return value.some((item: Json) => anyOf(wanted, item));
  if (value === null || typeof value === 'object') return false;
  return wanted.some(
    (scalar) => scalar === value || (typeof scalar !== typeof value && String(scalar) === String(value)),
  );
};

/** NaN, which meets no bound, for what is no number. */
const numberOf = (value: Json): number =>
  typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;

/** Epoch seconds of a date; NaN for what is none. */
export const secondsOf = (value: Json): number => (typeof value === 'string' ? Date.parse(value) / 1000 : Number.NaN);
