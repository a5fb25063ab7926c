import type { CatalogEntry } from '../../contracts/platform';
import type { Vendor } from '../../contracts/vendor';
import type { QuarantineReason } from './ports';

type Members = Readonly<Record<string, unknown>>;

/** A vendor's event in the shape of Segment's track call, so that it goes through the same edge as every source's. */
export interface WebhookCall {
  readonly type: 'track';
  readonly event: string;
  readonly messageId: string;
  readonly timestamp?: string;
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly properties: Members;
  readonly context: { readonly traits: Members; readonly synthetic?: true };
}

export type Inbound =
  | { readonly ok: true; readonly call: WebhookCall }
  | {
      readonly ok: false;
      readonly reason: Extract<QuarantineReason, 'unmapped-webhook' | 'malformed'>;
      readonly messageId: string;
      /** Names of members and of the vendor's event type at most. */
      readonly detail: string;
    };

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const nonEmpty = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** What a type may look like in a log; anything else a vendor sends there could be personal. */
const TYPE = /^[A-Za-z0-9_.:-]{1,64}$/;

/**
 * The call for a verified payload `{type, id, at, customer, data}`. The vendor's approval says which catalog event a type
 * is; a type it does not name is for quarantine. `webhookId` stands in for a missing `id`.
 */
export const webhookCall = (
  payload: unknown,
  webhookId: string,
  vendor: Vendor,
  catalog: Readonly<Record<string, Pick<CatalogEntry, 'identifies'>>>,
): Inbound => {
  const { type, id, at, customer = {}, data = {}, synthetic }: Members = isMembers(payload) ? payload : {};
  const messageId = nonEmpty(id) ? id : webhookId;
  const refuse = (reason: 'unmapped-webhook' | 'malformed', detail: string): Inbound => ({
    ok: false,
    reason,
    messageId,
    detail,
  });
  if (!nonEmpty(type)) return refuse('malformed', 'type is not a text');
  if (!isMembers(customer) || !isMembers(data)) return refuse('malformed', 'customer or data is not an object');
  if (at !== undefined && !(nonEmpty(at) && !Number.isNaN(Date.parse(at))))
    return refuse('malformed', 'at is no instant');

  const events = vendor.inbound?.events ?? {};
  const event = Object.hasOwn(events, type) ? events[type] : undefined;
  if (event === undefined) return refuse('unmapped-webhook', TYPE.test(type) ? `type ${type}` : 'type');

  const { userId, anonymousId, ...traits } = customer;
  // An event that is identified by one of its properties (a mention's handle) carries the customer's value there.
  const identifies = Object.hasOwn(catalog, event) ? Object.keys(catalog[event]?.identifies ?? {}) : [];
  const identifying = Object.fromEntries(
    identifies.filter((name) => name in customer).map((name) => [name, customer[name]]),
  );
  return {
    ok: true,
    call: {
      type: 'track',
      event,
      messageId,
      ...(nonEmpty(at) && { timestamp: new Date(at).toISOString() }),
      ...(nonEmpty(userId) && { userId }),
      ...(nonEmpty(anonymousId) && { anonymousId }),
      properties: { ...identifying, ...data },
      context: { traits, ...(synthetic === true && { synthetic }) },
    },
  };
};
