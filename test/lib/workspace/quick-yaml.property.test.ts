import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { parseDocument } from 'yaml';
import { loadWorkspace } from '../../../lib/workspace';
import { quickValue } from '../../../lib/workspace/quick-yaml';
import { mutation } from '../../support/mutations';
import { AS_OF, FIXTURES } from '../../support/workspace';

const ROOT = `${__dirname}/../../..`;
const files = [...loadWorkspace(ROOT, { asOf: AS_OF }).sources, ...loadWorkspace(`${FIXTURES}/workspace`).sources];
const texts = files.flatMap(([file, text]) => (file.endsWith('.yaml') && text !== '' ? [text] : []));

/** What means something in YAML, and values that it could read in two ways. */
const SIGNS = [
  ...['\n', '\n  ', '\n- ', '  - ', '- - ', ': ', ':', ' : ', '? ', ' #', '# x\n', '\n# y\n', '{', '}', '[', ']', ', '],
  ...[
    '"',
    "'",
    "''",
    '""',
    '|\n',
    '>\n',
    '|-\n',
    '>+\n',
    '|2\n',
    '&',
    '*',
    '!',
    '%',
    '@',
    '`',
    '~',
    '\\',
    '---\n',
    '\n...',
  ],
  ...['{}', '[]', '{a}', '{ a: b, c }', '[a: b]', '"x":y', '{"a":1}', "'it''s'", 'a: b', 'key:\n', '<<: ', 'null: '],
  ...[
    '0x1F',
    '0o17',
    '1e3',
    '1e400',
    '.inf',
    '.nan',
    '007',
    '-0',
    '+1',
    '1_000',
    '0b1',
    'yes',
    'TRUE',
    'Null',
    '1.',
    '.5',
  ],
  ...['2026-11-22', '12:30', '9007199254740993', 'é', '😀', '\u00a0', '\u2028', '\t', '\r\n', '\ufeff'],
];

/** Some lines of a file, set to the left, so that a change at their edge counts. */
const piece = fc
  .tuple(fc.constantFrom(...texts), fc.nat(), fc.integer({ min: 1, max: 12 }))
  .map(([text, from, count]) => {
    const all = text.split('\n');
    const some = all.slice(from % all.length, (from % all.length) + count);
    const indent = Math.min(...some.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
    return some.map((line) => line.slice(indent)).join('\n');
  });

const sign = fc
  .tuple(fc.nat(), fc.constantFrom(...SIGNS), fc.integer({ min: 0, max: 3 }))
  .map(([where, put, instead]) => (text: string): string => {
    const at = where % (text.length + 1);
    return text.slice(0, at) + put + text.slice(at + instead);
  });

const changed = fc
  .tuple(piece, fc.array(fc.oneof(sign, mutation), { minLength: 1, maxLength: 4 }))
  .map(([text, changes]) => changes.reduce((now, change) => change(now), text));
const madeUp = fc
  .array(fc.constantFrom(...SIGNS, 'a', 'b', ' '), { minLength: 1, maxLength: 12 })
  .map((all) => all.join(''));

describe('the quick reader', () => {
  it('says of any text what the reader with positions says, without a mistake, or nothing', () => {
    let taken = 0;
    const runs = 20_000;
    fc.assert(
      fc.property(fc.oneof({ weight: 4, arbitrary: changed }, madeUp), (text) => {
        const value = quickValue(text);
        if (value === undefined) return;
        taken += 1;
        const doc = parseDocument(text, { prettyErrors: false, logLevel: 'error' });
        expect([...doc.errors, ...doc.warnings]).toEqual([]);
        expect(isDeepStrictEqual(value, doc.toJS()) || [value, doc.toJS()]).toBe(true);
      }),
      { numRuns: runs },
    );
    expect(taken).toBeGreaterThan(runs / 20);
  });

  it.each(files.filter(([file]) => file.startsWith('launches/')))('takes %s', (_file, text) => {
    expect(quickValue(text)).toEqual(parseDocument(text).toJS());
  });

  it.each([
    ['a key of nothing', ': x'],
    ['a key that is null', 'a: { null }'],
    ['a key that stands for something else', 'null: x'],
    ['a number without an end', 'a: 1e400'],
    ['an item and a key on one line', 'a:\n- "x" b: c'],
    ['two items on one line', 'a: "x" "y"'],
    ['a block that says how far it is indented', 'a: |1\n  x\n'],
    ['a block whose text begins further right', 'a: |\n    x\n  y\n'],
    ['a block that begins with spaces', 'a: |\n      \n  y\n'],
    ['text over several lines', 'a: x\n  y'],
    ['brackets over several lines', 'a: [x,\n  y]'],
    ['brackets that close too early', 'a:\n- { b: c} d, e: f }'],
    ['an anchor', 'a: &b c'],
    ['an alias in brackets', 'a: [*b]'],
    ['a tag', 'a: !b c'],
    ['a placeholder without quotes', 'a: {{ b }}'],
    ['a tab', 'a:\tb'],
    ['a key that every object has', '__proto__: x'],
    ['a comment before a bracket that closes', 'a: { a: b\n# y\n}'],
    ['a second document', 'a: 1\n---\nb: 2'],
    ['a mistake', 'a: [1, 2'],
    ['one key twice', 'a: 1\na: 2'],
    ['nothing', '# only a comment\n'],
  ])('leaves %s to the other reader', (_what, text) => {
    expect(quickValue(text)).toBeUndefined();
  });
});
