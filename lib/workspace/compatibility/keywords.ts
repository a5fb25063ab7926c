import { phrase } from '../../messages';
import type { Level } from './schema-ver';

/** A JSON Schema, or part of one. */
export type Schema = Readonly<Record<string, unknown>>;

/** What a changed keyword does to values that were valid before; undefined where it says nothing about values. */
export interface Verdict {
  readonly level: Level;
  readonly what: string;
}
type Rule = (before: unknown, after: unknown) => Verdict | undefined;

const text = (value: unknown): string => JSON.stringify(value);
const same = (a: unknown, b: unknown): boolean => text(a) === text(b);
const wider = (what: string): Verdict => ({ level: 'addition', what });
const narrower = (what: string): Verdict => ({ level: 'revision', what });

/** A limit: `direction` 1 where more is wider, -1 where less is. */
const limit =
  (name: string, direction: 1 | -1): Rule =>
  (before, after) => {
    const change = phrase('keyword.limit', { of: name, from: before, to: after });
    if (after === undefined) return wider(change);
    if (typeof before !== 'number' || typeof after !== 'number') return narrower(change);
    return (after - before) * direction > 0 ? wider(change) : narrower(change);
  };

/** A demand that a value either meets or not: another one is met by other values. */
const demand =
  (name: string): Rule =>
  (before, after) =>
    after === undefined
      ? wider(phrase('keyword.demandGone', { of: name, from: before }))
      : narrower(phrase('keyword.demand', { of: name, from: before, to: after }));

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** `integer` is part of `number`. */
const takes = (types: readonly unknown[], type: unknown): boolean =>
  types.includes(type) || (type === 'integer' && types.includes('number'));

const type: Rule = (before, after) => {
  const change = phrase('keyword.type', { from: before, to: after });
  if (after === undefined) return wider(change);
  if (before === undefined) return narrower(change);
  const [old, now] = [listOf(before), listOf(after)];
  if (old.every((one) => takes(now, one))) return wider(change);
  const nothingLeft = !old.some((one) => takes(now, one)) && !now.some((one) => takes(old, one));
  return nothingLeft ? { level: 'model', what: change } : narrower(change);
};

const allowed: Rule = (before, after) => {
  if (after === undefined) return wider(phrase('keyword.anyValue'));
  if (before === undefined) return narrower(phrase('keyword.onlyValues', { values: after }));
  const [old, now] = [listOf(before).map(text), listOf(after).map(text)];
  const gone = old.filter((one) => !now.includes(one));
  if (gone.length === 0) {
    return wider(phrase('keyword.moreValues', { values: now.filter((one) => !old.includes(one)) }));
  }
  const what = phrase('keyword.fewerValues', { values: gone });
  return gone.length === old.length ? { level: 'model', what } : narrower(what);
};

const unique: Rule = (_before, after) =>
  after === true ? narrower(phrase('keyword.differ')) : wider(phrase('keyword.repeat'));

const annotation: Rule = () => undefined;

/** Keywords whose change can be judged by their values alone. */
const RULES: Readonly<Record<string, Rule>> = {
  type,
  enum: allowed,
  uniqueItems: unique,
  minLength: limit('minLength', -1),
  maxLength: limit('maxLength', 1),
  minimum: limit('minimum', -1),
  maximum: limit('maximum', 1),
  exclusiveMinimum: limit('exclusiveMinimum', -1),
  exclusiveMaximum: limit('exclusiveMaximum', 1),
  minItems: limit('minItems', -1),
  maxItems: limit('maxItems', 1),
  minProperties: limit('minProperties', -1),
  maxProperties: limit('maxProperties', 1),
  pattern: demand('pattern'),
  format: demand('format'),
  multipleOf: demand('multipleOf'),
  const: (before, after) => allowed(before === undefined ? before : [before], after === undefined ? after : [after]),
  title: annotation,
  description: annotation,
  examples: annotation,
  default: annotation,
  $comment: annotation,
  'x-pii': (before, after) => ({
    level: 'model',
    what: phrase('keyword.pii', { from: before, to: after }),
  }),
};

/** Verdicts on the keywords that differ, but for those in `elsewhere`; one that no rule knows may break what was valid. */
export const changedKeywords = (
  before: Schema,
  after: Schema,
  elsewhere: ReadonlySet<string>,
): readonly (Verdict & { readonly keyword: string })[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((keyword) => !elsewhere.has(keyword) && !same(before[keyword], after[keyword]))
    .flatMap((keyword) => {
      const rule = Object.hasOwn(RULES, keyword) ? RULES[keyword] : undefined;
      const verdict =
        rule === undefined ? narrower(phrase('keyword.other', { of: keyword })) : rule(before[keyword], after[keyword]);
      return verdict === undefined ? [] : [{ ...verdict, keyword }];
    });
