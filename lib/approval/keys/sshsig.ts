import { createHash, sign, verify } from 'node:crypto';
import type { PrivateKey } from './private-key';
import { type PublicKey, SSH_ED25519 } from './public-key';
import { WireError, WireReader, wireString, wireUint32 } from './ssh-wire';

/** Keeps a signature that was made for something else (a commit, a file, a login) from being one of ours. */
export const NAMESPACE = 'tandem-approval';

const MAGIC = Buffer.from('SSHSIG', 'latin1');
const VERSION = 1;
const HASHES = ['sha256', 'sha512'] as const;
type Hash = (typeof HASHES)[number];

/** What an SSH signature is over (OpenSSH, PROTOCOL.sshsig): never the message itself. */
const signedBytes = (message: Buffer, hash: Hash): Buffer =>
  Buffer.concat([
    MAGIC,
    wireString(NAMESPACE),
    wireString(''),
    wireString(hash),
    wireString(createHash(hash).update(message).digest()),
  ]);

/** An SSH signature in our namespace, as `ssh-keygen -Y sign` makes it. */
export const signSsh = (message: Buffer, { key, public: own }: PrivateKey): Buffer => {
  const hash: Hash = 'sha512';
  const signature = sign(null, signedBytes(message, hash), key);
  return Buffer.concat([
    MAGIC,
    wireUint32(VERSION),
    wireString(own.wire),
    wireString(NAMESPACE),
    wireString(''),
    wireString(hash),
    wireString(Buffer.concat([wireString(SSH_ED25519), wireString(signature)])),
  ]);
};

/** Whether this key made this signature over this message, in our namespace; false for whatever is no such signature. */
export const verifySsh = (message: Buffer, blob: Buffer, { key, wire }: PublicKey): boolean => {
  try {
    const { signer, namespace, reserved, hash, algorithm, signature } = partsOf(blob);
    const known = HASHES.find((one) => one === hash);
    if (known === undefined || !signer.equals(wire)) return false;
    if (namespace !== NAMESPACE || reserved.length > 0 || algorithm !== SSH_ED25519) return false;
    return signature.length === 64 && verify(null, signedBytes(message, known), key, signature);
  } catch (error) {
    if (error instanceof WireError) return false;
    throw error;
  }
};

const partsOf = (blob: Buffer) => {
  const reader = new WireReader(blob);
  if (!reader.bytes(MAGIC.length).equals(MAGIC)) throw new WireError('this is no SSH signature');
  if (reader.uint32() !== VERSION) throw new WireError('this version of SSH signatures is not known');
  const [signer, namespace, reserved, hash] = [reader.string(), reader.text(), reader.string(), reader.text()];
  const inner = new WireReader(reader.string());
  reader.end();
  const [algorithm, signature] = [inner.text(), inner.string()];
  inner.end();
  return { signer, namespace, reserved, hash, algorithm, signature };
};

/** The bytes inside of `-----BEGIN SSH SIGNATURE-----`, as ssh-keygen prints them; undefined where there are none. */
export const fromArmour = (text: string): Buffer | undefined => {
  const body = /-----BEGIN SSH SIGNATURE-----\n([A-Za-z0-9+/=\s]+)-----END SSH SIGNATURE-----/.exec(text)?.[1];
  return body === undefined ? undefined : Buffer.from(body, 'base64');
};
