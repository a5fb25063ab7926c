import type { Resolved, ResolvedMap } from './template';
import { asMap } from './template';

/** An event as EventBridge compares it with a pattern. */
export type SampleEvent = ResolvedMap;

/** A pattern that EventBridge would refuse, or an operator that this matcher does not know and will not guess. */
export class EventPatternError extends Error {
  override readonly name = 'EventPatternError';
}

/** Whether an event matches a pattern, by EventBridge's rules. Refuses operators it does not know. */
export const matchesPattern = (pattern: Resolved | undefined, event: SampleEvent): boolean =>
  matchesMap(patternMap(pattern), event);

const patternMap = (pattern: Resolved | undefined): ResolvedMap => {
  if (typeof pattern !== 'object' || pattern === null || Array.isArray(pattern))
    throw new EventPatternError(`A pattern is a map of lists, not ${JSON.stringify(pattern)}.`);
  return asMap(pattern);
};

const matchesMap = (pattern: ResolvedMap, event: ResolvedMap): boolean =>
  Object.entries(pattern).every(([key, wanted]) => {
    if (key === '$or') return alternatives(wanted).some((one) => matchesMap(patternMap(one), event));
    if (Array.isArray(wanted)) return matchesLeaf(wanted, event[key]);
    return fanOut(event[key]).some((inner) => matchesMap(patternMap(wanted), inner));
  });

const alternatives = (value: Resolved | undefined): readonly Resolved[] => {
  if (!Array.isArray(value) || value.length < 2)
    throw new EventPatternError('"$or" takes a list of at least two patterns.');
  return value;
};

/** A list of objects matches if one of them does; what is no object matches only patterns that allow absence. */
const fanOut = (value: Resolved | undefined): readonly ResolvedMap[] =>
  Array.isArray(value) ? (value.length === 0 ? [{}] : value.map(asMap)) : [asMap(value)];

const matchesLeaf = (wanted: readonly Resolved[], value: Resolved | undefined): boolean => {
  if (wanted.length === 0) throw new EventPatternError('An empty list matches nothing; EventBridge refuses it.');
  const values: readonly (Resolved | undefined)[] = Array.isArray(value) ? value : [value];
  return wanted.some((test) => values.some((one) => matchesTest(test, one)));
};

const isLeaf = (value: Resolved | undefined): boolean =>
  value !== undefined && (typeof value !== 'object' || value === null);

const matchesTest = (test: Resolved, value: Resolved | undefined): boolean => {
  if (typeof test !== 'object' || test === null) return value !== undefined && test === value;
  const entries = Object.entries(asMap(test));
  const [operator, argument] = entries[0] ?? [];
  if (operator === undefined || argument === undefined || entries.length !== 1)
    throw new EventPatternError(`A test has one operator: ${JSON.stringify(test)}.`);
  const judge = OPERATORS[operator];
  if (judge === undefined)
    throw new EventPatternError(
      `The operator "${operator}" is not known; teach it in lib/governance/analysis/event-pattern.ts.`,
    );
  return judge(argument, value);
};

type Judge = (argument: Resolved, value: Resolved | undefined) => boolean;

/** `prefix` and `suffix` also take `{ "equals-ignore-case": text }`. */
const withCase =
  (compare: (value: string, part: string) => boolean): Judge =>
  (argument, value) => {
    if (typeof argument === 'string') return typeof value === 'string' && compare(value, argument);
    const part = asMap(argument)['equals-ignore-case'];
    if (typeof part !== 'string') throw new EventPatternError(`Not a text: ${JSON.stringify(argument)}.`);
    return typeof value === 'string' && compare(value.toLowerCase(), part.toLowerCase());
  };

const wildcard: Judge = (argument, value) => {
  if (typeof argument !== 'string') throw new EventPatternError('"wildcard" takes a text.');
  if (argument.includes('**')) throw new EventPatternError('"wildcard" refuses two stars in a row.');
  const pieces = argument.split('*').map((piece) => piece.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return typeof value === 'string' && new RegExp(`^${pieces.join('[^]*')}$`).test(value);
};

const equalsIgnoreCase: Judge = (argument, value) => {
  if (typeof argument !== 'string') throw new EventPatternError('"equals-ignore-case" takes a text.');
  return typeof value === 'string' && value.toLowerCase() === argument.toLowerCase();
};

const NUMERIC: Readonly<Record<string, (value: number, than: number) => boolean>> = {
  '=': (value, than) => value === than,
  '<': (value, than) => value < than,
  '<=': (value, than) => value <= than,
  '>': (value, than) => value > than,
  '>=': (value, than) => value >= than,
};

const numeric: Judge = (argument, value) => {
  const parts = Array.isArray(argument) ? (argument as readonly Resolved[]) : [];
  if (parts.length !== 2 && parts.length !== 4) throw new EventPatternError('"numeric" takes one or two comparisons.');
  const pairs = parts.length === 2 ? [parts] : [parts.slice(0, 2), parts.slice(2)];
  return pairs.every(([sign, than]) => {
    const compare = NUMERIC[String(sign)];
    if (compare === undefined || typeof than !== 'number')
      throw new EventPatternError(`"numeric" does not know ${JSON.stringify([sign, than])}.`);
    return typeof value === 'number' && compare(value, than);
  });
};

/** A value that must be there and be none of these. */
const anythingBut: Judge = (argument, value) => {
  if (!isLeaf(value)) return false;
  const refused = Array.isArray(argument) ? (argument as readonly Resolved[]) : [argument];
  return !refused.some((one) => {
    if (typeof one !== 'object' || one === null) return one === value;
    // `{ "anything-but": { "prefix": ["a", "b"] } }`
    const [operator, list] = Object.entries(asMap(one))[0] ?? [];
    const judge = operator === undefined ? undefined : BUT[operator];
    if (judge === undefined || list === undefined)
      throw new EventPatternError(`"anything-but" does not know ${JSON.stringify(one)}.`);
    return (Array.isArray(list) ? (list as readonly Resolved[]) : [list]).some((text) => judge(text, value));
  });
};

const BUT: Readonly<Record<string, Judge>> = {
  prefix: withCase((value, part) => value.startsWith(part)),
  suffix: withCase((value, part) => value.endsWith(part)),
  'equals-ignore-case': equalsIgnoreCase,
  wildcard,
};

const OPERATORS: Readonly<Record<string, Judge>> = {
  ...BUT,
  numeric,
  'anything-but': anythingBut,
  exists: (argument, value) => {
    if (typeof argument !== 'boolean') throw new EventPatternError('"exists" takes true or false.');
    return isLeaf(value) === argument;
  },
};
