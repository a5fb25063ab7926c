import type { BusEvent } from '../../contracts/event';
import type { ReadItem, Rejected } from './call';
import { type Draft, tokenise } from './draft';
import type { Edge, Sender } from './edge';
import type { Quarantined, TokensFor } from './ports';

/** What becomes of a request's items. */
export interface Admitted {
  /** Ready for the bus, in the order of the request; `index` is the position in it. */
  readonly events: readonly { readonly index: number; readonly event: BusEvent }[];
  readonly quarantined: readonly Quarantined[];
  /** Everything that was not let in, quarantined or not, in the order of the request. */
  readonly rejected: readonly Rejected[];
}

/** Judges all items of a request and tokenises those let in with one call to the vault. */
export const admitAll = async (
  edge: Edge,
  items: readonly ReadItem[],
  sender: Sender,
  { tokensFor, trace }: { readonly tokensFor: TokensFor; readonly trace: string },
): Promise<Admitted> => {
  const drafts: Draft[] = [];
  const quarantined: Quarantined[] = [];
  const rejected: Rejected[] = [];
  for (const item of items) {
    const admission = edge(item, sender);
    if (admission.kind === 'accepted') {
      drafts.push(admission.draft);
      continue;
    }
    rejected.push(admission.rejected);
    if (admission.kind === 'quarantined') quarantined.push(admission.item);
  }
  const events = await tokenise(drafts, tokensFor, trace);
  return { events: events.map((event, at) => ({ index: drafts[at]?.call.index ?? at, event })), quarantined, rejected };
};
