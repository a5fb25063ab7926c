import type { ChosenOffer, Decision, MessageRequest } from '../../contracts/decision';
import type { BusEvent, Json } from '../../contracts/event';
import { type EventProperties, MADE_SCHEMA, type MadeEvent } from '../../contracts/event-properties';
import { PLATFORM_EVENT, SOURCE } from '../../contracts/names';
import { emittedIdOf, messageIdOf } from './ids';
import { type OfferOutcome, offersFor } from './mark-presented';

/** What an emitted event inherits from the one that caused it. */
export interface Cause {
  readonly trace: string;
  readonly synthetic?: boolean;
}

/** Something the platform tells, in the words of the catalog. */
export interface Fact<E extends MadeEvent = MadeEvent> {
  readonly source: string;
  readonly event: E;
  /** What makes this fact this one: the same parts always give the same id. */
  readonly id: readonly string[];
  readonly at: string;
  /** Left out where nobody in particular is concerned. */
  readonly person?: string;
  readonly properties: EventProperties[E];
}

/** Every event of the platform's own: a pure function of its facts, so that emitting it again changes nothing. No personal data. */
export const emitted = <E extends MadeEvent>(
  { source, event, id, at, person, properties }: Fact<E>,
  { trace, synthetic }: Cause,
): BusEvent => ({
  source,
  detailType: event,
  detail: {
    schema: MADE_SCHEMA[event],
    messageId: emittedIdOf(event, ...id),
    occurredAt: at,
    receivedAt: at,
    identifiers: [],
    ...(person !== undefined && { profileId: person }),
    properties,
    trace,
    ...(synthetic === true && { synthetic }),
  },
});

/** JSON members of an object, without those that are undefined. */
const json = (value: object): { readonly [key: string]: Json } =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));

const offerFacts = ({ launch, offer, channel, kind, vendor }: ChosenOffer) =>
  json({ launch, offer, channel, kind, vendor });

/** What the gateway is asked to send because of a decision; the same requests again for a stored decision. */
export const messageRequests = ({ decisionId, person, at, chosen }: Decision): readonly MessageRequest[] =>
  chosen.flatMap(({ kind, vendor, launch, definitionHash, offer, channel, purpose, notAfter, code }) =>
    kind === 'push' && vendor !== undefined
      ? [
          {
            messageId: messageIdOf(decisionId, launch, channel),
            decisionId,
            launch,
            definitionHash,
            offer,
            channel,
            vendor,
            person,
            purpose,
            requestedAt: at,
            notAfter,
            ...(code !== undefined && { code }),
          },
        ]
      : [],
  );

/** `Offer Decided`, and `Message Requested` for each message. */
export const decisionEvents = ({
  decision,
  ...cause
}: Cause & { readonly decision: Decision }): readonly BusEvent[] => {
  const { decisionId, person, at, trigger, chosen, excluded, exposures } = decision;
  const decided: Fact<'Offer Decided'> = {
    source: SOURCE.decision,
    event: PLATFORM_EVENT.offerDecided,
    id: [decisionId],
    at,
    person,
    properties: {
      decisionId,
      person,
      at,
      trigger: json(trigger),
      chosen: chosen.map(offerFacts),
      excluded: excluded.map(({ launch, reason }) => ({ launch, reason })),
      exposures: exposures.map(json),
    },
  };
  const requested = messageRequests(decision).map(
    (request): Fact<'Message Requested'> => ({
      source: SOURCE.decision,
      event: PLATFORM_EVENT.messageRequested,
      id: [request.messageId],
      at,
      person,
      properties: request,
    }),
  );
  return [decided, ...requested].map((fact) => emitted(fact, cause));
};

const OUTCOME_EVENT = {
  presented: PLATFORM_EVENT.offerPresented,
  accepted: PLATFORM_EVENT.offerAccepted,
  declined: PLATFORM_EVENT.offerDeclined,
} as const satisfies Readonly<Record<OfferOutcome, MadeEvent>>;

/** What a channel reported about the offers it asked for; one event an offer, the same report again has the same ids. */
export const outcomeEvents = (
  decision: Decision,
  report: { readonly outcome: OfferOutcome; readonly at: string; readonly launch?: string },
  cause: Cause,
): readonly BusEvent[] =>
  offersFor(decision, report.launch).map(({ launch, offer, channel }) => {
    const { decisionId, person } = decision;
    const fact: Fact<(typeof OUTCOME_EVENT)[OfferOutcome]> = {
      source: SOURCE.decision,
      event: OUTCOME_EVENT[report.outcome],
      id: [decisionId, launch],
      at: report.at,
      person,
      properties: { decisionId, launch, offer, channel, person, at: report.at },
    };
    return emitted(fact, cause);
  });

/** How a message ended. One end per message: its event has one id, whatever else is tried later. */
export type MessageEnd =
  | { readonly end: 'delivered'; readonly status: number }
  | { readonly end: 'failed'; readonly status: number; readonly reason: string }
  | { readonly end: 'refused'; readonly reason: string };

const END_EVENT = {
  delivered: PLATFORM_EVENT.messageDelivered,
  failed: PLATFORM_EVENT.messageFailed,
  refused: PLATFORM_EVENT.messageRefused,
} as const satisfies Readonly<Record<MessageEnd['end'], MadeEvent>>;

/** `Message Delivered`, `Message Failed` or `Message Refused`. */
export const gatewayEvent = (
  { messageId, decisionId, launch, offer, channel, vendor, person }: MessageRequest,
  { end, ...result }: MessageEnd,
  at: string,
  cause: Cause,
): BusEvent =>
  emitted(
    {
      source: SOURCE.gateway,
      event: END_EVENT[end],
      id: [messageId],
      at,
      person,
      properties: { messageId, decisionId, launch, offer, channel, vendor, person, ...result },
    },
    cause,
  );
