import { isFields } from './call';
import { jsonOf } from './json-text';
import { own } from './record';
import { fittingToken } from './verify-webhook';
import type { PreparedKey } from './webhook-keys';
import { queryOf } from './webhook-text';

/** What is echoed is short and plain, so that our address cannot be made to say anything. */
const CHALLENGE = /^[\w-]{1,200}$/;

/**
 * Meta's GET before it sends: the challenge to echo where the verify token is one of ours, `refused` where it is not, undefined
 * where the request is no handshake. Touches no state.
 */
export const metaChallenge = (
  target: string,
  tokens: readonly PreparedKey[],
): { readonly echo: string } | 'refused' | undefined => {
  const query = queryOf(target);
  if (query.get('hub.mode') !== 'subscribe') return undefined;
  const challenge = query.get('hub.challenge') ?? '';
  const known = fittingToken(query.get('hub.verify_token'), tokens) !== undefined;
  return known && CHALLENGE.test(challenge) ? { echo: challenge } : 'refused';
};

/** The challenge of Slack's `url_verification`, undefined for any other body. Ask only once the signature is verified. */
export const slackChallenge = (body: Uint8Array): string | undefined => {
  const content = jsonOf(Buffer.from(body).toString('utf8'));
  if (!isFields(content) || own(content, 'type') !== 'url_verification') return undefined;
  const challenge = own(content, 'challenge');
  return typeof challenge === 'string' && CHALLENGE.test(challenge) ? challenge : undefined;
};
