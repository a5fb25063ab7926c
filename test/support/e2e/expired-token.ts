import { createSign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EmbeddedAws } from '../../../local/embedded-aws';
import type { Foundation } from '../../../local/foundation';

/** A token like the given one that ran out a minute ago, rightly signed: with the user pool's own key, which the emulator keeps on disk. */
export const expiredToken = ({ folder }: EmbeddedAws, { userPoolId }: Foundation, token: string): string => {
  const key = readFileSync(join(folder, 'state', 'cognito-pool-keys', `${userPoolId}-access.pem`));
  const [head = '', body = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Readonly<Record<string, unknown>>;
  const now = Math.floor(Date.now() / 1000);
  const expired = Buffer.from(JSON.stringify({ ...claims, iat: now - 3660, exp: now - 60 })).toString('base64url');
  const signature = createSign('RSA-SHA256').update(`${head}.${expired}`).sign(key, 'base64url');
  return `${head}.${expired}.${signature}`;
};
