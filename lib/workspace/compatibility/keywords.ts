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
    const change = `${name} went from ${text(before ?? 'none')} to ${text(after ?? 'none')}`;
    if (after === undefined) return wider(change);
    if (typeof before !== 'number' || typeof after !== 'number') return narrower(change);
    return (after - before) * direction > 0 ? wider(change) : narrower(change);
  };

/** A demand that a value either meets or not: another one is met by other values. */
const demand =
  (name: string): Rule =>
  (before, after) =>
    after === undefined
      ? wider(`${name} ${text(before)} is gone`)
      : narrower(`${name} is ${text(after)}${before === undefined ? ' now' : ` instead of ${text(before)}`}`);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** `integer` is part of `number`. */
const takes = (types: readonly unknown[], type: unknown): boolean =>
  types.includes(type) || (type === 'integer' && types.includes('number'));

const type: Rule = (before, after) => {
  const change = `the type went from ${text(before ?? 'any')} to ${text(after ?? 'any')}`;
  if (after === undefined) return wider(change);
  if (before === undefined) return narrower(change);
  const [old, now] = [listOf(before), listOf(after)];
  if (old.every((one) => takes(now, one))) return wider(change);
  const nothingLeft = !old.some((one) => takes(now, one)) && !now.some((one) => takes(old, one));
  return nothingLeft ? { level: 'model', what: change } : narrower(change);
};

const allowed: Rule = (before, after) => {
  if (after === undefined) return wider('any value is allowed now');
  if (before === undefined) return narrower(`only ${text(after)} are allowed now`);
  const [old, now] = [listOf(before).map(text), listOf(after).map(text)];
  const gone = old.filter((one) => !now.includes(one));
  if (gone.length === 0) return wider(`${now.filter((one) => !old.includes(one)).join(', ')} became possible`);
  const what = `${gone.join(', ')} are not allowed any more`;
  return gone.length === old.length ? { level: 'model', what } : narrower(what);
};

const unique: Rule = (_before, after) =>
  after === true ? narrower('items must differ from each other now') : wider('items may repeat now');

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
  pattern: demand('the pattern'),
  format: demand('the format'),
  multipleOf: demand('multipleOf'),
  const: (before, after) => allowed(before === undefined ? before : [before], after === undefined ? after : [after]),
  title: annotation,
  description: annotation,
  examples: annotation,
  default: annotation,
  $comment: annotation,
  'x-pii': (before, after) => ({
    level: 'model',
    what: `x-pii went from ${text(before ?? 'none')} to ${text(after ?? 'none')}: values before and after cannot be compared`,
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
      const verdict = rule === undefined ? narrower(`${keyword} changed`) : rule(before[keyword], after[keyword]);
      return verdict === undefined ? [] : [{ ...verdict, keyword }];
    });
