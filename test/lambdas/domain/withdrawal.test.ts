import { compileEdge } from '../../../lambdas/domain/edge';
import { readSegment } from '../../../lambdas/domain/segment';
import { createTestEdge, sources } from '../../support/edge-world';

const edge = createTestEdge();
const NOW = Date.parse('2026-11-27T12:00:00.000Z');
const [, strict] = sources;

/** What becomes of a withdrawal that is sent as an item of a batch. */
const heard = (over: Readonly<Record<string, unknown>>) => {
  const item = { type: 'track', event: 'Consent Withdrawn', messageId: 'm1', userId: 'u1', ...over };
  const request = readSegment('batch', { kind: 'body', content: { batch: [item] }, deep: false, large: false }, NOW);
  if (request.kind !== 'items' || strict === undefined) throw new Error('The request is a batch.');
  const admissions = request.items.map((one) => edge(one, strict));
  return admissions.map((admission) =>
    admission.kind === 'accepted'
      ? { properties: admission.draft.properties, at: new Date(admission.draft.call.occurredAt).toISOString() }
      : admission.rejected.code,
  )[0];
};
const now = new Date(NOW).toISOString();

describe('a withdrawal that is not well-formed', () => {
  it.each([
    ['a property that there is not', { purpose: 'offers', colour: 'red' }, { purpose: 'offers' }],
    ['a value that is too long', { purpose: 'offers', channel: 'x'.repeat(50) }, { purpose: 'offers' }],
    ['a value of another type', { purpose: 7, channel: 'email' }, { channel: 'email' }],
    ['nothing that can be read', { purpose: [], channel: {} }, {}],
    ['an address where none is declared', { purpose: 'offers', raw: 'ana@example.org' }, { purpose: 'offers' }],
    ['a card number', { channel: 'email', method: '4111 1111 1111 1111' }, { channel: 'email' }],
  ])('is heard by as much of it as can be read: %s', (_case, properties, expected) => {
    expect(heard({ properties, timestamp: now })).toEqual({ properties: expected, at: now });
  });

  it.each([
    ['a time that nobody can read', { timestamp: 'yesterday' }],
    ['a time of sending that nobody can read', { sentAt: {} }],
    ['properties that are none', { properties: 'all' }],
    ['a context that is none', { context: [] }],
    ['traits that are none', { context: { traits: 7 } }],
    ['an id that must not travel', { messageId: 'ana@example.org' }],
    ['another identifier that cannot be read', { anonymousId: {} }],
  ])('is heard, as of now, with %s', (_case, over) => {
    expect(heard(over)).toEqual({ properties: {}, at: now });
  });

  it('is heard however late it comes, with all that it says', () => {
    const properties = { purpose: 'offers', reason: 'manual' };
    expect(heard({ timestamp: '2019-05-01T00:00:00.000Z', properties })).toEqual({
      properties,
      at: '2019-05-01T00:00:00.000Z',
    });
  });

  it('cannot be heard where it says of nobody whose it is', () => {
    expect(heard({ userId: 'null' })).toBe('no-identifier');
  });
});

describe('an event that one source alone may send', () => {
  it('is quarantined from another', () => {
    const only = compileEdge(
      {
        identity: { version: 1, types: [], sharedBy: 8, blocked: { values: [], patterns: [] } },
        topics: [],
        catalog: {
          'Processing Restricted': {
            schema: 'Processing Restricted/1-0-0',
            sources: ['subject-rights'],
            pii: {},
            sets: {},
            identifies: {},
            declared: [],
          },
        },
      },
      { 'Processing Restricted': () => true },
    );
    const call = {
      index: 0,
      messageId: 'm1',
      event: 'Processing Restricted',
      occurredAt: NOW,
      receivedAt: NOW,
      traits: {},
      properties: {},
      synthetic: false,
      payload: {},
    };
    const from = (source: string) =>
      only({ kind: 'call', call }, { source, unknownEvents: 'reject', unknownProperties: 'strip' });
    expect(from('crm')).toMatchObject({ kind: 'quarantined', item: { reason: 'source-not-allowed' } });
    expect(from('subject-rights')).toMatchObject({ item: { reason: 'no-identifier' } });
  });
});
