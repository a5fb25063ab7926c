import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { OpenSealed, Seal } from '../domain/ports/rehearsals';
import type { ReadSecret } from '../domain/ports/secrets';
import { decode, encode } from './codec';

const CIPHER = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;

/**
 * Seals what a caller carries between two calls and must neither read nor change: AES-256-GCM under a key from a secret, bound to
 * what it is about. What is about something else, was changed or was sealed under another secret opens as undefined.
 */
export const createSealer = (
  readSecret: ReadSecret,
  name: string,
): { readonly seal: Seal; readonly open: OpenSealed } => {
  const key = async (): Promise<Buffer> =>
    createHash('sha256')
      .update(`sealed\n${await readSecret(name)}`)
      .digest();
  return {
    seal: async (value, about) => {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv(CIPHER, await key(), nonce).setAAD(Buffer.from(about));
      const body = Buffer.concat([cipher.update(encode(value)), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    open: async <Value>(sealed: string, about: string) => {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length <= NONCE + TAG) return undefined;
      const decipher = createDecipheriv(CIPHER, await key(), bytes.subarray(0, NONCE), { authTagLength: TAG });
      decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
      const body = decipher.update(bytes.subarray(NONCE + TAG));
      try {
        return decode<Value>(Buffer.concat([body, decipher.final()]));
      } catch {
        // Not ours: whoever sent it is told so by the absence.
        return undefined;
      }
    },
  };
};
