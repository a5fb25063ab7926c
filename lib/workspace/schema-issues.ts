import type { z } from 'zod';
import type { Draft } from './draft';
import type { Path } from './locate';
import { keysOf, meantShape, schemasAt } from './schema-keys';
import { listed, meant } from './suggest';

type Issue = z.core.$ZodIssue;

/** What a schema says against a value, as drafts; an unknown key points at the key itself. */
export const schemaDrafts = (
  schema: z.ZodType,
  value: unknown,
  issues: readonly Issue[],
  written: (path: Path) => string | undefined,
): readonly Draft[] => issues.flatMap((issue) => explain({ schema, value, written }, issue, []));

interface Subject {
  readonly schema: z.ZodType;
  readonly value: unknown;
  /** A value as the file has it: `007` is read as 7. */
  readonly written: (path: Path) => string | undefined;
}

const explain = (subject: Subject, issue: Issue, base: Path): readonly Draft[] => {
  const path = [...base, ...(issue.path as Path)];
  switch (issue.code) {
    case 'invalid_union':
      return explainUnion(subject, path);
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(subject, path, key));
    case 'invalid_key':
    case 'invalid_element':
      return [
        {
          code: 'schema.format',
          path,
          at: 'key',
          message: `found ${JSON.stringify(String(path.at(-1)))}; allowed: ${issue.issues.map((one) => one.message).join('; ')}`,
          fix: 'Write the key in the allowed form.',
        },
      ];
    case 'invalid_type':
      return [wrongType(subject, path, issue.expected)];
    default:
      return [wrongValue(subject, path, issue)];
  }
};

const unknownKey = (subject: Subject, path: Path, key: string): Draft => {
  const shapes = schemasAt(subject.schema, path);
  const shape = meantShape(shapes, valueAt(subject.value, path));
  const allowed = keysOf(shape === undefined ? shapes : [shape]);
  return {
    code: 'schema.unknownKey',
    path: [...path, key],
    at: 'key',
    message: `"${key}" is not a key here; allowed: ${listed(allowed)}`,
    fix: meant(key, allowed, 'Correct or remove the key.'),
  };
};

/** What the shape that was meant complains about; where none was, the shapes there are. */
const explainUnion = (subject: Subject, path: Path): readonly Draft[] => {
  const value = valueAt(subject.value, path);
  const shapes = schemasAt(subject.schema, path);
  const complaints = meantShape(shapes, value)?.safeParse(value).error?.issues;
  if (complaints !== undefined) return complaints.flatMap((one) => explain(subject, one, path));
  const keys = keysOf(shapes);
  return [
    {
      code: 'schema.shape',
      path,
      message: `found ${described(value)}; allowed: ${keys.length > 0 ? `an entry with ${keys.join(', ')}` : 'text, a number, true or false'}`,
      fix:
        keys.length > 0
          ? meant(firstKey(value), keys, 'Start the entry with one of the allowed keys.')
          : quoteFix(value, subject.written(path)),
    },
  ];
};

const wrongType = (subject: Subject, path: Path, expected: string): Draft => {
  const value = valueAt(subject.value, path);
  const needed = TYPE_WORDS[expected] ?? expected;
  if (value === undefined) {
    return {
      code: 'schema.missing',
      path,
      message: `"${String(path.at(-1) ?? '')}" is missing; needed: ${needed}`,
      fix: `Add "${String(path.at(-1) ?? '')}".`,
    };
  }
  const form = expected === 'string' ? formNeeded(subject, path, value) : undefined;
  if (form !== undefined) {
    return { code: 'schema.format', path, message: `found ${described(value)}; allowed: ${form}`, fix: FORM };
  }
  const fix = expected === 'string' ? quoteFix(value, subject.written(path)) : `Write ${needed}.`;
  return { code: 'schema.type', path, message: `found ${described(value)}; allowed: ${needed}`, fix };
};

const FORM = 'Write it in the allowed form.';

/** What a number's text would still lack in quotes; undefined where quotes are all it needs. */
const formNeeded = (subject: Subject, path: Path, value: unknown): string | undefined => {
  if (typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  const complaints = schemasAt(subject.schema, path).map(
    (one) => one.safeParse(String(value)).error?.issues[0]?.message,
  );
  return complaints.includes(undefined) ? undefined : complaints[0];
};

const wrongValue = (subject: Subject, path: Path, issue: Issue): Draft => {
  const found = `found ${described(valueAt(subject.value, path))}`;
  switch (issue.code) {
    case 'invalid_format':
      return {
        code: 'schema.format',
        path,
        message: `${found}; allowed: ${issue.message}`,
        fix: 'Write it in the allowed form.',
      };
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      const value = String(valueAt(subject.value, path));
      return {
        code: 'schema.value',
        path,
        message: `${found}; allowed: ${listed(allowed)}`,
        fix: meant(value, allowed, 'Use one of the allowed values.'),
      };
    }
    case 'too_small':
      return {
        code: 'schema.range',
        path,
        message: `${found}; at least ${issue.minimum}${unit(issue.origin, issue.minimum)}`,
        fix: 'Raise or fill it.',
      };
    case 'too_big':
      return {
        code: 'schema.range',
        path,
        message: `${found}; at most ${issue.maximum}${unit(issue.origin, issue.maximum)}`,
        fix: 'Lower or shorten it.',
      };
    default:
      return {
        code: 'schema.rule',
        path,
        message: `${found}; ${issue.message}`,
        fix: 'Change it so that the rule holds.',
      };
  }
};

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys with values',
  record: 'keys with values',
};

const unit = (origin: string, count: number | bigint): string => {
  if (origin === 'string') return Number(count) === 1 ? ' character' : ' characters';
  if (origin !== 'array') return '';
  return Number(count) === 1 ? ' entry' : ' entries';
};

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((at, step) => (at as Record<string | number, unknown> | null | undefined)?.[step], value);

/** What stands there, in words. */
const described = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (value === null) return 'a key without a value';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return `an entry with ${listed(Object.keys(value))}`;
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
  return `the ${typeof value} ${String(value)}`;
};

const firstKey = (value: unknown): string =>
  typeof value === 'object' && value !== null ? (Object.keys(value)[0] ?? '') : String(value);

const quoteFix = (value: unknown, written: string | undefined): string => {
  if (value === null) return 'Give the key a value, or remove it.';
  if (typeof value === 'number' || typeof value === 'boolean')
    return `Put it in quotes: "${written ?? String(value)}".`;
  return 'Write the text in quotes.';
};
