import type { BusEvent } from '../../contracts/event';
import { SOURCE } from '../../contracts/names';
import type { Source } from '../../contracts/platform';
import { type Fields, isFields, type ReadItem } from './call';
import type { Draft } from './draft';
import { type Edge, vendorSender } from './edge';
import type { QuarantineReason } from './ports/quarantine';
import type { KeptEvent } from './ports/redrive';
import { own } from './record';
import { isCallType, readCall } from './segment-call';
import type { ReadWebhookItem } from './webhook-call';

/** What today's rules make of an event that was set aside. */
export type Rejudged =
  | { readonly kind: 'draft'; readonly draft: Draft }
  /** It was let in before and could not be applied; it needs no judging. */
  | { readonly kind: 'event'; readonly event: BusEvent }
  | { readonly kind: 'stays'; readonly reason: QuarantineReason; readonly detail: string }
  | { readonly kind: 'dropped' };
export type Rejudge = (kept: KeptEvent) => Rejudged;

export interface RejudgeRules {
  readonly edge: Edge;
  readonly sources: readonly Source[];
  /** Readers of vendors' webhooks, by vendor; those without one no longer send any. */
  readonly webhooks: ReadonlyMap<string, ReadWebhookItem>;
  /** Judges events as if they had arrived when they happened. @default false */
  readonly ofAnyAge?: boolean;
}

/** Judges quarantined events anew, each as of its own receipt and under its own id: the wait in quarantine makes none too late. */
export const compileRejudge = ({ edge: strict, sources, webhooks, ofAnyAge = false }: RejudgeRules): Rejudge => {
  const edge = ofAnyAge ? timeless(strict) : strict;
  const bySource = new Map(sources.map((source) => [source.source, source]));
  return (kept) => {
    const event = busEventIn(kept);
    if (event !== undefined) {
      // It would only come back: time does not make an event younger.
      if (kept.reason === 'too-late' && !ofAnyAge) return { kind: 'stays', reason: kept.reason, detail: kept.detail };
      return { kind: 'event', event };
    }
    const sender = kept.envelope === undefined ? bySource.get(kept.source) : vendorSender(kept.source);
    if (sender === undefined) return { kind: 'stays', reason: kept.reason, detail: 'source' };
    const item = kept.envelope === undefined ? readSegmentItem(kept) : readWebhook(kept, webhooks);
    if (item === 'unknown') return { kind: 'stays', reason: kept.reason, detail: kept.detail };
    if (item === 'dropped') return { kind: 'dropped' };
    const admission = edge(item, sender);
    if (admission.kind === 'accepted') return { kind: 'draft', draft: admission.draft };
    if (admission.kind === 'quarantined') {
      return { kind: 'stays', reason: admission.item.reason, detail: admission.item.detail };
    }
    // The source has been told to reject by now; what was kept before stays kept.
    return { kind: 'stays', reason: kept.reason, detail: kept.detail };
  };
};

/** The edge to which no event comes too late. */
const timeless =
  (edge: Edge): Edge =>
  (item, sender) => {
    if (item.kind !== 'call') return edge(item, sender);
    const { receivedAt, occurredAt } = item.call;
    const admission = edge({ ...item, call: { ...item.call, receivedAt: occurredAt } }, sender);
    if (admission.kind !== 'accepted') return admission;
    const { draft } = admission;
    return { ...admission, draft: { ...draft, call: { ...draft.call, receivedAt } } };
  };

/** An event of the edge that the profiles could not take. */
const busEventIn = ({ payload }: KeptEvent): BusEvent | undefined => {
  if (!isFields(payload)) return undefined;
  const [source, detailType, detail] = [own(payload, 'source'), own(payload, 'detailType'), own(payload, 'detail')];
  const isEvent = typeof source === 'string' && source.startsWith(SOURCE.edgePrefix) && typeof detailType === 'string';
  return isEvent && isFields(detail) ? (payload as unknown as BusEvent) : undefined;
};

/** A call as its request brought it; the request's own `sentAt` and `context` were kept beside it. */
const readSegmentItem = ({ payload, received, messageId, at }: KeptEvent): ReadItem | 'unknown' => {
  const type = isFields(payload) ? own(payload, 'type') : undefined;
  if (!isFields(payload) || !isCallType(type)) return 'unknown';
  const request: Fields = {
    ...(received?.sentAt === undefined ? {} : { sentAt: received.sentAt }),
    ...(received?.context === undefined ? {} : { context: received.context }),
  };
  const item = readCall(type, payload, request, 0, received?.at ?? Date.parse(at));
  // The id was made from what was sent and when; only the first one is the one that duplicates are known by.
  return item.kind === 'call' ? { ...item, call: { ...item.call, messageId } } : item;
};

const readWebhook = (
  { source, messageId, payload, envelope }: KeptEvent,
  webhooks: RejudgeRules['webhooks'],
): ReadItem | 'unknown' | 'dropped' => {
  const reader = webhooks.get(source);
  if (reader === undefined || envelope === undefined) return 'unknown';
  const { beside, trust, receivedAt } = envelope;
  return reader({ index: 0, messageId, item: payload, beside, trust, receivedAt: Date.parse(receivedAt) }) ?? 'dropped';
};
