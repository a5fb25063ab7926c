import { createHash } from 'node:crypto';
import type { Vendor } from '../contracts/vendor';
import { signWebhook } from '../lambdas/domain/standard-webhooks';
import { keysOf } from '../lambdas/domain/vendor-call';
import type { ReadStageSecret } from './credentials';
import type { ApiAnswer, PublicApi } from './public-api';
import type { VendorMessage } from './vendor-stand-in';

/** Stated shares of what customers do with a message; parameters of the demonstration, not findings. */
export const REACTIONS = { opened: 0.45, bounced: 0.03, unsubscribed: 0.03 } as const;

/** A signed webhook of a vendor: what happened, to whom, about which message. */
export interface VendorEvent {
  readonly id: string;
  readonly type: string;
  /** ISO 8601, business time. */
  readonly at: string;
  readonly customer: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Posts a vendor's event to `/hooks/<vendor>`, signed with the key that was agreed with it. */
export type PostHook = (vendor: Vendor, event: VendorEvent) => Promise<ApiAnswer>;

/** Keys that vendors sign with, once they are others than those first agreed on: vendor -> secret. */
export type ChangedKeys = Map<string, string>;

export const createPostHook =
  (api: PublicApi, readSecret: ReadStageSecret, changed: ChangedKeys): PostHook =>
  async (vendor, { id, ...content }) => {
    if (vendor.inbound === undefined) throw new Error(`${vendor.vendor} sends no webhooks.`);
    const name = `vendor/${vendor.inbound.secret}`;
    const keys = keysOf(name, changed.get(vendor.vendor) ?? (await readSecret(name)));
    const body = Buffer.from(JSON.stringify({ ...content, synthetic: true }), 'utf8');
    const signature = signWebhook({ id, at: new Date(), body }, keys);
    return api.request('POST', `/hooks/${vendor.vendor}`, body, signature);
  };

/**
 * What a vendor reports about a message. The customer's reaction is drawn from address and launch, so that it is the same
 * in every run. Types are those that the vendor's registry entry maps.
 */
export const feedbackOn = (vendor: Vendor, message: VendorMessage, at: string): VendorEvent[] => {
  const { messageId, launch, to } = message;
  const customer = Object.fromEntries(Object.entries(to).filter(([field]) => field === 'email' || field === 'phone'));
  const address = Object.values(customer).join();
  const draw = (what: string): number =>
    createHash('sha256').update(`${what}\0${launch}\0${address}`).digest().readUInt32BE() / 2 ** 32;
  const types = typesOf(vendor);
  const event = (type: string | undefined, data: Record<string, unknown> = {}): VendorEvent[] =>
    type === undefined ? [] : [{ id: `${messageId}-${type}`, type, at, customer, data: { messageId, ...data } }];
  if (draw('bounced') < REACTIONS.bounced) return event(types.bounced, { kind: 'hard' });
  const withdrawn = { purpose: 'personalised-offers', channel: message.channel };
  return [
    ...event(types.receipt),
    ...(draw('opened') < REACTIONS.opened ? event(types.opened) : []),
    ...(draw('unsubscribed') < REACTIONS.unsubscribed ? event(types.unsubscribed, withdrawn) : []),
  ];
};

/** The vendor's own words for what it reports, from its registry entry. */
const typesOf = ({ inbound }: Vendor) => {
  const word = (event: string): string | undefined =>
    Object.entries(inbound?.events ?? {}).find(([, mapped]) => mapped === event)?.[0];
  return {
    receipt: word('Message Receipt'),
    opened: word('Message Opened'),
    bounced: word('Message Bounced'),
    unsubscribed: word('Consent Withdrawn'),
  };
};
