import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { type PublicKey, publicKeyOf, SSH_ED25519 } from './public-key';
import { WireError, WireReader } from './ssh-wire';

/** A key that a person signs with. */
export interface PrivateKey {
  readonly key: KeyObject;
  readonly public: PublicKey;
  /** Which kind of signature it makes: whoever has an SSH key makes what `ssh-keygen` makes. */
  readonly makes: 'sshsig' | 'ed25519';
}

/** Why this file cannot be signed with here: `locked` keys, and those of an agent, are left to ssh-keygen. */
export type PrivateKeyProblem = 'locked' | 'kind' | 'unreadable';

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const OPENSSH = /-----BEGIN OPENSSH PRIVATE KEY-----\s+([A-Za-z0-9+/=\s]+)-----END OPENSSH PRIVATE KEY-----/;
const MAGIC = Buffer.from('openssh-key-v1\0', 'latin1');

/** Reads an Ed25519 private key: OpenSSH's format without passphrase, or PEM. */
export const readPrivateKey = (text: string): PrivateKey | { readonly problem: PrivateKeyProblem } => {
  const openssh = OPENSSH.exec(text)?.[1];
  if (openssh === undefined) return fromPem(text);
  try {
    return fromOpenSsh(Buffer.from(openssh, 'base64'));
  } catch (error) {
    if (error instanceof WireError) return { problem: 'unreadable' };
    throw error;
  }
};

/** OpenSSH's own format (PROTOCOL.key). */
const fromOpenSsh = (bytes: Buffer): ReturnType<typeof readPrivateKey> => {
  const outer = new WireReader(bytes);
  if (!outer.bytes(MAGIC.length).equals(MAGIC)) return { problem: 'unreadable' };
  const cipher = outer.text();
  outer.string();
  outer.string();
  if (outer.uint32() !== 1) return { problem: 'unreadable' };
  if (new WireReader(outer.string()).text() !== SSH_ED25519) return { problem: 'kind' };
  if (cipher !== 'none') return { problem: 'locked' };
  const inner = new WireReader(outer.string());
  const [check, again] = [inner.uint32(), inner.uint32()];
  if (check !== again || inner.text() !== SSH_ED25519) return { problem: 'unreadable' };
  inner.string();
  return fromSeed(inner.string().subarray(0, 32), 'sshsig');
};

const fromPem = (text: string): ReturnType<typeof readPrivateKey> => {
  if (/BEGIN ENCRYPTED PRIVATE KEY/.test(text)) return { problem: 'locked' };
  try {
    const key = createPrivateKey(text);
    if (key.asymmetricKeyType !== 'ed25519') return { problem: 'kind' };
    return fromSeed(key.export({ format: 'der', type: 'pkcs8' }).subarray(-32), 'ed25519');
  } catch {
    // OpenSSL has a code of its own for each way in which a text is no key; to whoever named the file they are one.
    return { problem: 'unreadable' };
  }
};

const fromSeed = (seed: Buffer, makes: PrivateKey['makes']): ReturnType<typeof readPrivateKey> => {
  if (seed.length !== 32) return { problem: 'unreadable' };
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const own = publicKeyOf(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32));
  return 'problem' in own ? { problem: 'unreadable' } : { key, public: own, makes };
};
