import type { z } from 'zod';
import { say } from '../messages';
import type { Draft } from './draft';
import type { Path } from './locate';
import { keysOf, meantShape, schemasAt, tellingKeys } from './schema-keys';

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
    case 'invalid_element': {
      const forms = issue.issues.map((one) => one.message);
      return [{ ...say('schema.format.key', { key: String(path.at(-1)), forms }), path, at: 'key' }];
    }
    case 'invalid_type':
      return [{ ...wrongType(subject, path, issue.expected), path }];
    default:
      return [{ ...wrongValue(valueAt(subject.value, path), issue), path }];
  }
};

const unknownKey = (subject: Subject, path: Path, key: string): Draft => {
  const shapes = schemasAt(subject.schema, path);
  const shape = meantShape(shapes, valueAt(subject.value, path));
  const allowed = keysOf(shape === undefined ? shapes : [shape]);
  return { ...say('schema.unknownKey', { key, allowed }), path: [...path, key], at: 'key' };
};

/** What the shape that was meant complains about; where none was, the shapes there are. */
const explainUnion = (subject: Subject, path: Path): readonly Draft[] => {
  const value = valueAt(subject.value, path);
  const shapes = schemasAt(subject.schema, path);
  const complaints = meantShape(shapes, value)?.safeParse(value).error?.issues;
  if (complaints !== undefined) return complaints.flatMap((one) => explain(subject, one, path));
  return [{ ...noShape(value, shapes, subject.written(path)), path }];
};

const noShape = (value: unknown, shapes: readonly z.ZodType[], written: string | undefined): Wrong => {
  const keys = keysOf(shapes);
  if (keys.length === 0) return say('schema.shape', { value, written });
  const telling = shapes.flatMap((shape) => tellingKeys(shape, shapes, value).slice(0, 1));
  return telling.length > 1
    ? say('schema.shape.together', { value, keys: telling })
    : say('schema.shape.entry', { value, keys });
};

type Wrong = Omit<Draft, 'path'>;

const wrongType = (subject: Subject, path: Path, expected: string): Wrong => {
  const value = valueAt(subject.value, path);
  if (value === undefined) return say('schema.missing', { key: String(path.at(-1) ?? ''), expected });
  if (expected !== 'string') return say('schema.type', { value, expected });
  const form = formNeeded(subject, path, value);
  if (form !== undefined) return say('schema.format', { value, form });
  return say('schema.type.text', { value, written: subject.written(path) });
};

/** What a number's text would still lack in quotes; undefined where quotes are all it needs. */
const formNeeded = (subject: Subject, path: Path, value: unknown): string | undefined => {
  if (typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  const complaints = schemasAt(subject.schema, path).map(
    (one) => one.safeParse(String(value)).error?.issues[0]?.message,
  );
  return complaints.includes(undefined) ? undefined : complaints[0];
};

const wrongValue = (value: unknown, issue: Issue): Wrong => {
  switch (issue.code) {
    case 'invalid_format':
      return say('schema.format', { value, form: issue.message });
    case 'invalid_value':
      return say('schema.value', { value, allowed: issue.values.map(String) });
    case 'too_small':
      return say('schema.range.less', { value, limit: issue.minimum, of: counted(issue.origin) });
    case 'too_big':
      return say('schema.range.more', { value, limit: issue.maximum, of: counted(issue.origin) });
    default:
      return say('schema.rule', { value, rule: issue.message });
  }
};

const counted = (origin: string): 'characters' | 'entries' | 'number' => {
  if (origin === 'string') return 'characters';
  return origin === 'array' ? 'entries' : 'number';
};

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((at, step) => (at as Record<string | number, unknown> | null | undefined)?.[step], value);
