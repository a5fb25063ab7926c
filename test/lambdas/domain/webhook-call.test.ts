import type { Vendor } from '../../../contracts/vendor';
import { readWebhook } from '../../../lambdas/domain/webhook-call';
import { bytes, NOW } from '../../support/edge-fixtures';

const chirp: Vendor = {
  vendor: 'chirp',
  approval: { by: 'it', ticket: 'SEC-1', date: '2026-10-01', expires: '2027-10-01' },
  agreement: { ref: 'DPA-1', residency: ['US'] },
  channels: [],
  purposes: [],
  fields: [],
  inbound: {
    scheme: 'standard-webhooks-v1',
    secret: 'chirp/webhook',
    mode: 'enforce',
    events: { mention: 'Brand Mentioned' },
  },
};
const read = (body: unknown, messageId = 'wh_1') =>
  readWebhook(chirp, { messageId, body: bytes(body), receivedAt: NOW });

describe('readWebhook', () => {
  it('maps the type to an event, data to its properties and the customer to identifiers', () => {
    const item = read({
      type: 'mention',
      at: '2026-11-27T11:00:00.000Z',
      customer: { handle: '@ada', userId: 'u1' },
      data: { text: 'long queue' },
    });
    expect(item).toMatchObject({
      kind: 'call',
      call: {
        messageId: 'wh_1',
        event: 'Brand Mentioned',
        occurredAt: Date.parse('2026-11-27T11:00:00.000Z'),
        userId: 'u1',
        traits: { handle: '@ada' },
        properties: { text: 'long queue' },
      },
    });
  });

  it.each([['applause'], ['constructor'], [7], [undefined]])('sets a webhook of type %j aside as unmapped', (type) => {
    expect(read({ type, data: {} })).toMatchObject({ kind: 'aside', reason: 'unmapped-webhook', detail: 'type' });
  });

  it.each<[unknown, string]>([
    [[], 'body'],
    [{ type: 'mention', at: 'noon' }, 'at'],
    [{ type: 'mention', data: [] }, 'data'],
    [{ type: 'mention', customer: 'ada' }, 'customer'],
  ])('sets %j aside as malformed', (body, detail) => {
    expect(read(body)).toMatchObject({ kind: 'aside', reason: 'malformed', detail });
  });

  it('sets what is no JSON, or nests too deeply, aside without walking it', () => {
    for (const text of ['{', `{"type":"mention","data":${'['.repeat(50_000)}${']'.repeat(50_000)}}`]) {
      const item = readWebhook(chirp, { messageId: 'wh_1', body: Buffer.from(text), receivedAt: NOW });
      expect(item).toMatchObject({ kind: 'aside', reason: 'malformed', payload: { text } });
    }
  });

  it('does not carry an address in the place of an id', () => {
    expect(read({ type: 'none' }, 'ada@households.example')).toMatchObject({
      messageId: expect.stringMatching(/^auto-/),
    });
  });
});
