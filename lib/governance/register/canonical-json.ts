/**
 * JSON as RFC 8785 writes it: keys in the order of their UTF-16 code units, no blanks, numbers and strings as ECMAScript
 * writes them. Equal data has equal bytes. Keys without a value are left out; throws on what JSON cannot say: numbers that
 * are none, half a surrogate pair, and objects that are more than their members.
 */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map((one) => canonicalJson(one ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) return `{${membersOf(value).join(',')}}`;
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`JSON has no ${value}.`);
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return JSON.stringify(value);
  throw new TypeError(`JSON has no ${typeof value}.`);
};

const membersOf = (object: object): readonly string[] => {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new TypeError(
      `JSON has no ${object.constructor?.name ?? 'such object'}: its members would not say what it is.`,
    );
  }
  return Object.entries(object)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${text(key)}:${canonicalJson(member)}`);
};

/** Half a pair has no UTF-8: another program would read another text. */
const text = (value: string): string => {
  if (!/\p{Surrogate}/u.test(value)) return JSON.stringify(value);
  throw new TypeError(`JSON has no half of a surrogate pair: ${JSON.stringify(value)}.`);
};
