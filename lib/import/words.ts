import type { PiiKind } from '../../contracts/event';
import { listed } from '../messages/en/words';
import type { EdgeJudge } from './edge-code';
import type { PropertySchema } from './kinds';

/** What each kind of personal data looks like, for messages. */
export const KIND_WORDS: Readonly<Record<PiiKind, string>> = {
  email: 'an e-mail address',
  phone: 'a phone number that exists, with its country code where it is not of the home country',
  name: 'a name',
  address: 'a postal address',
  social: 'the name of an account, up to 64 letters, digits, dots, dashes',
  loyalty: 'a card number, 3 to 40 letters and digits',
  user: 'an id of up to 200 characters',
  device: 'an id of up to 200 characters',
  text: 'a text of up to 4000 characters',
};

const SHORT: readonly (readonly [PiiKind, string])[] = [
  ['email', 'an e-mail address'],
  ['phone', 'a phone number'],
];

/** What a value looks like, without telling it: what stands in a file of customers must not stand on a screen or in a log. */
export const shapeOf = (value: unknown, { spells }: Pick<EdgeJudge, 'spells'>): string => {
  if (typeof value !== 'string') return Array.isArray(value) ? 'a list' : `a ${value === null ? 'null' : typeof value}`;
  const known = SHORT.find(([kind]) => spells(kind, value));
  if (known !== undefined) return known[1];
  if (/^\d+$/.test(value)) return `${value.length} digits`;
  if (/^\d{4}-\d{2}-\d{2}/.test(value)) return 'a date';
  return `a text of ${value.length} characters`;
};

/** What a schema allows, in words. */
export const allowedBy = (schema: PropertySchema | undefined): string => {
  if (schema?.enum !== undefined) return listed(schema.enum.map(String));
  const types = [schema?.type ?? 'string'].flat().map((type) => TYPE_WORDS[type] ?? type);
  return [
    types.join(' or '),
    schema?.format === undefined ? [] : (FORMAT_WORDS[schema.format] ?? schema.format),
    schema?.pattern === undefined ? [] : `matching ${schema.pattern}`,
    schema?.minimum === undefined ? [] : `from ${schema.minimum}`,
    schema?.maximum === undefined ? [] : `up to ${schema.maximum}`,
    schema?.maxLength === undefined ? [] : `of at most ${schema.maxLength} characters`,
  ]
    .flat()
    .join(', ');
};

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number with a decimal point',
  boolean: 'true or false',
  array: 'texts separated by |',
};
const FORMAT_WORDS: Readonly<Record<string, string>> = {
  date: 'a date like 2026-11-27',
  'date-time': 'an instant like 2026-11-27T10:00:00Z',
  email: 'an e-mail address',
};
