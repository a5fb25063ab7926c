import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'yaml';
import { loadWorkspace } from '../../../lib/workspace';
import { mend } from '../../../lib/workspace/mend/mend';
import { mendFiles } from '../../../lib/workspace/mend/mend-files';
import { AS_OF, removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const HEAD = `launch: wrong # stays
team: retail-marketing
purpose: personalised-offers
when: { timezone: America/New_York, starts: 2026-11-23 00:00, ends: 2026-11-29 23:59 }
`;
const launch = (copy: string, rest = 'channels: { use: [{ channel: app }] }\n', offer = ''): string =>
  `${HEAD}${rest}offers:
  - id: one
${offer}    copy:
      en:
${copy}
        body: "Yes."
`;
const file = 'launches/wrong.yaml';
const mended = (text: string): { readonly text: string; readonly left: readonly string[] } => {
  const root = workspaceWith({ [file]: text });
  mendFiles(root, AS_OF);
  const { findings } = loadWorkspace(root, { asOf: AS_OF });
  return {
    text: readFileSync(join(root, file), 'utf8'),
    left: findings.filter((one) => one.file === file).map(({ code, path }) => `${code} ${path}`),
  };
};
/** What YAML reads as something else than text. */
const COPY_TRAPS = 'ab0 :#{}[],!%&*"\'|>@`-?~.1eE_';
const headline = (text: string): unknown => parse(text).offers[0].copy.en.headline;

describe('mending a launch', () => {
  it.each([
    ['plain text', 'Hello you', 'Hello you'],
    ['a colon', 'Today: all is new', 'Today: all is new'],
    ['an exclamation mark', '!New coats', '!New coats'],
    ['braces', "{{ first_name | default: 'Hello' }}, come by", "{{ first_name | default: 'Hello' }}, come by"],
    ['a number', '0815', '0815'],
    ['an exponent', '1E10', '1E10'],
    ['a word for true', 'yes', 'yes'],
    ['a percent sign', '%s', '%s'],
    ['quotes inside', 'Say "hi" to 7 coats', 'Say "hi" to 7 coats'],
  ])('quotes %s as it was written', (_, written, text) => {
    const result = mended(launch(`        headline: ${written}`));
    expect(result.left).toEqual([]);
    expect(headline(result.text)).toBe(text);
  });

  it('keeps every comment and every other byte', () => {
    const before = launch('        headline: Hello you\n        # a note');
    expect(mended(before).text).toBe(before.replace('Hello you', '"Hello you"'));
  });

  it('quotes a code as it was written', () => {
    const result = mended(launch('        headline: "x"', undefined, '    code: { fixed: 007 }\n'));
    expect(result.left).toEqual([]);
    expect(parse(result.text).offers[0].code.fixed).toBe('007');
  });

  it('writes units as they are written here', () => {
    const rest = `channels: { use: [{ channel: app }] }
audience: { holdout: 10, atMost: 25,000 people } # few
limits: { perPerson: { messages: 1, per: 7d } }
budget: { sending: $500, discounts: 20 €, whenSpent: warn }
`;
    const offer = '    gives: { percentOff: 20% }\n';
    const result = mended(
      launch('        headline: "20% off"', rest.replace('25,000 people', '"25,000 people"'), offer),
    );
    expect(result.left).toEqual([]);
    expect(parse(result.text)).toMatchObject({
      audience: { holdout: '10%', atMost: '25000 people' },
      limits: { perPerson: { per: '7 days' } },
      budget: { sending: '500 USD', discounts: '20 EUR' },
      offers: [{ gives: { percentOff: 20 } }],
    });
    expect(result.text).toContain('# few');
  });

  it('gives misspelt keys their name', () => {
    const result = mended(launch('        headlin: "x"', 'chanels: { use: [{ chanel: app }] } # where\n'));
    expect(result.left).toEqual([]);
    expect(result.text).toContain('channels: { use: [{ channel: app }] } # where');
  });

  it.each([
    ['a comment that may be meant as text', '        headline: Sale #1', 'copy.unquoted offers[0].copy.en.headline'],
    [
      'text that a comma has cut',
      '        headline: "x"\n        link: { label: See, now, to: "app://x" }',
      'copy.unquoted offers[0].copy.en.link.label',
    ],
    [
      'a key for which there is no one name',
      '        headline: "x"\n        zzz: 1',
      'schema.unknownKey offers[0].copy.en.zzz',
    ],
  ])('leaves %s to its author', (_, copy, finding) => {
    const before = launch(copy);
    const result = mended(before);
    expect(result.text).toBe(before);
    expect(result.left).toContain(finding);
  });

  it('keeps the line ends and the byte order mark that a file has', () => {
    const before = `\ufeff${launch('        headline: Hello you')}`.replace(/\n/g, '\r\n');
    const root = workspaceWith({ [file]: before });
    mendFiles(root, AS_OF);

    expect(readFileSync(join(root, file), 'utf8')).toBe(before.replace('Hello you', '"Hello you"'));
  });

  it('keeps what somebody writes meanwhile, and mends that', () => {
    const [mine, theirs] = [launch('        headline: Hello you'), launch('        headline: Good day')];
    const early = mine.replace('wrong', 'early');
    const root = workspaceWith({ [file]: mine, 'launches/early.yaml': early });
    const { mended } = mendFiles(root, AS_OF, (path, bytes) => {
      if (path.endsWith('early.yaml')) writeFileSync(join(root, file), theirs);
      writeFileSync(path, bytes);
    });

    expect(readFileSync(join(root, file), 'utf8')).toBe(theirs.replace('Good day', '"Good day"'));
    expect(mended.map((one) => one.file)).toEqual(['launches/early.yaml', file]);
  });

  it('names files that it may not write, and leaves them as they are', () => {
    const before = launch('        headline: Hello you');
    const root = workspaceWith({ [file]: before });
    const refused = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });

    expect(
      mendFiles(root, AS_OF, () => {
        throw refused;
      }),
    ).toEqual({ mended: [], unwritable: [file] });
    expect(readFileSync(join(root, file), 'utf8')).toBe(before);
  });

  it('writes nowhere but in the project: a link is no file of it', () => {
    const outside = workspaceWith({ [file]: launch('        headline: Hello you') });
    const root = workspaceWith();
    symlinkSync(join(outside, file), join(root, file));

    expect(mendFiles(root, AS_OF)).toEqual({ mended: [], unwritable: [] });
    expect(readFileSync(join(outside, file), 'utf8')).toContain('headline: Hello you');
  });

  it('never touches what IT governs', () => {
    const findings = loadWorkspace(workspaceWith({ 'platform/goals.yaml': 'goalz: []\n' }), { asOf: AS_OF }).findings;
    expect(findings.map(({ code }) => code)).toContain('schema.unknownKey');
    expect(mend('platform/goals.yaml', 'goalz: []\n', findings)).toEqual({ text: 'goalz: []\n', findings: [] });
  });

  it('never changes a message in silence: its text is what was written, or a finding stays', () => {
    const copy = fc.string({ unit: fc.constantFrom(...COPY_TRAPS), minLength: 1, maxLength: 14 });
    fc.assert(
      // Many launches at a time: most of a reading is the rest of the workspace.
      fc.property(fc.array(copy, { minLength: 40, maxLength: 40 }), (written) => {
        const names = written.map((_, index) => `launches/wrong-${index}.yaml`);
        const texts = written.map((one, index) =>
          launch(`        headline: ${one}`).replace('wrong', `wrong-${index}`),
        );
        const root = workspaceWith(Object.fromEntries(names.map((name, index) => [name, texts[index]])));
        const found = () => new Set(loadWorkspace(root, { asOf: AS_OF }).findings.map((one) => one.file));
        const before = found();
        mendFiles(root, AS_OF);
        const left = found();
        for (const [index, name] of names.entries()) {
          if (left.has(name)) continue;
          const text = written[index]?.trim() ?? '';
          expect(headline(readFileSync(join(root, name), 'utf8'))).toBe(before.has(name) ? text : parse(text));
        }
      }),
      { numRuns: 5 },
    );
  });
});
