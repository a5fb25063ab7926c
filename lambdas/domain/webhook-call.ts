import type { Vendor } from '../../contracts/vendor';
import { type Fields, isFields, type ReadItem } from './call';
import { instantOf, occurredAt } from './event-time';
import { DEEPEST, jsonOf, nests, textNests } from './json-text';
import { isSafeMessageId, messageIdFor } from './message-id';
import { own } from './record';

export interface Webhook {
  /** The vendor's id of the message (`webhook-id`). */
  readonly messageId: string;
  readonly body: Uint8Array;
  /** Milliseconds, by the clock that events are dated with. */
  readonly receivedAt: number;
}

/**
 * Reads a vendor's verified webhook `{type, at, customer, data}` as a call: the registry maps `type` to an event of the
 * catalog, `data` are its properties, `customer` holds who it is about.
 */
export const readWebhook = (vendor: Vendor, { messageId, body, receivedAt }: Webhook): ReadItem => {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  const content = jsonOf(text);
  const id = isSafeMessageId(messageId) ? messageId : messageIdFor(undefined, { messageId: '', text }, undefined);
  const aside = (reason: 'malformed' | 'unmapped-webhook', detail: string): ReadItem => {
    const payload = isFields(content) && !tooDeep(text, content) ? content : { text };
    return { kind: 'aside', index: 0, messageId: id, reason, detail, payload };
  };
  if (!isFields(content)) return aside('malformed', 'body');
  if (tooDeep(text, content)) return aside('malformed', 'depth');

  const type = own(content, 'type');
  const event = typeof type === 'string' ? own(vendor.inbound?.events ?? {}, type) : undefined;
  if (event === undefined) return aside('unmapped-webhook', 'type');
  const at = own(content, 'at') ?? undefined;
  const original = instantOf(at);
  if (at !== undefined && original === undefined) return aside('malformed', 'at');
  const [customer, data] = [own(content, 'customer') ?? {}, own(content, 'data') ?? {}];
  if (!isFields(customer) || !isFields(data)) return aside('malformed', isFields(data) ? 'customer' : 'data');
  return {
    kind: 'call',
    call: {
      index: 0,
      messageId: id,
      event,
      occurredAt: occurredAt({ original, received: receivedAt }),
      receivedAt,
      ...textMember(customer, 'userId'),
      ...textMember(customer, 'anonymousId'),
      traits: customer,
      properties: data,
      synthetic: own(content, 'synthetic') === true,
      payload: content,
    },
  };
};

const tooDeep = (text: string, content: Fields): boolean => textNests(text, DEEPEST) && nests(content, DEEPEST);

const textMember = (fields: Fields, name: 'userId' | 'anonymousId'): { userId?: string; anonymousId?: string } => {
  const value = own(fields, name);
  return typeof value === 'string' ? { [name]: value } : {};
};
