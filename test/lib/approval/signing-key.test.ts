import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Statement } from '../../../contracts/approval';
import { parseRecord, recordText } from '../../../lib/approval/record-file';
import { signingKey } from '../../../lib/cli/verbs/approve/signing-key';

const VECTORS = JSON.parse(readFileSync(join(__dirname, '../../fixtures/approval/signatures.json'), 'utf8'));
const statement = JSON.parse(VECTORS.message) as Statement;
const never = () => {
  throw new Error('It was not to be asked.');
};

describe('the key that somebody signs with', () => {
  let folder: string;
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tandem-key-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each([
    ['of OpenSSH', () => VECTORS.ssh.private, () => VECTORS.ssh.sha512, 'sshsig'],
    ['of PEM', () => VECTORS.bare.private, () => VECTORS.bare.signature, 'ed25519'],
  ])('is read here when it is one %s without passphrase', (_case, text, value, kind) => {
    const record = signingKey(file('key', text()), never).sign(statement);
    expect(record.signature).toMatchObject({ kind, value: value() });
    expect(parseRecord(recordText(record))).toEqual(record);
  });

  it('is left to ssh-keygen when an agent has it', () => {
    const asked: string[] = [];
    const key = signingKey(file('ada.pub', VECTORS.ssh.line), (path, message) => {
      asked.push(path, message.toString());
      return Buffer.from(VECTORS.ssh.sha512, 'base64');
    });
    expect(key.public.fingerprint).toBe(VECTORS.ssh.fingerprint);
    expect(key.sign(statement).signature).toEqual({
      kind: 'sshsig',
      key: VECTORS.ssh.fingerprint,
      value: VECTORS.ssh.sha512,
    });
    expect(asked).toEqual([join(folder, 'ada.pub'), VECTORS.message]);
  });

  it('is left to ssh-keygen when it has a passphrase, and is known by the line beside it', () => {
    const path = file('locked', VECTORS.locked.ssh);
    expect(() => signingKey(path, never)).toThrow('locked.pub is not beside it');
    file('locked.pub', VECTORS.ssh.line);
    expect(signingKey(path, never).public.fingerprint).toBe(VECTORS.ssh.fingerprint);
  });

  it.each([
    ['for something else', () => VECTORS.ssh.otherNamespace],
    ['with another key', () => VECTORS.refused.rsaSignature],
  ])('signs nothing where ssh-keygen signed %s', (_case, value) => {
    const key = signingKey(file('ada.pub', VECTORS.ssh.line), () => Buffer.from(value(), 'base64'));
    expect(() => key.sign(statement)).toThrow('signed with another key');
  });

  it.each([
    ['is not there', 'gone', '', 'There is no key'],
    ['is RSA', 'key', VECTORS.refused.rsaPrivate, 'only Ed25519 keys approve'],
    ['is PEM with a passphrase', 'key', VECTORS.locked.pem, 'PEM with a passphrase'],
    ['is an RSA line', 'key.pub', VECTORS.refused.rsa, 'only those approve'],
    ['is none', 'key', 'hello', 'neither a private key'],
  ])('is refused when it %s', (_case, name, text, why) => {
    const path = text === '' ? join(folder, name) : file(name, text);
    expect(() => signingKey(path, never)).toThrow(why);
  });
});
