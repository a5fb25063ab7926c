import { createAskAddress } from '../../../lambdas/domain/address-consent';
import { applyEvent } from '../../../lambdas/domain/apply-event';
import { createReadStrandState, createReadView } from '../../../lambdas/domain/read-customer';
import { NOW, policy } from '../../support/decision-fixtures';
import { deliveryWorld, failures, message } from '../../support/delivery-world';
import { createMemoryProfiles } from '../../support/memory-profiles';
import { type EventSketch, edgeEvent, identity, testRules } from '../../support/profile-events';

const rules = testRules();
const at = (minute: number): string => `2026-11-20T10:0${minute}:00.000Z`;
const offers = { purpose: 'personalised-offers', channel: 'email' };
type Said = Pick<EventSketch, 'event' | 'by' | 'properties'>;

/** Ana and Ben use one e-mail address; both agreed to offers. The address led to Ana first. */
const family = async (said: readonly Said[]) => {
  const delivery = await deliveryWorld();
  const address = `email:${delivery.email}`;
  const profiles = createMemoryProfiles();
  const ports = { ...profiles, sleep: async () => undefined, clock: async () => new Date(NOW) };
  const email = { email: delivery.email };
  const told: readonly Said[] = [
    { event: 'Customer Identified', by: ['user_id:ana', address], properties: email },
    { event: 'Customer Identified', by: ['user_id:ben'], properties: email },
    { event: 'Consent Granted', by: ['user_id:ana'], properties: offers },
    { event: 'Consent Granted', by: ['user_id:ben'], properties: offers },
    ...said.map(({ by, ...rest }) => ({ ...rest, by: by.map((name) => (name === 'address' ? address : name)) })),
  ];
  for (const [id, one] of told.entries()) await applyEvent(ports, rules, edgeEvent({ ...one, id, at: at(id) }));
  const readSurroundings = jest.fn(profiles.readSurroundings);
  const reading = { ...profiles, readSurroundings };
  const handle = delivery.handler({
    ...delivery.ports,
    readView: createReadView(reading),
    askAddress: createAskAddress(
      { types: identity.types, reachableBy: policy.reachableBy },
      createReadStrandState(reading),
    ),
  });
  const deliver = async (person: string) => {
    expect(await failures(handle, message({ person }))).toBe(0);
    return delivery.outcomes();
  };
  return { deliver, ...delivery, readSurroundings };
};

const withdrawn = (by: string, properties = {}): Said => ({ event: 'Consent Withdrawn', by: [by], properties });
const granted = (by: string): Said => ({ event: 'Consent Granted', by: [by], properties: offers });

describe('deliver-message to an address of several customers', () => {
  it('sends to each of them who agreed', async () => {
    for (const person of ['user_id:ana', 'user_id:ben']) {
      const { deliver } = await family([]);
      expect(await deliver(person)).toEqual([['Message Delivered', undefined]]);
    }
  });

  it.each([
    ['unsubscribes', { reason: 'unsubscribed', ...offers }],
    ['complains', { reason: 'complained' }],
    ['stops everything', { purpose: '*', channel: '*' }],
  ])('sends to none of them once the address %s', async (_case, properties) => {
    for (const person of ['user_id:ana', 'user_id:ben']) {
      const { deliver, posts, read } = await family([withdrawn('address', properties)]);
      expect(await deliver(person)).toEqual([['Message Refused', 'no-consent']]);
      expect([posts, read]).toEqual([[], []]);
    }
  });

  it('sends to none of them once the address bounced', async () => {
    const { deliver, posts } = await family([{ event: 'Message Bounced', by: ['address'] }]);
    expect(await deliver('user_id:ben')).toEqual([['Message Refused', 'unreachable']]);
    expect(posts).toEqual([]);
  });

  it('goes on where the withdrawal is about something else, was taken back at the address, or is another customer’s own', async () => {
    const others = [
      [withdrawn('address', { purpose: 'research', channel: 'email' })],
      [withdrawn('address', { purpose: '*', channel: 'sms' })],
      [withdrawn('address', offers), granted('address')],
      [withdrawn('user_id:ana')],
    ];
    for (const said of others) {
      const { deliver } = await family(said);
      expect(await deliver('user_id:ben')).toEqual([['Message Delivered', undefined]]);
    }
  });

  it('is not opened by what a customer says later under another name', async () => {
    const { deliver } = await family([withdrawn('address'), granted('user_id:ben')]);
    expect(await deliver('user_id:ben')).toEqual([['Message Refused', 'no-consent']]);
  });

  it('is opened for nobody by a grant to the address', async () => {
    const { deliver } = await family([withdrawn('user_id:ben'), granted('address')]);
    expect(await deliver('user_id:ben')).toEqual([['Message Refused', 'no-consent']]);
  });

  it('reads nothing more where the address is one of the customer’s own strands', async () => {
    const own = await family([]);
    await own.deliver('user_id:ana');
    expect(own.readSurroundings).toHaveBeenCalledTimes(1);
    const shared = await family([]);
    await shared.deliver('user_id:ben');
    expect(shared.readSurroundings).toHaveBeenCalledTimes(2);
  });
});
