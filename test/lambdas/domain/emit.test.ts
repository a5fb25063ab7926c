import { decisionEvents, gatewayEvent, messageRequests, outcomeEvents } from '../../../lambdas/domain/emit';
import { chosenOffer, decisionOf, messageRequest, NOW } from '../../support/decision-fixtures';

const decision = decisionOf({
  chosen: [chosenOffer({ reasons: ['list loyal'] })],
  excluded: [{ launch: 'tea', reason: 'outranked', detail: 'coats' }],
  exposures: [{ launch: 'coats', arm: 'treated' }],
});
const request = messageRequest({ messageId: messageRequests(decision)[0]?.messageId ?? '' });
const envelope = (event: string) => ({
  schema: `${event}/1-0-0`,
  messageId: expect.stringMatching(/^evt_[A-Za-z0-9_-]{22}$/),
  occurredAt: NOW,
  receivedAt: NOW,
  identifiers: [],
  profileId: 'user_id:tok_a',
  trace: 'Root=1',
});

describe('decisionEvents', () => {
  it('says what was decided and asks for each message', () => {
    expect(decisionEvents({ decision, trace: 'Root=1' })).toEqual([
      {
        source: 'tandem.decision',
        detailType: 'Offer Decided',
        detail: {
          ...envelope('Offer Decided'),
          properties: {
            decisionId: decision.decisionId,
            person: 'user_id:tok_a',
            at: NOW,
            trigger: decision.trigger,
            chosen: [{ launch: 'coats', offer: 'ten-off', channel: 'email', kind: 'push', vendor: 'mailhub' }],
            excluded: [{ launch: 'tea', reason: 'outranked' }],
            exposures: [{ launch: 'coats', arm: 'treated' }],
          },
        },
      },
      {
        source: 'tandem.decision',
        detailType: 'Message Requested',
        detail: { ...envelope('Message Requested'), properties: request },
      },
    ]);
  });

  it('asks for no message where a channel asked for the offer', () => {
    const pulled = decisionOf({ chosen: [chosenOffer({ channel: 'app', kind: 'pull' })] });
    expect(decisionEvents({ decision: pulled, trace: 't' }).map(({ detailType }) => detailType)).toEqual([
      'Offer Decided',
    ]);
  });

  it('gives the same events again for a stored decision', () => {
    const stored = JSON.parse(JSON.stringify(decision));
    expect(decisionEvents({ decision: stored, trace: 't' })).toEqual(decisionEvents({ decision, trace: 't' }));
  });

  it('hands on that the cause was made up', () => {
    const details = decisionEvents({ decision, trace: 't', synthetic: true }).map(({ detail }) => detail.synthetic);
    expect(details).toEqual([true, true]);
  });
});

describe('outcomeEvents', () => {
  it('says what became of each offer that a channel asked for', () => {
    const shown = (launch: string) => chosenOffer({ launch, channel: 'pos', kind: 'pull' });
    const pulled = decisionOf({ chosen: [shown('coats'), shown('tea'), chosenOffer({ launch: 'mailed' })] });
    const report = { outcome: 'accepted', at: NOW } as const;
    const events = outcomeEvents(pulled, report, { trace: 'Root=1' });
    expect(events.map(({ detail }) => detail.properties.launch)).toEqual(['coats', 'tea']);
    expect(new Set(events.map(({ detail }) => detail.messageId)).size).toBe(2);
    expect(events[0]).toEqual({
      source: 'tandem.decision',
      detailType: 'Offer Accepted',
      detail: {
        ...envelope('Offer Accepted'),
        properties: {
          decisionId: pulled.decisionId,
          launch: 'coats',
          offer: 'ten-off',
          channel: 'pos',
          person: 'user_id:tok_a',
          at: NOW,
        },
      },
    });
    expect(outcomeEvents(pulled, { ...report, launch: 'tea' }, { trace: 't' })).toHaveLength(1);
  });
});

describe('gatewayEvent', () => {
  it.each([
    ['Message Delivered', { end: 'delivered', status: 202 }, { status: 202 }],
    ['Message Failed', { end: 'failed', status: 410, reason: 'gone' }, { status: 410, reason: 'gone' }],
    ['Message Refused', { end: 'refused', reason: 'no-consent' }, { reason: 'no-consent' }],
  ] as const)('says %s', (event, end, result) => {
    const { messageId, decisionId, launch, offer, channel, vendor, person } = request;
    expect(gatewayEvent(request, end, NOW, { trace: 'Root=1' })).toEqual({
      source: 'tandem.gateway',
      detailType: event,
      detail: {
        ...envelope(event),
        properties: { messageId, decisionId, launch, offer, channel, vendor, person, ...result },
      },
    });
  });
});
