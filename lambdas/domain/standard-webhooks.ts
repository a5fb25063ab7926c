import { createHmac } from 'node:crypto';
import { decodedSecret, type WebhookKey } from './webhook-keys';

export type { WebhookKey } from './webhook-keys';

/**
 * Headers that sign a message by Standard Webhooks v1, https://www.standardwebhooks.com: HMAC-SHA256 over `id.timestamp.body`;
 * one signature per key, so that the receiver can change keys without a gap.
 */
export const signWebhook = (
  message: { readonly id: string; readonly at: Date; readonly body: Uint8Array },
  keys: readonly WebhookKey[],
): Readonly<Record<string, string>> => {
  // A dot would let the id run into the timestamp in the signed text.
  if (message.id === '' || message.id.includes('.'))
    throw new TypeError(`A webhook id has no dot, got "${message.id}".`);
  const usable = keys.map((key) => decodedSecret(key, 'whsec_')).filter((bytes) => bytes.length > 0);
  if (usable.length === 0) throw new TypeError('Signing needs at least one key that is not empty.');
  const timestamp = String(Math.floor(message.at.getTime() / 1000));
  const entries = usable.map((bytes) => {
    const mac = createHmac('sha256', bytes).update(`${message.id}.${timestamp}.`).update(message.body);
    return `v1,${mac.digest('base64')}`;
  });
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': entries.join(' '),
  };
};
