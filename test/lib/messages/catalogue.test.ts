import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../../contracts/finding';
import { english } from '../../../lib/messages/en';
import { CODES } from '../../../lib/workspace/codes';
import { runTandem } from '../../support/fake-stage';
import { ownWords } from '../../support/own-words';
import { FIXTURES, removeWorkspaces, workspaceWith } from '../../support/workspace';

jest.mock('../../../lib/messages/en', () => {
  const actual = jest.requireActual('../../../lib/messages/en');
  const { pseudoLanguage } = jest.requireActual('../../support/pseudo-language');
  return { english: pseudoLanguage(actual.english) };
});

afterAll(removeWorkspaces);

const ROOT = join(__dirname, '../../..');

const wrongFiles = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(join(FIXTURES, 'invalid')).map((name) => [
      `launches/${name}`,
      readFileSync(join(FIXTURES, 'invalid', name), 'utf8'),
    ]),
  );

describe('the catalogue of messages', () => {
  it('speaks another language wherever check says something', async () => {
    const root = workspaceWith(wrongFiles());
    const { findings } = JSON.parse((await runTandem(root, ['check', '--json'])).out) as { findings: Finding[] };

    expect(new Set(findings.map(({ code }) => code)).size).toBeGreaterThan(60);
    expect(findings.filter(({ message, fix }) => !/^⟦.+⟧$/s.test(message) || !/^⟦.+⟧$/s.test(fix))).toEqual([]);
    expect((await runTandem(root, ['check'])).out).toContain('  fix: ⟦');
  });

  it.each(['lib/workspace', 'lib/brand'])('has every word that the checks of %s say', (room) => {
    const files = readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    const own = files.flatMap((name) => {
      const words = ownWords(readFileSync(join(ROOT, room, name), 'utf8'));
      return words.map((text) => `${name}: ${text}`);
    });

    expect(own).toEqual([]);
  });

  it('sees words that a check would write itself', () => {
    expect(ownWords("const fix = 'Do it.'; x = { code: 'a.b', message: `wrong`, path: ['fix'] };")).toEqual([
      'Do it.',
      'wrong',
    ]);
    expect(ownWords("x = { ...say('a.b', { name: 'x' }), message: say('c.d', 'e').message };")).toEqual([]);
  });

  it('has words for every code of the workspace', () => {
    const told = new Set(Object.keys(english.findings).map((key) => key.split('.', 2).join('.')));

    expect(Object.keys(CODES).filter((code) => !told.has(code))).toEqual([]);
  });
});
