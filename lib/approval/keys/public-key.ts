import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { strictBase64, WireError, WireReader, wireString } from './ssh-wire';

/** An Ed25519 public key that signatures can be checked against. */
export interface PublicKey {
  readonly key: KeyObject;
  /** As SSH writes it on the wire. */
  readonly wire: Buffer;
  /** `SHA256:...`, as ssh-keygen says it; equal for equal keys, in whatever form they are written. */
  readonly fingerprint: string;
}

/** Why a line of `keys` is none: words for it come from lib/messages. */
export type KeyProblem = 'private' | 'kind' | 'hardware' | 'certificate' | 'weak' | 'unreadable';

export const SSH_ED25519 = 'ssh-ed25519';
/** What stands before the 32 bytes of an Ed25519 key in SPKI (RFC 8410). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const PEM = /^-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/=\n]+)\n-----END PUBLIC KEY-----$/;

/** Reads a line of `keys`: an SSH line, or SPKI as PEM or base64. */
export const readPublicKey = (text: string): PublicKey | { readonly problem: KeyProblem } => {
  const trimmed = text.trim();
  if (/PRIVATE KEY/.test(trimmed)) return { problem: 'private' };
  const [kind = '', blob = ''] = trimmed.split(/\s+/);
  if (kind === SSH_ED25519) return fromWire(blob);
  if (/^sk-/.test(kind)) return { problem: 'hardware' };
  if (/-cert-v\d+@/.test(kind)) return { problem: 'certificate' };
  if (/^(ssh-|ecdsa-)/.test(kind)) return { problem: 'kind' };
  return fromSpki(PEM.exec(trimmed)?.[1]?.replaceAll('\n', '') ?? trimmed);
};

/** The key of 32 raw bytes. */
export const publicKeyOf = (raw: Buffer): PublicKey | { readonly problem: KeyProblem } => {
  if (raw.length !== 32) return { problem: 'unreadable' };
  if (isWeak(raw)) return { problem: 'weak' };
  const wire = Buffer.concat([wireString(SSH_ED25519), wireString(raw)]);
  return {
    key: createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' }),
    wire,
    fingerprint: `SHA256:${createHash('sha256').update(wire).digest('base64').replace(/=+$/, '')}`,
  };
};

const fromWire = (blob: string): ReturnType<typeof readPublicKey> => {
  const bytes = strictBase64(blob);
  if (bytes === undefined) return { problem: 'unreadable' };
  try {
    const reader = new WireReader(bytes);
    if (reader.text() !== SSH_ED25519) return { problem: 'unreadable' };
    const raw = reader.string();
    reader.end();
    return publicKeyOf(raw);
  } catch (error) {
    if (error instanceof WireError) return { problem: 'unreadable' };
    throw error;
  }
};

const fromSpki = (base64: string): ReturnType<typeof readPublicKey> => {
  const der = strictBase64(base64);
  if (der === undefined || der.length === 0) return { problem: 'unreadable' };
  if (der.length === SPKI.length + 32 && der.subarray(0, SPKI.length).equals(SPKI)) {
    return publicKeyOf(der.subarray(SPKI.length));
  }
  try {
    return { problem: createPublicKey({ key: der, format: 'der', type: 'spki' }) && 'kind' };
  } catch {
    // OpenSSL has a code of its own for each way in which bytes are no key; to whoever wrote the line they are one.
    return { problem: 'unreadable' };
  }
};

/** 2^255 - 19, the prime of the field. */
const PRIME = 2n ** 255n - 19n;
/** y of the two points of order 8, besides -y; those of order 1, 2 and 4 have y = 1, -1 and 0. */
const ORDER_8 = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n;
const SMALL_ORDER: readonly bigint[] = [0n, 1n, PRIME - 1n, ORDER_8, PRIME - ORDER_8];

/** Points of small order, under which signatures can be made without a private key, and numbers outside of the field. */
const isWeak = (raw: Buffer): boolean => {
  const y = BigInt(`0x${Buffer.from(raw).reverse().toString('hex')}`) & (2n ** 255n - 1n);
  return y >= PRIME || SMALL_ORDER.includes(y);
};
