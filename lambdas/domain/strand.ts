import type { BusEvent, PiiKind, TokenIdentifier } from '../../contracts/event';
import type { IdentityRules } from '../../contracts/identity';
import { PLATFORM_EVENT, SOURCE } from '../../contracts/names';
import type { Stamp, StrandId } from '../../contracts/profile';
import type { EventKey } from './ports/profiles';
import type { ProfileRules } from './profile-rules';
import { compareText } from './stamp';

/** The strand of an identifier. Types hold no colon, so a strand tells its type. */
export const strandOf = ({ type, token }: TokenIdentifier): StrandId => `${type}:${token}`;

/** The identifier type of a strand. */
export const typeOf = (strand: StrandId): string => strand.slice(0, strand.indexOf(':'));

/** The identifier of a strand. */
export const identifierOf = (strand: StrandId): TokenIdentifier => ({
  type: typeOf(strand),
  token: strand.slice(strand.indexOf(':') + 1),
});

/** Kind of a type's values, by identity.yaml; undefined for a type that it does not know. */
export const kindsOf = ({ types }: Pick<IdentityRules, 'types'>): ((type: string) => PiiKind | undefined) => {
  const kinds = new Map<string, PiiKind>(types.map(({ type, kind }) => [type, kind]));
  return (type) => kinds.get(type);
};

/** Lower is stronger; a type that identity.yaml no longer knows is weaker than all others. */
export const priorityOf = (strand: StrandId, { types }: ProfileRules): number =>
  types.get(typeOf(strand))?.priority ?? Number.POSITIVE_INFINITY;

/** Strands of an event, strongest first and then by id; the first is the one that the event belongs to: of a bounce the address. */
export const strandsOf = (event: BusEvent, rules: ProfileRules): readonly StrandId[] => {
  const bounce = isBounce(event);
  const rank = (strand: StrandId): number =>
    bounce && isAddress(strand, rules) ? Number.NEGATIVE_INFINITY : priorityOf(strand, rules);
  return [...new Set(event.detail.identifiers.map(strandOf))].sort((a, b) => {
    const [one, other] = [rank(a), rank(b)];
    return one === other ? compareText(a, b) : one - other;
  });
};

/** Whether an event says that an address could not be reached. */
export const isBounce = ({ detailType, detail: { properties } }: BusEvent): boolean =>
  detailType === PLATFORM_EVENT.messageBounced
    ? properties.kind !== 'soft'
    : detailType === PLATFORM_EVENT.consentWithdrawn && properties.reason === 'bounced';

/** Whether messages are sent to the identifier. */
export const isAddress = (strand: StrandId, { types }: ProfileRules): boolean =>
  types.get(typeOf(strand))?.address === true;

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
