import type { VendorState } from '../../../contracts/vendor';
import type { WebhookEnvelope } from '../webhook-envelope';

/** Marks a webhook as being taken in, for a lease; `under-way` where somebody else does, `duplicate` where it was taken in before. */
export type MarkWebhook = (
  vendor: string,
  id: string,
  leaseSeconds: number,
) => Promise<'new' | 'under-way' | 'duplicate'>;

/** Those of the ids that were taken in before. */
export type KnownWebhooks = (vendor: string, ids: readonly string[]) => Promise<ReadonlySet<string>>;

/** Marks webhooks as taken in, for `ttlSeconds`, each with how it was verified. */
export type SettleWebhooks = (envelope: WebhookEnvelope, ids: readonly string[], ttlSeconds: number) => Promise<void>;

/** Takes the mark back after a failure, so that the vendor's retry is let in. */
export type ReleaseWebhook = (vendor: string, id: string) => Promise<void>;

/** Whether IT lets a vendor in and out now; strongly consistent. A vendor without a row is `active`. */
export type ReadVendorState = (vendor: string) => Promise<VendorState>;

/** Counts what a vendor's observation found, for `tandem vendor report`. */
export type CountObserved = (vendor: string, verdict: string, at: Date) => Promise<void>;

/** Notes when a key of a vendor was last used, for `tandem vendor rotate` and `tandem doctor`. */
export type NoteKeyUsed = (vendor: string, keyId: string, at: Date) => Promise<void>;

/** Counts a request of a sender in this minute; false where the minute has had its `most`. */
export type TakeSlot = (sender: string, most: number, at: Date) => Promise<boolean>;
