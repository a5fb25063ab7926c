import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Statement } from '../../../contracts/approval';
import { statementBytes } from '../../../lib/approval/keys/signature';
import { NAMESPACE } from '../../../lib/approval/keys/sshsig';
import { parseRecord, recordText } from '../../../lib/approval/record-file';
import { whyNotSigned } from '../../../lib/approval/signers';
import { signingKey } from '../../../lib/cli/verbs/approve/signing-key';
import { sshKeygen } from '../../../lib/cli/verbs/approve/ssh-keygen';

const VECTORS = JSON.parse(readFileSync(join(__dirname, '../../fixtures/approval/signatures.json'), 'utf8'));
const statement = JSON.parse(VECTORS.message) as Statement;

describe('ssh-keygen itself', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tandem-ssh-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const keygen = (args: readonly string[], input?: Buffer): string =>
    execFileSync('ssh-keygen', args, { encoding: 'utf8', stdio: 'pipe', ...(input && { input }) });
  /** A new key; the file of its private part. */
  const made = (kind = 'ed25519'): string => {
    const file = join(folder, 'key');
    keygen(['-q', '-t', kind, '-N', '', '-C', 'thrown away', '-f', file]);
    return file;
  };
  const signer = (file: string) => ({
    ...{ person: statement.person, name: 'Nina', email: 'nina@coats.example', roles: ['brand'], leads: [] },
    keys: [readFileSync(`${file}.pub`, 'utf8')],
  });

  it('signs what a record needs, for a key that is known by its .pub file alone', () => {
    const file = made();
    const key = signingKey(`${file}.pub`, sshKeygen);
    const record = key.sign(statement);
    expect(keygen(['-l', '-f', file])).toContain(` ${record.signature.key} `);
    expect(parseRecord(recordText(record))).toEqual(record);
    expect(whyNotSigned(record, [signer(file)])).toBeUndefined();
    const other = { ...record, statement: { ...statement, role: 'lead' } };
    expect(whyNotSigned(other, [signer(file)])).toContain('signature does not fit');
  });

  it('makes the same signature as we do with a key that we read', () => {
    const file = made();
    const never = () => {
      throw new Error('It was not to be asked.');
    };
    expect(signingKey(file, never).sign(statement)).toEqual(signingKey(`${file}.pub`, sshKeygen).sign(statement));
  });

  it('takes our signature for one of that person, over that statement and no other', () => {
    const file = made();
    const { signature } = signingKey(file, sshKeygen).sign(statement);
    const signed = join(folder, 'signature');
    const lines = signature.value.replace(/.{70}/g, '$&\n');
    writeFileSync(signed, `-----BEGIN SSH SIGNATURE-----\n${lines}\n-----END SSH SIGNATURE-----\n`);
    const allowed = join(folder, 'allowed');
    writeFileSync(allowed, `nina@coats.example ${readFileSync(`${file}.pub`, 'utf8')}`);
    const words = ['-Y', 'verify', '-n', NAMESPACE, '-f', allowed, '-I', 'nina@coats.example', '-s', signed];
    expect(keygen(words, statementBytes(statement))).toContain('Good "tandem-approval" signature');
    const other = statementBytes({ ...statement, role: 'lead' });
    expect(() => keygen(words, other)).toThrow('ssh-keygen');
  });

  it('is not asked for a key that approves nothing, and says itself why it does not sign', () => {
    expect(() => signingKey(`${made('ecdsa')}.pub`, sshKeygen)).toThrow('only those approve');
    expect(() => sshKeygen(join(folder, 'gone'), statementBytes(statement))).toThrow('did not sign');
  });
});
