import { existsSync, readFileSync } from 'node:fs';
import type { ApprovalRecord, Statement } from '../../../../contracts/approval';
import { type PrivateKey, readPrivateKey } from '../../../approval/keys/private-key';
import { type PublicKey, readPublicKey } from '../../../approval/keys/public-key';
import { isSignedBy, signStatement, statementBytes } from '../../../approval/keys/signature';
import { EnvironmentError } from '../../context';
import type { SignElsewhere } from './ssh-keygen';

/** A key that somebody signs with: whose it is can be told before it is used. */
export interface SigningKey {
  readonly public: PublicKey;
  /** Throws `EnvironmentError` where no signature comes of it. */
  readonly sign: (statement: Statement) => ApprovalRecord;
}

/** Opens a key file: one without passphrase is used here, any other and those of an agent (.pub) by ssh-keygen. */
export const signingKey = (file: string, elsewhere: SignElsewhere): SigningKey => {
  if (!existsSync(file)) throw new EnvironmentError(`There is no key ${file}. Name one with --key.`);
  const text = readFileSync(file, 'utf8');
  if (file.endsWith('.pub')) return foreign(file, text, elsewhere);
  const key = readPrivateKey(text);
  if (!('problem' in key)) return own(key);
  if (key.problem === 'locked' && /OPENSSH/.test(text)) return foreign(file, publicPart(file), elsewhere);
  throw new EnvironmentError(`${file} is no key to sign with here: ${WHY[key.problem]}.`);
};

const WHY = {
  locked: 'PEM with a passphrase is not read; use a key of OpenSSH, or one without',
  kind: 'only Ed25519 keys approve',
  unreadable: 'it is neither a private key of OpenSSH nor PEM',
} as const;

const own = (key: PrivateKey): SigningKey => ({
  public: key.public,
  sign: (statement) => ({ statement, signature: signStatement(statement, key) }),
});

const publicPart = (file: string): string => {
  if (existsSync(`${file}.pub`)) return readFileSync(`${file}.pub`, 'utf8');
  throw new EnvironmentError(`${file} has a passphrase, and ${file}.pub is not beside it.`);
};

const foreign = (file: string, line: string, elsewhere: SignElsewhere): SigningKey => {
  const key = readPublicKey(line);
  if ('problem' in key) throw new EnvironmentError(`${file} belongs to no Ed25519 key: only those approve.`);
  return {
    public: key,
    sign: (statement) => {
      const value = elsewhere(file, statementBytes(statement)).toString('base64');
      const record: ApprovalRecord = { statement, signature: { kind: 'sshsig', key: key.fingerprint, value } };
      if (isSignedBy(record, key)) return record;
      throw new EnvironmentError(`ssh-keygen signed with another key than ${file}, or something else.`);
    },
  };
};
