import { sign } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { ABOUT, SIGNATURE, SIGNER, sealed } from '../../../lib/evidence/seal';
import { hashesOf, SUMS, sumsText } from '../../../lib/evidence/sums';
import { verifyBundle } from '../../../lib/evidence/verify';
import { bundleFolder, FILES, folderWith, keyOf, newKeyPem, SUBJECT } from '../../support/evidence-bundle';

const key = keyOf(newKeyPem());
const other = keyOf(newKeyPem());
const REGISTER = 'build/register.json';
const CSV = 'build/findings.csv';

/** What somebody does to a bundle, and the file that has to be named for it. */
interface Tampering {
  readonly kind: string;
  readonly names: string;
  readonly does: (at: (file: string) => string) => void;
}

const edit = (file: string, change: (text: string) => string): void =>
  writeFileSync(file, change(readFileSync(file, 'utf8')));

/** Writes all of a bundle's files anew, as somebody without the key can: hashes agree, the signature is the old one. */
const rewrite = (at: (file: string) => string, files: ReadonlyMap<string, string>): void => {
  for (const [file, content] of sealed(files, SUBJECT)) writeFileSync(at(file), content);
};

const listAnew = (at: (file: string) => string, ...more: readonly string[]): void => {
  const files = [...FILES.keys(), ABOUT, SIGNER, ...more];
  writeFileSync(at(SUMS), sumsText(hashesOf(new Map(files.map((file) => [file, readFileSync(at(file))])))));
};

const TAMPERINGS: readonly Tampering[] = [
  { kind: 'a file is added', names: 'build/more.json', does: (at) => writeFileSync(at('build/more.json'), '{}') },
  { kind: 'a hidden file is added', names: '.hidden', does: (at) => writeFileSync(at('.hidden'), '') },
  { kind: 'a file is removed', names: REGISTER, does: (at) => rmSync(at(REGISTER)) },
  {
    kind: 'one character is altered',
    names: REGISTER,
    does: (at) => edit(at(REGISTER), (text) => text.replace('[', ' [')),
  },
  {
    kind: 'a file is renamed',
    names: 'build/list.json',
    does: (at) => renameSync(at(REGISTER), at('build/list.json')),
  },
  {
    kind: 'a name is written in capitals',
    names: 'build/Register.json',
    does: (at) => renameSync(at(REGISTER), at('build/Register.json')),
  },
  {
    kind: 'a name has a letter that only looks the same',
    names: 'build/register.js\u043en',
    does: (at) => writeFileSync(at('build/register.js\u043en'), '{}'),
  },
  {
    kind: 'two names that Unicode composes to one',
    names: 'build/re\u0301gister.json',
    does: (at) => writeFileSync(at('build/re\u0301gister.json'), '{}'),
  },
  {
    kind: 'two files are swapped',
    names: CSV,
    does: (at) => {
      renameSync(at(CSV), at('swap'));
      renameSync(at(REGISTER), at(CSV));
      renameSync(at('swap'), at(REGISTER));
    },
  },
  {
    kind: 'a file is a link to one of the same content',
    names: REGISTER,
    does: (at) => {
      renameSync(at(REGISTER), `${at('')}-elsewhere`);
      symlinkSync(`${at('')}-elsewhere`, at(REGISTER));
    },
  },
  {
    kind: 'a folder is a link',
    names: 'build/templates',
    does: (at) => {
      renameSync(at('build/templates'), `${at('')}-templates`);
      symlinkSync(`${at('')}-templates`, at('build/templates'));
    },
  },
  { kind: 'a file is cut', names: REGISTER, does: (at) => truncateSync(at(REGISTER), 4) },
  { kind: 'a file is emptied', names: REGISTER, does: (at) => truncateSync(at(REGISTER), 0) },
  { kind: 'something is put at the end', names: REGISTER, does: (at) => appendFileSync(at(REGISTER), '\n') },
  {
    kind: 'ends of lines are changed',
    names: CSV,
    does: (at) => edit(at(CSV), (text) => text.replaceAll('\r\n', '\n')),
  },
  {
    kind: 'a byte order mark is put first',
    names: REGISTER,
    does: (at) => edit(at(REGISTER), (text) => `\ufeff${text}`),
  },
  { kind: 'an empty folder is added', names: 'period/more', does: (at) => mkdirSync(at('period/more')) },
  {
    kind: 'the list is in another order',
    names: SIGNATURE,
    does: (at) => edit(at(SUMS), (text) => `${text.trimEnd().split('\n').reverse().join('\n')}\n`),
  },
  {
    kind: 'a line of the list is dropped, and its file',
    names: SIGNATURE,
    does: (at) => {
      rmSync(at(REGISTER));
      edit(at(SUMS), (text) => text.replace(/^.*register\.json\n/m, ''));
    },
  },
  {
    kind: 'the list ends its lines otherwise',
    names: SIGNATURE,
    does: (at) => edit(at(SUMS), (text) => text.replaceAll('\n', '\r\n')),
  },
  { kind: 'the list is gone', names: SUMS, does: (at) => rmSync(at(SUMS)) },
  {
    kind: 'a file and its hash are altered together',
    names: SIGNATURE,
    does: (at) => {
      edit(at(REGISTER), () => '{}\n');
      listAnew(at);
    },
  },
  {
    kind: 'everything is written anew by somebody without the key',
    names: SIGNATURE,
    does: (at) => rewrite(at, new Map([...FILES, [REGISTER, '{}\n']])),
  },
  { kind: 'the signature is gone', names: SIGNATURE, does: (at) => rmSync(at(SIGNATURE)) },
  {
    kind: 'the bundle is made an unsigned one',
    names: SIGNATURE,
    does: (at) => {
      rmSync(at(SIGNATURE));
      rmSync(at(SIGNER));
      rewrite(at, FILES);
    },
  },
  {
    kind: 'one bit of the signature is turned',
    names: SIGNATURE,
    does: (at) => {
      const bytes = readFileSync(at(SIGNATURE));
      bytes[10] = (bytes[10] ?? 0) ^ 1;
      writeFileSync(at(SIGNATURE), bytes);
    },
  },
  { kind: 'the signature is cut', names: SIGNATURE, does: (at) => truncateSync(at(SIGNATURE), 63) },
  {
    kind: 'somebody else signs it',
    names: SIGNATURE,
    does: (at) => writeFileSync(at(SIGNATURE), sign(null, readFileSync(at(SUMS)), other.key)),
  },
  {
    kind: 'somebody else writes and signs all of it, with their own key in it',
    names: SIGNATURE,
    does: (at) => {
      for (const [file, content] of sealed(FILES, SUBJECT, other)) writeFileSync(at(file), content);
    },
  },
  {
    kind: 'the key in it is another',
    names: SIGNER,
    does: (at) => writeFileSync(at(SIGNER), other.public.key.export({ format: 'pem', type: 'spki' })),
  },
  {
    kind: 'it says that it is of another version',
    names: ABOUT,
    does: (at) => edit(at(ABOUT), (text) => text.replace('"version":1', '"version":0')),
  },
  {
    kind: 'it says that it is of another commit',
    names: ABOUT,
    does: (at) => edit(at(ABOUT), (text) => text.replace('0123', '3210')),
  },
];

describe('verifyBundle', () => {
  it('finds nothing in a bundle as it was written', () => {
    const verified = verifyBundle(bundleFolder(key), [other.public, key.public]);
    expect(verified).toEqual(expect.objectContaining({ differences: [], signedBy: key.public.fingerprint, files: 8 }));
  });

  it('knows twenty kinds of tampering and more', () => {
    expect(new Set(TAMPERINGS.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(20);
  });

  it.each(TAMPERINGS)('names $names where $kind', ({ does, names }) => {
    const folder = bundleFolder(key);
    does((file) => (file === '' ? folder : join(folder, file)));
    const { differences } = verifyBundle(folder, [key.public]);
    expect(differences.map(({ file }) => file)).toContain(names);
    const first = differences[0]?.file;
    // Where it is renamed, either name may come first.
    expect([names, REGISTER, 'build/templates/stack.json']).toContain(first);
  });

  it.each(TAMPERINGS.filter(({ names }) => names !== SIGNATURE && names !== SIGNER))(
    'finds without any key that $kind',
    ({ does, names }) => {
      const folder = bundleFolder();
      does((file) => (file === '' ? folder : join(folder, file)));
      expect(verifyBundle(folder, 'hashes-only').differences.map(({ file }) => file)).toContain(names);
    },
  );

  it('believes no list with a name that leads out of the folder, stands twice, or is no plain text', () => {
    for (const line of ['../x', '/x', 'a//b', './a', 'a b', 'b\u00e9', 'a/../b', 'a\\b']) {
      const folder = bundleFolder();
      writeFileSync(join(folder, SUMS), `${'0'.repeat(64)}  ${line}\n`);
      expect(verifyBundle(folder, 'hashes-only').differences.map(({ file }) => file)).toContain(SUMS);
    }
  });

  it('sees a file that signed hashes name but whose root is another: what a signer may not write either', () => {
    const files = new Map([...sealed(FILES, SUBJECT)].filter(([file]) => file !== SUMS));
    const more = new Map<string, string | Uint8Array>([...files, ['build/more.json', '{}']]);
    const folder = folderWith(new Map([...more, [SUMS, sumsText(hashesOf(more))]]));
    expect(verifyBundle(folder, 'hashes-only').differences).toEqual([
      { file: ABOUT, what: `has another root than ${SUMS} gives` },
    ]);
  });
});
