import type { BusEvent, TokenIdentifier } from '../../contracts/event';
import { SOURCE } from '../../contracts/names';
import type { Stamp, StrandId } from '../../contracts/profile';
import type { EventKey } from './ports';
import type { ProfileRules } from './profile-rules';
import { compareText } from './stamp';

/** The strand of an identifier. Types hold no colon, so a strand tells its type. */
export const strandOf = ({ type, token }: TokenIdentifier): StrandId => `${type}:${token}`;

/** The identifier type of a strand. */
export const typeOf = (strand: StrandId): string => strand.slice(0, strand.indexOf(':'));

/** Lower is stronger; a type that identity.yaml no longer knows is weaker than all others. */
export const priorityOf = (strand: StrandId, { types }: ProfileRules): number =>
  types.get(typeOf(strand))?.priority ?? Number.POSITIVE_INFINITY;

/** Strands of an event, strongest first and then by id; the first is the one that the event belongs to. */
export const strandsOf = (event: BusEvent, rules: ProfileRules): readonly StrandId[] =>
  [...new Set(event.detail.identifiers.map(strandOf))].sort((a, b) => {
    const [one, other] = [priorityOf(a, rules), priorityOf(b, rules)];
    return one === other ? compareText(a, b) : one - other;
  });

/** The edge source of an event, before and after it is resolved. */
export const originOf = ({ source, detail }: BusEvent): string => {
  const name = detail.origin ?? source;
  return name.startsWith(SOURCE.edgePrefix) ? name.slice(SOURCE.edgePrefix.length) : name;
};

/** Key of an event's item. Throws on an event without identifiers: the edge lets none in. */
export const eventKeyOf = (event: BusEvent, rules: ProfileRules): EventKey => {
  const [strand] = strandsOf(event, rules);
  if (strand === undefined) throw new Error(`Event ${event.detail.messageId} identifies nobody.`);
  return { strand, source: originOf(event), messageId: event.detail.messageId };
};

/** What orders an event among all others. */
export const eventStamp = (event: BusEvent): Stamp => ({
  at: event.detail.occurredAt,
  key: `${originOf(event)}#${event.detail.messageId}`,
});
