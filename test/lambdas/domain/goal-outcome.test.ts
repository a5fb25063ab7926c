import type { BusEvent, EventDetail } from '../../../contracts/event';
import { bucketOf, TIME_BUCKETS } from '../../../contracts/results';
import { matchesWhere } from '../../../lambdas/domain/goal';
import { type DefinitionOf, goalOutcome } from '../../../lambdas/domain/goal-outcome';
import { exposed, launch, NOW } from '../../support/decision-fixtures';

const order = (occurredAt: string, properties: EventDetail['properties'] = {}): BusEvent => ({
  source: 'tandem.resolved',
  detailType: 'Order Completed',
  detail: {
    schema: 'Order Completed/1-0-0',
    messageId: `order-${occurredAt}`,
    occurredAt,
    receivedAt: occurredAt,
    identifiers: [],
    profileId: 'user_id:tok_a',
    properties,
    trace: 't',
  },
});
const withGoal = (where = {}) =>
  launch('coats', { goal: { event: 'Order Completed', where, withinSeconds: 7 * 86_400 } });
const knows =
  (definition = withGoal()): DefinitionOf =>
  (id) =>
    id === 'coats' ? definition : undefined;
const ledger = (over = {}) => ({ sends: [], exposures: { coats: exposed('treated', { at: NOW, ...over }) } });
const day = (count: number) => new Date(Date.parse(NOW) + count * 86_400_000).toISOString();

describe('goalOutcome', () => {
  it('marks the goal and counts the person for the arm', () => {
    const made = goalOutcome(ledger(), order(day(2)), knows());
    expect(made.ledger?.exposures.coats?.goalAt).toBe(day(2));
    expect(made.counts[0]).toMatchObject({ launch: 'coats', counters: { 'goal.treated': 1 } });
    const held = goalOutcome(ledger({ arm: 'held-out' }), order(day(2)), knows());
    expect(held.counts[0]).toMatchObject({ counters: { 'goal.held-out': 1 } });
  });

  it('says by which offer and channel the person was reached, and after how long the goal was met', () => {
    const parts = (arm: 'treated' | 'held-out', at: string) =>
      goalOutcome(ledger({ arm, offer: 'ten-off', channel: 'email' }), order(at), knows()).counts[0]?.parts;
    expect(parts('treated', day(2))).toEqual({
      times: { 'treated.2d': 1 },
      'offer.ten-off': { 'goal.email': 1 },
    });
    expect(parts('held-out', day(2.01))).toEqual({ times: { 'held-out.4d': 1 } });
  });

  it('counts every order that meets the goal once by its number, with what it came to', () => {
    const orders = (properties: EventDetail['properties'], at = day(2), arm: 'treated' | 'held-out' = 'treated') =>
      goalOutcome(ledger({ arm }), order(at, properties), knows()).counts.slice(1);
    const [first] = orders({ order_id: '7', total: 19.99, currency: 'USD' });
    expect(first?.counters).toEqual({ 'orders.treated': 1, 'revenue.treated.USD': 1999 });
    expect(orders({ order_id: '7', total: 19.99, currency: 'USD' }, day(3))[0]?.eventId).toBe(first?.eventId);
    expect(orders({ order_id: '8' })[0]?.eventId).not.toBe(first?.eventId);
    expect(orders({ order_id: '9', revenue: 300, currency: 'JPY' }, day(1), 'held-out')[0]?.counters).toEqual({
      'orders.held-out': 1,
      'revenue.held-out.JPY': 300,
    });
    for (const unknown of [{ total: 5 }, { total: 5, currency: 'XQX' }, { total: -5, currency: 'USD' }, {}]) {
      expect(orders(unknown)[0]?.counters).toEqual({ 'orders.treated': 1 });
    }
  });

  it.each([
    ['the last instant of a launch’s results', 0, 1],
    ['a millisecond later', 1, 0],
  ])('takes goals until %s', (_case, late, people) => {
    const until = Date.parse(withGoal().window.redeemUntil) + 7 * 86_400_000;
    // Reached at the very end, by a clock that is ahead: the launch's own end is what stops it.
    const at = new Date(until - 86_400_000).toISOString();
    const event = order(new Date(until + late).toISOString());
    expect(goalOutcome(ledger({ at }), event, knows()).counts.filter(({ parts }) => parts !== undefined)).toHaveLength(
      people,
    );
  });

  it('says that one event met goals of several launches which support the same shared goal', () => {
    const supports = (goal: string): DefinitionOf => {
      const definition = withGoal();
      return (id) => ({ ...definition, launch: id, supports: id === 'soap' ? 'another' : goal });
    };
    const exposures = Object.fromEntries(['coats', 'tea', 'soap'].map((id) => [id, exposed('treated', { at: NOW })]));
    const { counts } = goalOutcome({ sends: [], exposures }, order(day(1), { order_id: '1' }), supports('repeat'));
    const goals = counts.filter(({ parts }) => parts !== undefined).map(({ launch: id, counters }) => [id, counters]);
    expect(goals).toEqual([
      ['coats', { 'goal.treated': 1, 'goal-in-several.treated': 1 }],
      ['tea', { 'goal.treated': 1, 'goal-in-several.treated': 1 }],
      ['soap', { 'goal.treated': 1 }],
    ]);
  });

  it.each([
    ['an event at the instant of the first contact', ledger(), order(NOW), knows()],
    ['an event from before', ledger(), order(day(-1)), knows()],
    ['an event after the time', ledger(), order(day(7.1)), knows()],
    ['another event', ledger(), { ...order(day(1)), detailType: 'Page Viewed' }, knows()],
    ['a launch without a goal', ledger(), order(day(1)), knows(launch('coats'))],
    ['a launch nobody knows any more', ledger(), order(day(1)), () => undefined],
    ['other properties', ledger(), order(day(1), { category: 'TEA' }), knows(withGoal({ category: ['COATS'] }))],
  ])('leaves %s alone', (_case, known, event, definitionOf) => {
    expect(goalOutcome(known, event, definitionOf)).toEqual({ counts: [] });
  });

  it('counts a person once a launch, under one id, and keeps the earliest event in whatever order they come', () => {
    const first = goalOutcome(ledger(), order(day(3)), knows());
    const second = goalOutcome(first.ledger ?? ledger(), order(day(1)), knows());
    expect(second.ledger?.exposures.coats?.goalAt).toBe(day(1));
    const third = goalOutcome(second.ledger ?? ledger(), order(day(2)), knows());
    expect(third.ledger).toBeUndefined();
    const people = [first, second, third].map(({ counts }) => [counts[0]?.eventId, counts[0]?.counters]);
    expect(people[1]).toEqual(people[0]);
    expect(people[2]).toEqual(people[0]);
  });

  it('gives the counts again for an event that is in the ledger, in case they were lost', () => {
    const first = goalOutcome(ledger(), order(day(3)), knows());
    expect(goalOutcome(first.ledger ?? ledger(), order(day(3)), knows())).toEqual({ counts: first.counts });
  });
});

describe('bucketOf', () => {
  it('includes its bounds, and has a place for every time', () => {
    for (const { bucket, upTo } of TIME_BUCKETS) expect(bucketOf(upTo)).toBe(bucket);
    expect([0, 900.001, 57 * 86_400].map(bucketOf)).toEqual(['15m', '30m', 'more']);
  });
});

describe('matchesWhere', () => {
  const basket = {
    affiliation: 'store-1',
    products: [
      { category: 'TEA', quantity: 1 },
      { category: 'COATS', quantity: 2 },
    ],
  };

  it.each([
    ['an item of a basket', { category: ['COATS'] }, true],
    ['an item and the order together', { category: ['COATS'], affiliation: ['store-1'] }, true],
    ['values of one item', { category: ['COATS'], quantity: [2] }, true],
    ['values of different items', { category: ['TEA'], quantity: [2] }, false],
    ['a number that was written as text', { quantity: ['2'] }, true],
    ['a property nobody sent', { brand: ['Own'] }, false],
    ['a name that only the prototype has', { constructor: ['Object'] }, false],
    ['nothing asked', {}, true],
  ])('looks at %s', (_case, where, found) => {
    expect(matchesWhere(where as never, basket)).toBe(found);
  });
});
