import type { VendorState } from '../../contracts/vendor';
import type {
  CountObserved,
  KnownWebhooks,
  MarkWebhook,
  NoteKeyUsed,
  ReadVendorState,
  ReleaseWebhook,
  SettleWebhooks,
  TakeSlot,
} from '../../lambdas/domain/ports/webhooks';
import type { WebhookEnvelope } from '../../lambdas/domain/webhook-envelope';

interface Mark {
  readonly state: 'under-way' | 'done';
  readonly until: number;
  readonly envelope?: WebhookEnvelope;
}

/** The receiver's part of the control store in memory. `now` is the wall clock that marks run out by. */
export const createMemoryWebhookMarks = (now: () => Date = () => new Date()) => {
  const marks = new Map<string, Mark>();
  const states = new Map<string, VendorState>();
  const observed = new Map<string, number>();
  const keysUsed = new Map<string, string>();
  const slots = new Map<string, number>();
  const alive = (vendor: string, id: string): Mark | undefined => {
    const mark = marks.get(`${vendor} ${id}`);
    return mark !== undefined && mark.until > now().getTime() ? mark : undefined;
  };

  const markWebhook: MarkWebhook = async (vendor, id, leaseSeconds) => {
    const before = alive(vendor, id);
    if (before !== undefined) return before.state === 'done' ? 'duplicate' : 'under-way';
    marks.set(`${vendor} ${id}`, { state: 'under-way', until: now().getTime() + leaseSeconds * 1000 });
    return 'new';
  };
  const knownWebhooks: KnownWebhooks = async (vendor, ids) =>
    new Set(ids.filter((id) => alive(vendor, id)?.state === 'done'));
  const settleWebhooks: SettleWebhooks = async (envelope, ids, ttlSeconds) => {
    const until = now().getTime() + ttlSeconds * 1000;
    for (const id of ids) marks.set(`${envelope.vendor} ${id}`, { state: 'done', until, envelope });
  };
  const releaseWebhook: ReleaseWebhook = async (vendor, id) => {
    marks.delete(`${vendor} ${id}`);
  };
  const readVendorState: ReadVendorState = async (vendor) => states.get(vendor) ?? 'active';
  const countObserved: CountObserved = async (vendor, verdict) => {
    observed.set(`${vendor} ${verdict}`, (observed.get(`${vendor} ${verdict}`) ?? 0) + 1);
  };
  const noteKeyUsed: NoteKeyUsed = async (vendor, keyId, at) => {
    keysUsed.set(`${vendor} ${keyId}`, at.toISOString());
  };
  const takeSlot: TakeSlot = async (vendor, most, at) => {
    const minute = `${vendor} ${Math.floor(at.getTime() / 60_000)}`;
    const taken = slots.get(minute) ?? 0;
    if (taken >= most) return false;
    slots.set(minute, taken + 1);
    return true;
  };

  return {
    ports: {
      markWebhook,
      knownWebhooks,
      settleWebhooks,
      releaseWebhook,
      readVendorState,
      countObserved,
      noteKeyUsed,
      takeSlot,
    },
    /** What `tandem vendor suspend` and its like do. */
    setVendor: async (vendor: string, state: VendorState): Promise<void> => {
      states.set(vendor, state);
    },
    envelopes: (): readonly WebhookEnvelope[] => [...marks.values()].flatMap(({ envelope }) => envelope ?? []),
    observed: (): Readonly<Record<string, number>> => Object.fromEntries(observed),
    keysUsed: (): Readonly<Record<string, string>> => Object.fromEntries(keysUsed),
  };
};
