import { dayToBusiness, toBusiness } from './calendar';
import { draw } from './draw';
import type { History } from './history';
import { userIdOf } from './orders';
import { type SyntheticPerson, syntheticPerson } from './person';
import type { Demographics, SegmentCall, SourceCall } from './shapes';

const DAY = 86_400_000;

/** Everything known about a household when the window starts: panel traits apart from made-up contact and consent. */
export const knownBefore = (
  household: number,
  history: History | undefined,
  demographics: Demographics | undefined,
  windowStart: number,
): SourceCall[] => {
  const person = syntheticPerson(household);
  // Spread over the day before, so that no two households share a moment.
  const at = toBusiness(windowStart) - DAY + Math.floor(draw(household, 'known_at') * (DAY / 2));
  return [
    panelTraits(household, history, demographics, at),
    contact(household, person, at + 1000),
    ...person.consents.map((channel, index) => consent(household, channel, at + 2000 + index * 1000)),
  ];
};

const panelTraits = (
  household: number,
  history: History | undefined,
  demographics: Demographics | undefined,
  at: number,
): SourceCall => {
  const [department] = history?.departments ?? [];
  const bought =
    history === undefined
      ? {}
      : {
          first_order_on: dayToBusiness(history.firstOrderOn),
          last_order_on: dayToBusiness(history.lastOrderOn),
          orders_90d: history.orders90d,
          spend_90d: history.spend90d,
          ...(department === undefined ? {} : { favourite_department: department }),
          ...(history.homeStore === undefined ? {} : { home_store: `store-${history.homeStore}` }),
        };
  return call(household, 'panel', at, `panel-traits-${household}`, {
    type: 'identify',
    traits: { ...demographics, ...bought },
  });
};

const contact = (household: number, person: SyntheticPerson, at: number): SourceCall =>
  call(household, 'crm', at, `contact-${household}`, {
    type: 'identify',
    traits: {
      first_name: person.firstName,
      last_name: person.lastName,
      email: person.email,
      phone: person.phone,
      loyalty_number: person.loyaltyNumber,
      ...(person.handle === undefined ? {} : { handle: person.handle }),
      language: 'en',
      timezone: person.timezone,
      synthetic: true,
    },
    context: { synthetic: true },
  });

const consent = (household: number, channel: string, at: number): SourceCall =>
  call(household, 'preference-centre', at, `consent-${household}-${channel}`, {
    type: 'track',
    event: 'Consent Granted',
    properties: { purpose: 'personalised-offers', channel, noticeVersion: '2026-10', method: 'synthetic' },
    context: { synthetic: true },
  });

const call = (
  household: number,
  source: string,
  at: number,
  messageId: string,
  rest: Pick<SegmentCall, 'type' | 'event' | 'properties' | 'traits' | 'context'>,
): SourceCall => ({
  source,
  at,
  household,
  call: { ...rest, messageId, timestamp: new Date(at).toISOString(), userId: userIdOf(household) },
});
