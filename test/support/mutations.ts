import fc from 'fast-check';

/** Values of every type, and text that YAML reads as something else. */
const VALUES = [
  '',
  'null',
  'true',
  '7',
  '-1',
  '1e400',
  '.nan',
  '0x1F',
  '2026-11-27',
  '"text"',
  "''",
  '[]',
  '{}',
  '[a, { b: c }]',
  '{ a: { b: [1] } }',
  '*gone',
  '&here x',
  '!!binary aGk=',
  '!tag x',
  '<<',
  '|',
  '__proto__',
  '{{ x | y }}',
  '{% if %}',
  '"\\ud800"',
  '999999 days',
  '99999999999999999999 USD',
] as const;

type Mutation = (text: string) => string;

const at = <T>(list: readonly T[], share: number): number => Math.floor(share * list.length);
const lines =
  (change: (all: string[]) => void): Mutation =>
  (text) => {
    const all = text.split('\n');
    change(all);
    return all.join('\n');
  };

const share = fc.double({ min: 0, max: 0.999, noNaN: true });

/** One change that a person, an editor or a disk could make to a YAML file. */
export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  // A value becomes one of another type.
  fc.tuple(share, fc.constantFrom(...VALUES)).map(
    ([where, value]): Mutation =>
      (text) => {
        const values = [...text.matchAll(/(?<=: |- |\[|, )[^\s{}[\],][^{}[\],\n]*/g)];
        const chosen = values[at(values, where)];
        return chosen === undefined
          ? text
          : text.slice(0, chosen.index) + value + text.slice(chosen.index + chosen[0].length);
      },
  ),
  // A key gets another name, perhaps one that every object has.
  fc.tuple(share, fc.constantFrom('x', '__proto__', 'constructor', 'toString', '7', '<<', '""')).map(
    ([where, name]): Mutation =>
      (text) => {
        const keys = [...text.matchAll(/[\w-]+(?=:)/g)];
        const chosen = keys[at(keys, where)];
        return chosen === undefined
          ? text
          : text.slice(0, chosen.index) + name + text.slice(chosen.index + chosen[0].length);
      },
  ),
  // A line moves, goes, stands twice or is indented otherwise.
  fc.tuple(share, share).map(([from, to]) =>
    lines((all) => {
      const [line = ''] = all.splice(at(all, from), 1);
      all.splice(at(all, to), 0, line);
    }),
  ),
  share.map((where) => lines((all) => void all.splice(at(all, where), 1))),
  share.map((where) => lines((all) => void all.splice(at(all, where), 0, all[at(all, where)] ?? ''))),
  fc
    .tuple(share, fc.constantFrom('  ', '\t', ' ', '- '))
    .map(([where, indent]) =>
      lines((all) => void all.splice(at(all, where), 1, `${indent}${all[at(all, where)] ?? ''}`)),
    ),
  // A character is another one.
  fc.tuple(share, fc.constantFrom(...'\t\u0000\ufeff:#-{}[]"\'&*!|>%@`\\é😀\r\n ')).map(
    ([where, sign]): Mutation =>
      (text) => {
        const index = Math.floor(where * text.length);
        return text.slice(0, index) + sign + text.slice(index + 1);
      },
  ),
);

/** Bytes of a text with some of them changed: often no UTF-8 any more. */
export const flipped = (text: string, flips: readonly (readonly [share: number, bits: number])[]): Buffer => {
  const bytes = Buffer.from(text);
  for (const [where, bits] of flips) {
    const index = Math.floor(where * bytes.length);
    bytes[index] = (bytes[index] ?? 0) ^ bits;
  }
  return bytes;
};

/** Places of a text and what to change there. */
export const flips = fc.array(fc.tuple(share, fc.integer({ min: 1, max: 255 })), { maxLength: 2 });
