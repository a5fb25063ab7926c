import type { BusEvent } from '../../../contracts/event';
import { decisionEvents, gatewayEvent, outcomeEvents } from '../../../lambdas/domain/emit';
import { countsOf } from '../../../lambdas/domain/outcome';
import { chosenOffer, decisionOf, messageRequest, NOW } from '../../support/decision-fixtures';

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

  it.each([
    ['delivered.email', gatewayEvent(messageRequest(), { end: 'delivered', status: 200 }, NOW, cause)],
    ['presented.pos', shown('presented')],
    ['accepted.pos', shown('accepted')],
  ])('adds one to %s of the offer, too', (counter, event) => {
    expect(countsOf(event as BusEvent).map(({ parts }) => parts)).toEqual([{ 'offer.ten-off': { [counter]: 1 } }]);
  });

  it('counts whom an offer reached once, by the channel of the first contact', () => {
    const decision = decisionOf({
      chosen: [chosenOffer(), chosenOffer({ channel: 'sms', vendor: 'textly' }), chosenOffer({ launch: 'tea' })],
      excluded: [{ launch: 'soap', reason: 'held-out' }],
      exposures: [
        { launch: 'coats', arm: 'treated' },
        { launch: 'soap', arm: 'held-out' },
      ],
    });
    const parts = countsOf(decisionEvents({ decision, ...cause })[0] as BusEvent).map((one) => [one.launch, one.parts]);
    expect(parts).toEqual([
      ['coats', { 'offer.ten-off': { 'reached.email': 1 } }],
      ['tea', undefined],
      ['soap', undefined],
    ]);
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
