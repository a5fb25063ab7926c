import { createHash, timingSafeEqual } from 'node:crypto';
import type { TokenScheme } from '../../contracts/webhook-schemes';
import { headerReader } from './webhook-headers';
import type { PreparedKey } from './webhook-keys';
import { queryOf, type SignedRequest } from './webhook-text';

/** Parameter of the address, and header, in which a vendor that does not sign brings our token back. */
export const TOKEN_PARAMETER = 'token';
export const TOKEN_HEADER = 'x-webhook-token';

/** Id of the token that a request brings; compared as hashes, so that neither length nor start of a token shows. */
export const fittingToken = (presented: string | undefined, keys: readonly PreparedKey[]): string | undefined => {
  if (presented === undefined) return undefined;
  const given = sha256(presented);
  return keys.find(({ key }) => timingSafeEqual(given, sha256(key.export())))?.id;
};

/** The token of a request: in its address, in our header, or as the password of HTTP's Basic. */
export const presentedToken = ({ token }: TokenScheme, { url = '', headers }: SignedRequest): string | undefined => {
  if (token === 'query') return queryOf(url).get(TOKEN_PARAMETER) ?? undefined;
  const header = headerReader(headers);
  const [, basic] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header('authorization') ?? '') ?? [];
  if (basic === undefined) return header(TOKEN_HEADER);
  const text = Buffer.from(basic, 'base64').toString('utf8');
  return text.slice(text.indexOf(':') + 1);
};

const sha256 = (value: string | Buffer): Buffer => createHash('sha256').update(value).digest();
