import { listed } from './words';

/** What stands in a file, in words. */
export const described = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (value === null) return 'a key without a value';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return `an entry with ${listed(Object.keys(value))}`;
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
  return `the ${typeof value} ${String(value)}`;
};

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys with values',
  record: 'keys with values',
};

/** The schema library's name of a type, in words. */
export const expectedWords = (type: string): string => TYPES[type] ?? type;

/** How text that was read as something else is written. */
export const quoteFix = (value: unknown, written: string | undefined): string => {
  if (value === null) return 'Give the key a value, or remove it.';
  if (typeof value === 'number' || typeof value === 'boolean')
    return `Put it in quotes: "${written ?? String(value)}".`;
  return 'Write the text in quotes.';
};
