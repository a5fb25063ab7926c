import type { Vendor } from '../../../contracts/vendor';
import type { Inbound } from '../../../contracts/vendor-inbound';
import type { UsableScheme } from '../../../contracts/webhook-schemes';
import { admitAll } from '../../domain/admit-all';
import type { ReadItem } from '../../domain/call';
import { type Edge, vendorSender } from '../../domain/edge';
import type { PublishEvents } from '../../domain/ports/bus';
import type { Clock } from '../../domain/ports/clocks';
import type { Quarantine } from '../../domain/ports/quarantine';
import type { TokensFor } from '../../domain/ports/vault';
import type { KnownWebhooks, MarkWebhook, ReleaseWebhook, SettleWebhooks } from '../../domain/ports/webhooks';
import { publishAll } from '../../domain/publish-all';
import { compileWebhook, type ReadWebhookItem, type WebhookRules } from '../../domain/webhook-call';
import type { WebhookEnvelope } from '../../domain/webhook-envelope';
import { itemId, markSeconds, requestMark, type WebhookIdentity } from '../../domain/webhook-ids';
import { itemsIn } from '../../domain/webhook-items';
import type { Count } from '../../runtime/metrics';

export interface TakeInDeps {
  readonly edge: Edge;
  readonly rules: WebhookRules;
  readonly clock: Clock;
  readonly markWebhook: MarkWebhook;
  readonly knownWebhooks: KnownWebhooks;
  readonly settleWebhooks: SettleWebhooks;
  readonly releaseWebhook: ReleaseWebhook;
  readonly tokensFor: TokensFor;
  readonly quarantine: Quarantine;
  readonly publishEvents: PublishEvents;
  readonly count: Count;
}

/** A webhook that was verified, or is let in because its vendor is only observed. */
export interface TakenWebhook {
  readonly scheme: UsableScheme | undefined;
  readonly body: Uint8Array;
  readonly trace: string;
  readonly envelope: WebhookEnvelope;
  readonly identity: WebhookIdentity;
}

/** Longer than the function lives: whoever set the mark is dead by then. */
const LEASE_SECONDS = 60;

/** Takes a vendor's webhooks in, each item once: on the bus or in quarantine before it says `taken`. Rejects where it could not. */
export const createTakeIn = (deps: TakeInDeps) => {
  const publish = publishAll(deps.publishEvents);
  const readers = new Map<string, ReadWebhookItem>();
  const readerOf = (vendor: Vendor): ReadWebhookItem => {
    const reader = readers.get(vendor.vendor) ?? compileWebhook(vendor, deps.rules);
    readers.set(vendor.vendor, reader);
    return reader;
  };

  const admit = async ({ vendor }: Vendor, items: readonly ReadItem[], { envelope, trace }: TakenWebhook) => {
    const { tokensFor } = deps;
    const { events, quarantined } = await admitAll(deps.edge, items, vendorSender(vendor), { tokensFor, trace });
    if (quarantined.length > 0) await deps.quarantine(quarantined.map((item) => ({ ...item, envelope })));
    await publish(events.map(({ event }) => event));
    for (const { reason } of quarantined) deps.count('EventsQuarantined', 1, { source: vendor, reason });
    if (events.length > 0) deps.count('EventsAccepted', events.length, { source: vendor });
  };

  /** Ids of the items that were not taken in before, once they are. */
  const takeItems = async (
    vendor: Vendor,
    inbound: Inbound,
    webhook: TakenWebhook,
    mark: string,
  ): Promise<readonly string[]> => {
    const { scheme, envelope, identity, body } = webhook;
    const found = itemsIn(inbound, body);
    if ('malformed' in found) {
      const { malformed: detail, payload } = found;
      const messageId = itemId(inbound, scheme, identity, {}, 0);
      await admit(vendor, [{ kind: 'aside', index: 0, messageId, reason: 'malformed', detail, payload }], webhook);
      return [];
    }
    const receivedAt = (await deps.clock()).getTime();
    const items = found.items.map((item, index) => ({
      index,
      item,
      messageId: itemId(inbound, scheme, identity, item, index),
    }));
    const ids = new Set(items.map(({ messageId }) => messageId));
    ids.delete(mark);
    const known: ReadonlySet<string> = ids.size === 0 ? ids : await deps.knownWebhooks(vendor.vendor, [...ids]);
    const fresh = items.filter(({ messageId }) => !known.has(messageId));
    if (fresh.length < items.length) {
      deps.count('WebhookItemsDuplicate', items.length - fresh.length, { vendor: vendor.vendor });
    }
    const { trust, beside } = envelope;
    const read = fresh.flatMap((item) => readerOf(vendor)({ ...item, beside, trust, receivedAt }) ?? []);
    await admit(vendor, read, webhook);
    return fresh.map(({ messageId }) => messageId);
  };

  return async (
    vendor: Vendor,
    inbound: Inbound,
    webhook: TakenWebhook,
  ): Promise<'taken' | 'duplicate' | 'under-way'> => {
    const mark = requestMark(inbound, webhook.scheme, webhook.identity);
    const state = await deps.markWebhook(vendor.vendor, mark, LEASE_SECONDS);
    if (state !== 'new') return state;
    let taken: readonly string[];
    try {
      taken = await takeItems(vendor, inbound, webhook, mark);
    } catch (error) {
      await deps.releaseWebhook(vendor.vendor, mark);
      throw error;
    }
    const ids = [mark, ...new Set(taken.filter((id) => id !== mark))];
    await deps.settleWebhooks(webhook.envelope, ids, markSeconds(inbound, webhook.scheme));
    return 'taken';
  };
};
