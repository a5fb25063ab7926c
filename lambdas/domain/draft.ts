import type { BusEvent, Json, TokenIdentifier } from '../../contracts/event';
import { SOURCE } from '../../contracts/names';
import type { Call } from './call';
import type { EdgeEvent } from './edge-event';
import type { FoundIdentifier } from './edge-identifiers';
import type { Place } from './edge-properties';
import type { EventTokens, EventValues, PersonalValue, TokensFor } from './ports/vault';
import { compareText } from './stamp';
import type { FindTopics } from './topics';

/** An event that was let in and still holds personal values; it leaves the edge only through `tokenise`. */
export interface Draft {
  readonly call: Call;
  readonly event: EdgeEvent;
  readonly source: string;
  readonly identifiers: readonly FoundIdentifier[];
  readonly properties: Record<string, Json>;
  readonly places: readonly Place[];
}

/** Adds the topics of an event's texts where its schema declares them. */
export const withTopics = (
  properties: Record<string, Json>,
  { texts, declared }: EdgeEvent,
  findTopics: FindTopics,
): Record<string, Json> => {
  if (texts.length === 0) return properties;
  const topics = findTopics(
    texts.map((name) => (typeof properties[name] === 'string' ? properties[name] : '')).join('\n'),
  );
  if (declared.has('topics')) properties.topics = topics;
  if (declared.has('topic') && topics[0] !== undefined) properties.topic = topics[0];
  return properties;
};

/**
 * Replaces every personal value of all drafts by its token, with one call to the vault, and makes the events of the bus.
 * `erased` in place of an event that names somebody who was erased after it happened.
 */
export const tokenise = async (
  drafts: readonly Draft[],
  tokensFor: TokensFor,
  trace: string,
): Promise<readonly (BusEvent | 'erased')[]> => {
  if (drafts.length === 0) return [];
  const values = drafts.map(namedBy);
  const tokens = await tokensFor(values);
  return drafts.map((draft, at) => {
    const [asked, given] = [values[at], tokens[at]];
    if (given === 'erased') return 'erased';
    return busEvent(draft, tokenOf(asked, given), trace);
  });
};

const nameOf = ({ kind, value }: PersonalValue): string => `${kind}\u0000${value}`;

/** An event's values, each once. A value that identifies in this event is an identifier wherever else it stands in it. */
const namedBy = ({ call, identifiers, places }: Draft): EventValues => {
  const named = new Map(identifiers.map(({ value }) => [nameOf(value), value]));
  const others = new Map(places.map(({ value }) => [nameOf(value), value]));
  for (const name of named.keys()) others.delete(name);
  return {
    at: new Date(call.occurredAt).toISOString(),
    identifiers: [...named.values()],
    others: [...others.values()],
  };
};

type TokenOf = (value: PersonalValue) => string;

const tokenOf = (asked: EventValues | undefined, given: EventTokens | undefined): TokenOf => {
  const tokens = new Map([
    ...(asked?.identifiers ?? []).map((value, at) => [nameOf(value), given?.identifiers[at]] as const),
    ...(asked?.others ?? []).map((value, at) => [nameOf(value), given?.others[at]] as const),
  ]);
  return (value) => {
    const token = tokens.get(nameOf(value));
    if (token === undefined) throw new Error('The vault gave fewer tokens than there are values.');
    return token;
  };
};

const busEvent = (
  { call, event, source, identifiers, properties, places }: Draft,
  token: TokenOf,
  trace: string,
): BusEvent => {
  // The copy is the draft's own, and a token put twice is the same token.
  for (const { holder, key, value } of places) (holder as Record<string | number, Json>)[key] = token(value);
  return {
    source: `${SOURCE.edgePrefix}${source}`,
    detailType: event.name,
    detail: {
      schema: event.schema,
      messageId: call.messageId,
      occurredAt: new Date(call.occurredAt).toISOString(),
      receivedAt: new Date(call.receivedAt).toISOString(),
      identifiers: tokenIdentifiers(identifiers, token),
      properties,
      trace,
      ...(call.synthetic ? { synthetic: true } : {}),
    },
  };
};

/** Strongest first, of one strength by token; each once. */
const tokenIdentifiers = (found: readonly FoundIdentifier[], tokenFor: TokenOf): readonly TokenIdentifier[] => {
  const identifiers = found
    .map(({ type, priority, value }) => ({ type, priority, token: tokenFor(value) }))
    .sort((a, b) => a.priority - b.priority || compareText(a.type, b.type) || compareText(a.token, b.token));
  return identifiers
    .filter(({ type, token }, at) => type !== identifiers[at - 1]?.type || token !== identifiers[at - 1]?.token)
    .map(({ type, token }) => ({ type, token }));
};
