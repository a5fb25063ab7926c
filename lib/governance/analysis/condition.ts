import { matchesArn, matchesWildcard } from './wildcard';

/** Condition block of a policy statement, values as lists. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** What AWS would know of a request; keys that AWS does not set are absent. Names are compared without case. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

type Compare = (wanted: string, got: string) => boolean;

const equals: Compare = (wanted, got) => wanted === got;
const COMPARE: Readonly<Record<string, Compare>> = {
  StringEquals: equals,
  StringEqualsIgnoreCase: (wanted, got) => wanted.toLowerCase() === got.toLowerCase(),
  StringLike: matchesWildcard,
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
  Bool: (wanted, got) => wanted.toLowerCase() === got.toLowerCase(),
  NumericEquals: (wanted, got) => Number(wanted) === Number(got),
  NumericLessThan: (wanted, got) => Number(got) < Number(wanted),
  NumericLessThanEquals: (wanted, got) => Number(got) <= Number(wanted),
  NumericGreaterThan: (wanted, got) => Number(got) > Number(wanted),
  NumericGreaterThanEquals: (wanted, got) => Number(got) >= Number(wanted),
};

interface Operator {
  readonly compare: Compare;
  readonly negated: boolean;
  readonly ifExists: boolean;
  readonly set?: 'ForAllValues' | 'ForAnyValue';
}

const operatorOf = (text: string): Operator => {
  const [, set, rest = ''] = /^(?:(ForAllValues|ForAnyValue):)?(.*)$/.exec(text) ?? [];
  const ifExists = rest.endsWith('IfExists');
  const name = ifExists ? rest.slice(0, -'IfExists'.length) : rest;
  const negated = /^(String|Arn|Numeric)Not/.test(name);
  const compare = COMPARE[negated ? name.replace('Not', '') : name];
  if (compare === undefined)
    throw new Error(`The analysis does not know the condition operator "${text}"; teach it in condition.ts.`);
  return { compare, negated, ifExists, ...(set === undefined ? {} : { set: set as 'ForAllValues' }) };
};

const holdsFor = (
  operator: Operator,
  wanted: readonly string[],
  got: string | readonly string[] | undefined,
): boolean => {
  if (got === undefined) return operator.ifExists || operator.negated || operator.set === 'ForAllValues';
  const values = typeof got === 'string' ? [got] : got;
  const fits = (value: string): boolean => wanted.some((one) => operator.compare(one, value)) !== operator.negated;
  return operator.set === 'ForAnyValue' ? values.some(fits) : values.every(fits);
};

/** Whether a statement's conditions hold for a request, as IAM judges them (an absent key fails, unless negated or IfExists). */
export const conditionsHold = (conditions: Conditions, context: RequestContext): boolean => {
  const known = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  return Object.entries(conditions).every(([name, keys]) =>
    Object.entries(keys).every(([key, wanted]) => {
      const got = known.get(key.toLowerCase());
      if (name === 'Null') return wanted.every((one) => (one === 'true') === (got === undefined));
      return holdsFor(operatorOf(name), wanted, got);
    }),
  );
};
