import { createHash, timingSafeEqual } from 'node:crypto';
import type { TokenScheme } from '../../contracts/webhook-schemes';
import type { Verdict } from './verify-webhook';
import { headerReader } from './webhook-headers';
import type { PreparedKey } from './webhook-keys';
import type { SignedRequest } from './webhook-text';

/** Parameter of the address, and header, in which a vendor that does not sign brings our token back. */
export const TOKEN_PARAMETER = 'token';
export const TOKEN_HEADER = 'x-webhook-token';

/** Whether a request brings one of our tokens; compared as hashes, so that neither length nor start of a token shows. */
export const verifyToken = (scheme: TokenScheme, keys: readonly PreparedKey[], request: SignedRequest): Verdict => {
  const presented = presentedToken(scheme, request);
  const given = presented === undefined ? undefined : sha256(presented);
  const fitting = keys.find(({ key }) => given !== undefined && timingSafeEqual(given, sha256(key.export())));
  return fitting === undefined ? { ok: false, reason: 'token-mismatch' } : { ok: true, keyId: fitting.id };
};

/** In the address, in our header, or as the password of HTTP's Basic. */
const presentedToken = ({ token }: TokenScheme, { url = '', headers }: SignedRequest): string | undefined => {
  if (token === 'query') return new URLSearchParams(url.split('?')[1] ?? '').get(TOKEN_PARAMETER) ?? undefined;
  const header = headerReader(headers);
  const [, basic] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header('authorization') ?? '') ?? [];
  if (basic === undefined) return header(TOKEN_HEADER);
  const text = Buffer.from(basic, 'base64').toString('utf8');
  return text.slice(text.indexOf(':') + 1);
};

const sha256 = (value: string | Buffer): Buffer => createHash('sha256').update(value).digest();
