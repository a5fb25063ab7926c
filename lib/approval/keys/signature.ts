import { sign, verify } from 'node:crypto';
import type { ApprovalRecord, Statement } from '../../../contracts/approval';
import { canonicalJson } from '../../governance/register/canonical-json';
import type { PrivateKey } from './private-key';
import type { PublicKey } from './public-key';
import { strictBase64 } from './ssh-wire';
import { NAMESPACE, signSsh, verifySsh } from './sshsig';

type Signature = ApprovalRecord['signature'];

/** What is signed of a statement: equal statements have equal bytes. */
export const statementBytes = (statement: Statement): Buffer => Buffer.from(canonicalJson(statement), 'utf8');

/** Ed25519 itself has no namespace, so what it signs begins with ours. */
const bareBytes = (message: Buffer): Buffer => Buffer.concat([Buffer.from(`${NAMESPACE}\0`, 'latin1'), message]);

/** Signs a statement with a private key. */
export const signStatement = (statement: Statement, key: PrivateKey): Signature => {
  const message = statementBytes(statement);
  const bytes = key.makes === 'sshsig' ? signSsh(message, key) : sign(null, bareBytes(message), key.key);
  return { kind: key.makes, key: key.public.fingerprint, value: bytes.toString('base64') };
};

/** Whether this key made the record's signature over exactly its statement. */
export const isSignedBy = ({ statement, signature }: ApprovalRecord, key: PublicKey): boolean => {
  const bytes = strictBase64(signature.value);
  if (bytes === undefined || signature.key !== key.fingerprint) return false;
  const message = statementBytes(statement);
  if (signature.kind === 'sshsig') return verifySsh(message, bytes, key);
  return bytes.length === 64 && verify(null, bareBytes(message), key.key, bytes);
};
