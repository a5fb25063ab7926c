import * as fc from 'fast-check';
import { webhookCall } from '../../../lambdas/domain/inbound';
import { vendor } from '../../support/decision-fixtures';

const chirp = vendor({
  inbound: {
    scheme: 'standard-webhooks-v1',
    secret: 'chirp/webhook',
    mode: 'enforce',
    events: { mention: 'Brand Mentioned', opened: 'Message Opened' },
  },
});
const catalog = { 'Brand Mentioned': { identifies: { handle: 'social' } }, 'Message Opened': { identifies: {} } };
const call = (payload: unknown, by = chirp) => webhookCall(payload, 'wh_1', by, catalog);

describe('webhookCall', () => {
  it('makes a track call of the catalog event that the approval names', () => {
    const payload = {
      type: 'opened',
      id: 'evt-1',
      at: '2026-11-27T13:00:00+01:00',
      customer: { email: 'ada@example.org', userId: 'u1', anonymousId: 'd1' },
      data: { messageId: 'msg_1' },
    };
    expect(call(payload)).toEqual({
      ok: true,
      call: {
        type: 'track',
        event: 'Message Opened',
        messageId: 'evt-1',
        timestamp: '2026-11-27T12:00:00.000Z',
        userId: 'u1',
        anonymousId: 'd1',
        properties: { messageId: 'msg_1' },
        context: { traits: { email: 'ada@example.org' } },
      },
    });
  });

  it('puts the customer where the catalog says that the event carries it', () => {
    const payload = { type: 'mention', customer: { handle: '@ada' }, data: { text: 'queues!' }, synthetic: true };
    expect(call(payload)).toEqual({
      ok: true,
      call: {
        type: 'track',
        event: 'Brand Mentioned',
        messageId: 'wh_1',
        properties: { handle: '@ada', text: 'queues!' },
        context: { traits: { handle: '@ada' }, synthetic: true },
      },
    });
  });

  it.each([
    ['a type that the approval does not name', { type: 'deleted' }, 'unmapped-webhook', 'type deleted'],
    ['a type that only the prototype has', { type: 'constructor' }, 'unmapped-webhook', 'type constructor'],
    ['a type that could be anything', { type: 'ada@example.org wrote' }, 'unmapped-webhook', 'type'],
    ['no type', { customer: {} }, 'malformed', 'type is not a text'],
    ['no object', [1], 'malformed', 'type is not a text'],
    [
      'a customer that is no object',
      { type: 'opened', customer: 'ada' },
      'malformed',
      'customer or data is not an object',
    ],
    ['a time that is none', { type: 'opened', at: 'yesterday' }, 'malformed', 'at is no instant'],
  ])('sends %s to quarantine', (_case, payload, reason, detail) => {
    expect(call(payload)).toEqual({ ok: false, reason, messageId: 'wh_1', detail });
  });

  it('takes nothing from a vendor that is not approved to send', () => {
    const { inbound: _none, ...outboundOnly } = chirp;
    expect(call({ type: 'opened' }, outboundOnly)).toMatchObject({ ok: false, reason: 'unmapped-webhook' });
  });

  it('answers every payload', () => {
    const payload = fc.oneof(
      fc.jsonValue(),
      fc.record({
        type: fc.constant('opened'),
        id: fc.jsonValue(),
        at: fc.jsonValue(),
        customer: fc.jsonValue(),
        data: fc.jsonValue(),
      }),
    );
    fc.assert(fc.property(payload, (given) => expect(typeof call(given).ok).toBe('boolean')));
  });
});
