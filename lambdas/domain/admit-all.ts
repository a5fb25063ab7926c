import type { BusEvent } from '../../contracts/event';
import type { Call, ReadItem, Rejected } from './call';
import { type Draft, tokenise } from './draft';
import type { Edge, Sender } from './edge';
import { contentText } from './message-id';
import type { Quarantined } from './ports/quarantine';
import type { TokensFor } from './ports/vault';
import { REFUSED_WORDS } from './refused-words';

/** What becomes of a request's items. */
export interface Admitted {
  /** Ready for the bus, in the order of the request; `index` is the position in it. */
  readonly events: readonly { readonly index: number; readonly event: BusEvent }[];
  readonly quarantined: readonly Quarantined[];
  /** Everything that was not let in, quarantined or not, in the order of the request. */
  readonly rejected: readonly Rejected[];
  /** Events let in without some of their properties, in the order of the request. */
  readonly warnings: readonly Rejected[];
}

/**
 * Judges all items of a request and tokenises those let in with one call to the vault. An event of somebody erased since is
 * rejected, and not quarantined: what we were asked to erase must not be kept elsewhere.
 */
export const admitAll = async (
  edge: Edge,
  items: readonly ReadItem[],
  sender: Sender,
  { tokensFor, trace }: { readonly tokensFor: TokensFor; readonly trace: string },
): Promise<Admitted> => {
  const drafts: Draft[] = [];
  const quarantined: Quarantined[] = [];
  const rejected: Rejected[] = [];
  const warnings: Rejected[] = [];
  const other = tellApart();
  for (const item of items) {
    const admission = edge(item, sender);
    if (admission.kind === 'accepted') {
      const { draft, stripped } = admission;
      if (other(draft.call)) {
        rejected.push(said(draft.call, 'duplicate-message-id', 'Another event of the request has the same messageId.'));
        continue;
      }
      drafts.push(draft);
      if (stripped.length > 0) warnings.push(said(draft.call, 'properties-stripped', strippedWords(stripped)));
      continue;
    }
    rejected.push(admission.rejected);
    if (admission.kind === 'quarantined') quarantined.push(admission.item);
  }
  const tokenised = await tokenise(drafts, tokensFor, trace);
  const events: Admitted['events'][number][] = [];
  tokenised.forEach((event, at) => {
    const { index, messageId } = drafts[at]?.call ?? { index: at, messageId: '' };
    if (event !== 'erased') events.push({ index, event });
    else rejected.push({ index, messageId, code: 'erased', message: `${REFUSED_WORDS.erased}.` });
  });
  return { events, quarantined, rejected: rejected.sort((a, b) => a.index - b.index), warnings };
};

const said = ({ index, messageId }: Call, code: string, message: string): Rejected => ({
  index,
  messageId,
  code,
  message,
});

const MOST_NAMED = 20;

const strippedWords = (names: readonly string[]): string => {
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  return `Left out, as the event schema has no such property: ${names.slice(0, MOST_NAMED).join(', ')}${more}.`;
};

/**
 * Whether a call has the id of an earlier one and is not the same event: the second would pass for a repetition and be lost.
 * The same event twice is let in twice; its id makes that harmless.
 */
const tellApart = (): ((call: Call) => boolean) => {
  const seen = new Map<string, Call>();
  return (call) => {
    const first = seen.get(call.messageId);
    if (first === undefined) seen.set(call.messageId, call);
    return first !== undefined && contentOf(first) !== contentOf(call);
  };
};

/** All that an event says, without what surrounds it. */
const contentOf = ({ index: _, payload: __, context: ___, ...call }: Call): string => contentText({ ...call });
