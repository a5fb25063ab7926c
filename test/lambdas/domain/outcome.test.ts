import type { BusEvent, EventDetail } from '../../../contracts/event';
import { decisionEvents, gatewayEvent, outcomeEvents } from '../../../lambdas/domain/emit';
import { matchesWhere } from '../../../lambdas/domain/goal';
import { countsOf, type DefinitionOf, goalOutcome } from '../../../lambdas/domain/outcome';
import { chosenOffer, decisionOf, exposed, launch, messageRequest, NOW } from '../../support/decision-fixtures';

const cause = { trace: 't' };
const counters = (event: BusEvent | undefined) =>
  event === undefined ? [] : countsOf(event).map(({ launch: id, counters: added }) => [id, added]);

describe('countsOf', () => {
  it('adds a decision to the counters of every launch it speaks of', () => {
    const decision = decisionOf({
      chosen: [chosenOffer(), chosenOffer({ channel: 'sms', vendor: 'textly' })],
      excluded: [
        { launch: 'tea', reason: 'held-out' },
        { launch: 'soap', reason: 'no-consent' },
      ],
      exposures: [
        { launch: 'coats', arm: 'treated' },
        { launch: 'tea', arm: 'held-out' },
      ],
    });
    const [decided] = decisionEvents({ decision, ...cause });
    expect(counters(decided)).toEqual([
      ['coats', { 'decided.email': 1, 'decided.sms': 1, exposed: 1 }],
      ['tea', { 'excluded.held-out': 1, 'held-out': 1 }],
      ['soap', { 'excluded.no-consent': 1 }],
    ]);
    const ids = countsOf(decided as BusEvent).map(({ eventId }) => eventId);
    expect(new Set(ids).size).toBe(3);
  });

  it.each([
    ['requested.email', decisionEvents({ decision: decisionOf(), ...cause })[1]],
    ['delivered.email', gatewayEvent(messageRequest(), { end: 'delivered', status: 200 }, NOW, cause)],
    ['refused.no-consent', gatewayEvent(messageRequest(), { end: 'refused', reason: 'no-consent' }, NOW, cause)],
    ['failed', gatewayEvent(messageRequest(), { end: 'failed', status: 400, reason: 'status' }, NOW, cause)],
    ['presented.pos', shown('presented')],
    ['accepted.pos', shown('accepted')],
    ['declined.pos', shown('declined')],
  ])('adds one to %s', (counter, event) => {
    expect(counters(event)).toEqual([['coats', { [counter]: 1 }]]);
  });

  it('adds nothing for events of others, also when they carry our names', () => {
    const [decided] = decisionEvents({ decision: decisionOf(), ...cause });
    expect(countsOf({ ...(decided as BusEvent), source: 'tandem.edge.shop' })).toEqual([]);
    expect(countsOf({ ...(decided as BusEvent), detailType: 'Something Else' })).toEqual([]);
  });
});

function shown(outcome: 'presented' | 'accepted' | 'declined'): BusEvent | undefined {
  const decision = decisionOf({ chosen: [chosenOffer({ channel: 'pos', kind: 'pull' })] });
  return outcomeEvents(decision, { outcome, at: NOW }, cause)[0];
}

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
    expect(made.counts).toMatchObject([{ launch: 'coats', counters: { 'goal.treated': 1 } }]);
    const held = goalOutcome(ledger({ arm: 'held-out' }), order(day(2)), knows());
    expect(held.counts).toMatchObject([{ counters: { 'goal.held-out': 1 } }]);
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
    expect([second, third].map(({ counts }) => counts)).toEqual([first.counts, first.counts]);
  });

  it('gives the counts again for an event that is in the ledger, in case they were lost', () => {
    const first = goalOutcome(ledger(), order(day(3)), knows());
    expect(goalOutcome(first.ledger ?? ledger(), order(day(3)), knows())).toEqual({ counts: first.counts });
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
