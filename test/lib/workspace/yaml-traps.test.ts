import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { loadWorkspace } from '../../../lib/workspace';
import { AS_OF, removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const launch = (headline: string, offer = ''): string => `launch: trap
team: retail-marketing
purpose: personalised-offers
when: { timezone: America/New_York, starts: 2026-11-23 00:00, ends: 2026-11-29 23:59 }
channels: { use: [{ channel: app }] }
offers:
  - id: one
${offer}    copy:
      en:
        headline: ${headline}
        body: "Yes."
`;
const BOMB = `a: &a [1,1,1,1,1,1,1,1,1]
b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]
c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]
d: [*c,*c,*c,*c,*c,*c,*c,*c,*c]
`;

const findings = (text: string | Uint8Array): readonly string[] =>
  findingsOf(workspaceWith({ 'launches/trap.yaml': text }));
const findingsOf = (root: string): readonly string[] =>
  loadWorkspace(root, { asOf: AS_OF })
    .findings.filter(({ file }) => file === 'launches/trap.yaml')
    .map(({ line, column, code, message, fix }) => `${line}:${column} ${code}: ${message} > ${fix}`);

const UNQUOTED = 'Put the text in quotes, or under |.';

describe('a trap of YAML', () => {
  it.each([
    [
      'a comma that cuts a text',
      launch('').replace(/en:\n.*\n.*\n/, 'en: { headline: Hello, you, body: "Good" }\n'),
      [
        `9:23 copy.unquoted: "headline" is not in quotes: a comma or a bracket has cut it > ${UNQUOTED}`,
        '9:30 schema.unknownKey: "you" is not a key here; allowed: headline, body, link, image > Correct or remove the key.',
      ],
    ],
    [
      'a # that cuts a text',
      launch('Shop #1 in town'),
      [`10:19 copy.unquoted: "headline" is not in quotes: "#1 in town" is lost > ${UNQUOTED}`],
    ],
    [
      'a # that cuts a text whose key is spelt otherwise',
      launch('Shop #1 in town').replace('headline:', String.raw`"head\u006cine":`),
      [`10:26 copy.unquoted: "headline" is not in quotes: "#1 in town" is lost > ${UNQUOTED}`],
    ],
    [
      'a colon',
      launch('Today: all is new: come'),
      ['10:19', '10:26'].map(
        (at) =>
          `${at} file.syntax: a second ": " on the line makes a key of the text before it > Check the indentation and the colons.`,
      ),
    ],
    [
      'a code that is read as a number',
      launch('"x"', '    code: { fixed: 007 }\n'),
      ['8:20 schema.type: found the number 7; allowed: text > Put it in quotes: "007".'],
    ],
    [
      'a code that is read as a large number',
      launch('"x"', '    code: { fixed: 1E10 }\n'),
      ['8:20 schema.type: found the number 10000000000; allowed: text > Put it in quotes: "1E10".'],
    ],
    [
      'a word that other readers take for true',
      launch('yes'),
      [`10:19 copy.unquoted: "headline" is not in quotes: what follows a # would be lost > ${UNQUOTED}`],
    ],
    [
      'an exclamation mark that starts a type',
      launch('!New'),
      [
        '10:9 schema.range: found ""; at least 1 character > Raise or fill it.',
        '10:19 file.syntax: a word after "!" is read as a type, not as text > Put text that starts with "!" in quotes.',
      ],
    ],
    [
      'braces of a placeholder',
      launch('{{ first_name }}'),
      ['10:19 schema.type: found an entry with { first_name }; allowed: text > Write the text in quotes.'],
    ],
    [
      'a key without a value',
      launch(''),
      ['10:9 schema.type: found a key without a value; allowed: text > Give the key a value, or remove it.'],
    ],
    [
      'an alias of nothing',
      launch('"x"', '    for: [*b]\n'),
      [
        '8:11 file.syntax: an alias (*name) without an anchor (&name) before it > Write the values out instead of using aliases; put text that starts with * in quotes.',
      ],
    ],
    [
      'aliases that multiply',
      BOMB,
      [
        '2:8 file.syntax: aliases that repeat too much > Write the values out instead of using aliases; put text that starts with * in quotes.',
      ],
    ],
    [
      'a tab',
      launch('"x"').replace('    copy:', '\tcopy:'),
      ['8:1 file.syntax: a tab stands where lines are indented > Indent with spaces.'],
    ],
    [
      'the markers of a merge',
      launch('"x"').replace('offers:', '<<<<<<< HEAD\noffers:\n=======\noffer:\n>>>>>>> theirs'),
      [
        '6:1 file.conflict: two versions of these lines stand here, side by side > Keep one of the two and delete the markers.',
      ],
    ],
    [
      'text that is not UTF-8',
      new Uint8Array([0x6c, 0xff]),
      ['1:1 file.notUtf8: the file is not UTF-8 text > Save it as UTF-8.'],
    ],
    [
      'a file of more than a megabyte',
      '#'.repeat(1_048_577),
      [
        '1:1 file.tooLarge: 1048577 bytes; at most 1048576 are read > Split the file or remove what does not belong in it.',
      ],
    ],
    [
      'brackets without end',
      `a: ${'['.repeat(20_000)}`,
      [expect.stringMatching(/^1:\d+ file\.syntax: nested too deeply to be read > Close the brackets/)],
    ],
    [
      'a second document',
      `${launch('"x"')}---\nlaunch: other\n`,
      ['12:1 file.syntax: a second document starts here > Write one file each, without ---.'],
    ],
    [
      'a key that would be the prototype of all',
      launch('"x"', '    __proto__: { a: 1 }\n'),
      [
        '8:5 schema.unknownKey: "__proto__" is not a key here; allowed: id, for, gives, code, copy > Correct or remove the key.',
      ],
    ],
    [
      'a key that merges another entry',
      launch('"x"', '    <<: { id: two }\n'),
      [
        '8:5 schema.unknownKey: "<<" is not a key here; allowed: id, for, gives, code, copy > Correct or remove the key.',
      ],
    ],
    [
      'an hour that the clock skips',
      launch('"x"').replace('2026-11-23 00:00', '2026-03-08 02:30'),
      [
        '4:45 when.noSuchTime: "2026-03-08 02:30" does not exist in America/New_York > Choose a date of the calendar and an hour that the clock change does not skip.',
      ],
    ],
  ])('is told: %s', (_, text, expected) => {
    expect(findings(text)).toEqual(expected);
  });

  it('is told: a link instead of a file', () => {
    const root = workspaceWith();
    symlinkSync(join(root, 'launches/smallest.yaml'), join(root, 'launches/trap.yaml'));

    expect(findingsOf(root)).toEqual([
      '1:1 file.link: the file is a link to another place, and links are not read > Put the file itself here.',
    ]);
  });

  it.each([
    ['a byte order mark', `\ufeff${launch('"x"')}`],
    ['line ends of Windows', launch('"x"').replace(/\n/g, '\r\n')],
  ])('is none: %s', (_, text) => {
    expect(findings(text)).toEqual([]);
  });
});
