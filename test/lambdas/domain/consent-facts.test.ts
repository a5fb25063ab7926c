import type { BusEvent } from '../../../contracts/event';
import { applyEvent } from '../../../lambdas/domain/apply-event';
import { reachable } from '../../../lambdas/domain/permission';
import { viewOf } from '../../../lambdas/domain/person-view';
import { createMemoryProfiles } from '../../support/memory-profiles';
import { type EventSketch, edgeEvent, testRules } from '../../support/profile-events';

const rules = testRules();
const at = (day: number): string => `2026-11-0${day}T10:00:00.000Z`;
let ids = 0;
const event = (
  name: string,
  day: number,
  by: readonly string[],
  properties: EventSketch['properties'] = {},
): BusEvent => {
  ids += 1;
  return edgeEvent({ id: ids, event: name, at: at(day), by, properties });
};

/** The one person that the events make, in their order and against it. */
const views = async (...events: readonly BusEvent[]) =>
  Promise.all(
    [events, [...events].reverse()].map(async (order) => {
      const store = createMemoryProfiles();
      const ports = { ...store, sleep: async () => undefined, clock: async () => new Date(at(9)) };
      for (const one of order) await applyEvent(ports, rules, one);
      const [state, ...others] = store.states();
      if (state === undefined || others.length > 0) throw new Error('The events make one person.');
      return viewOf(state);
    }),
  );
const both = ['user_id:u', 'email:e'];
const known = event('Customer Identified', 1, both, { email: 'e' });
const written = (view: Parameters<typeof reachable>[0]) => reachable(view, 'email', { email: 'email' });

describe('a bounce', () => {
  it.each([
    ['Message Bounced', {}],
    ['Message Bounced', { kind: 'hard' }],
    ['Consent Withdrawn', { reason: 'bounced', channel: 'email' }],
  ])('concerns the address and not the person (%s %j)', async (name, properties) => {
    for (const view of await views(known, event(name, 2, both, properties))) {
      expect(view.bounced).toEqual(['e']);
      expect(view.consent).toEqual({});
      expect(written(view)).toBe(false);
    }
  });

  it('is over with another address', async () => {
    const moved = event('Customer Identified', 3, ['user_id:u', 'email:f'], { email: 'f' });
    for (const view of await views(known, event('Message Bounced', 2, both), moved)) expect(written(view)).toBe(true);
  });

  it('is over once somebody agrees to be written to there', async () => {
    const agreed = event('Consent Granted', 3, ['email:e'], { purpose: 'offers', channel: 'email' });
    for (const view of await views(known, event('Message Bounced', 2, both), agreed)) expect(written(view)).toBe(true);
    for (const view of await views(known, event('Message Bounced', 4, both), agreed)) expect(written(view)).toBe(false);
  });

  it('is none where it is soft, or names no address', async () => {
    for (const bounce of [
      event('Message Bounced', 2, both, { kind: 'soft' }),
      event('Message Bounced', 2, ['user_id:u']),
    ]) {
      for (const view of await views(known, bounce)) expect(written(view)).toBe(true);
    }
  });

  it('of nobody’s address counts as a withdrawal of the person', async () => {
    const withdrawn = event('Consent Withdrawn', 2, ['user_id:u'], { reason: 'bounced', channel: 'email' });
    for (const { consent } of await views(known, withdrawn)) expect(consent['*/email']?.status).toBe('denied');
  });
});

describe('a complaint and an unsubscribe', () => {
  it.each(['complained', 'unsubscribed', 'manual', 'erased'])('concern the person (%s)', async (reason) => {
    const withdrawn = event('Consent Withdrawn', 2, both, { reason, purpose: 'offers', channel: '*' });
    for (const view of await views(known, withdrawn)) {
      expect(view.consent['offers/*']?.status).toBe('denied');
      expect(written(view)).toBe(true);
    }
  });
});

describe('a withdrawal', () => {
  it('of names that cannot be keys is one of all', async () => {
    for (const { consent } of await views(event('Consent Withdrawn', 2, both, { purpose: 'a/b', channel: 'email' }))) {
      expect(Object.keys(consent)).toEqual(['*/*']);
    }
  });
});

describe('a restriction', () => {
  const restricted = (day: number, by = ['user_id:u']) => event('Processing Restricted', day, by);
  const released = (day: number, by = ['user_id:u']) => event('Processing Released', day, by);
  const state = async (...events: readonly BusEvent[]) => {
    const [one, other] = await views(known, ...events);
    expect(one?.restricted).toBe(other?.restricted);
    return one?.restricted ?? false;
  };

  it('holds until it is released, whatever order that becomes known in', async () => {
    expect(await state()).toBe(false);
    expect(await state(restricted(3))).toBe(true);
    expect(await state(restricted(3), released(4))).toBe(false);
    expect(await state(released(3), restricted(4))).toBe(true);
    expect(await state(released(3), restricted(3))).toBe(true);
  });

  it('holds for all that is known to be the same person', async () => {
    expect(await state(restricted(3, ['email:e']))).toBe(true);
    expect(await state(restricted(3, ['email:e']), released(4, ['user_id:u']))).toBe(false);
  });

  it('is not ended by a release of somebody who became the same person only later', async () => {
    const merged = event('Customer Identified', 5, ['user_id:u', 'anonymous_id:d']);
    const apart = [restricted(3, ['anonymous_id:d']), released(4, ['user_id:u']), merged];
    expect(await state(...apart)).toBe(true);
    expect(await state(...apart, released(6, ['user_id:u']))).toBe(false);
  });
});
