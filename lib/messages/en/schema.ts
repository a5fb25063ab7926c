import { described, expectedWords, quoteFix } from './values';
import { listed, meant, type Names, type Words } from './words';

interface Found {
  /** As it was read. */
  readonly value: unknown;
  /** As the file has it, where that is plain: `007` is read as 7. */
  readonly written: string | undefined;
}

interface Limit {
  readonly value: unknown;
  readonly limit: number | bigint;
  readonly of: 'characters' | 'entries' | 'number';
}

const FORM = 'Write it in the allowed form.';

/** What does not have the shape that its file's schema demands. */
export const schemaTexts = {
  'schema.unknownKey': ({ key, allowed }: { key: string; allowed: Names }): Words => ({
    message: `"${key}" is not a key here; allowed: ${listed(allowed)}`,
    fix: meant(key, allowed, 'Correct or remove the key.'),
  }),
  'schema.missing': ({ key, expected }: { key: string; expected: string }): Words => ({
    message: `"${key}" is missing; needed: ${expectedWords(expected)}`,
    fix: `Add "${key}".`,
  }),
  'schema.type': ({ value, expected }: { value: unknown; expected: string }): Words => ({
    message: `found ${described(value)}; allowed: ${expectedWords(expected)}`,
    fix: `Write ${expectedWords(expected)}.`,
  }),
  'schema.type.text': ({ value, written }: Found): Words => ({
    message: `found ${described(value)}; allowed: ${expectedWords('string')}`,
    fix: quoteFix(value, written),
  }),
  'schema.format': ({ value, form }: { value: unknown; form: string }): Words => ({
    message: `found ${described(value)}; allowed: ${form}`,
    fix: FORM,
  }),
  'schema.format.key': ({ key, forms }: { key: string; forms: readonly string[] }): Words => ({
    message: `found ${JSON.stringify(key)}; allowed: ${forms.join('; ')}`,
    fix: 'Write the key in the allowed form.',
  }),
  'schema.value': ({ value, allowed }: { value: unknown; allowed: Names }): Words => ({
    message: `found ${described(value)}; allowed: ${listed(allowed)}`,
    fix: meant(String(value), allowed, 'Use one of the allowed values.'),
  }),
  'schema.range.less': ({ value, limit, of }: Limit): Words => ({
    message: `found ${described(value)}; at least ${limit}${unit(of, limit)}`,
    fix: 'Raise or fill it.',
  }),
  'schema.range.more': ({ value, limit, of }: Limit): Words => ({
    message: `found ${described(value)}; at most ${limit}${unit(of, limit)}`,
    fix: 'Lower or shorten it.',
  }),
  'schema.rule': ({ value, rule }: { value: unknown; rule: string }): Words => ({
    message: `found ${described(value)}; ${rule}`,
    fix: 'Change it so that the rule holds.',
  }),
  'schema.shape': ({ value, written }: Found): Words => ({
    message: `found ${described(value)}; allowed: text, a number, true or false`,
    fix: quoteFix(value, written),
  }),
  'schema.shape.together': ({ value, keys }: { value: unknown; keys: readonly string[] }): Words => ({
    message: `found ${described(value)}; ${keys.join(' and ')} do not go together`,
    fix: 'Keep one of them, or write an entry for each.',
  }),
  'schema.shape.entry': ({ value, keys }: { value: unknown; keys: readonly string[] }): Words => ({
    message: `found ${described(value)}; allowed: an entry with ${keys.join(', ')}`,
    fix: meant(firstKey(value), keys, 'Start the entry with one of the allowed keys.'),
  }),
};

const unit = (of: Limit['of'], limit: number | bigint): string => {
  if (of === 'number') return '';
  if (of === 'characters') return Number(limit) === 1 ? ' character' : ' characters';
  return Number(limit) === 1 ? ' entry' : ' entries';
};

const firstKey = (value: unknown): string =>
  typeof value === 'object' && value !== null ? (Object.keys(value)[0] ?? '') : String(value);
