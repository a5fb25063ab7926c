/** A share or a sum of money that a text names; `unit` is `%` or an ISO 4217 code. */
export interface Amount {
  readonly value: number;
  readonly unit: string;
  /** As the text has it. */
  readonly text: string;
  readonly index: number;
}

const SIGNS: Readonly<Record<string, string>> = { $: 'USD', '€': 'EUR', '£': 'GBP', '¥': 'JPY' };
/** Longer ones are no sum of money, and a bound keeps the search short. */
const NUMBER = String.raw`\d(?:[\d.,'\u202f\u00a0]{0,30}\d)?`;
const UNIT = String.raw`%|percent\b|[$€£¥]|[A-Z]{3}\b`;
/** The unit stands on either side; digits that belong to a word, such as a code's, are no number. */
const AMOUNT = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(?<before>[$€£¥]|[A-Z]{3}(?=\s))\s?(?<one>${NUMBER})|(?<two>${NUMBER})\s?(?<after>${UNIT}))`,
  'gu',
);
const ANY_NUMBER = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${NUMBER})(?!\p{L})`, 'gu');
/** ISO 4217. */
export const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Shares and sums of money in a text, in its order. */
export const amountsIn = (text: string): readonly Amount[] =>
  [...text.matchAll(AMOUNT)].flatMap((match) => {
    const { before, one, two, after } = match.groups ?? {};
    const unit = unitOf(before ?? after ?? '');
    if (unit === undefined) return [];
    return [{ value: numberOf(one ?? two ?? ''), unit, text: match[0], index: match.index }];
  });

const unitOf = (sign: string): string | undefined => {
  if (sign === '%' || sign === 'percent') return '%';
  const code = SIGNS[sign] ?? sign;
  return CURRENCIES.has(code) ? code : undefined;
};

/** `1.000,50`, `1,000.50` and `1 000,50` are one number: what is left of the last separator with two digits or one is whole. */
const numberOf = (text: string): number => {
  const decimals = /[.,](\d{1,2})$/.exec(text);
  const whole = decimals === null ? text : text.slice(0, decimals.index);
  return Number(`${whole.replace(/\D/g, '')}.${decimals?.[1] ?? '0'}`);
};

/** All numbers of a text, sorted, each once: for telling whether two languages say the same. */
export const numbersIn = (text: string): readonly number[] =>
  [...new Set([...text.matchAll(ANY_NUMBER)].map(([number]) => numberOf(number)))].sort((a, b) => a - b);
