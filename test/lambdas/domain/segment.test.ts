import * as fc from 'fast-check';
import type { Call, ReadItem } from '../../../lambdas/domain/call';
import { readSegment, type SegmentRoute } from '../../../lambdas/domain/segment';
import { bytes, NOW } from '../../support/edge-fixtures';

const read = (route: SegmentRoute, body: unknown): readonly ReadItem[] => {
  const request = readSegment(route, bytes(body), NOW);
  if (request.kind === 'problem') throw new Error(request.code);
  return request.items;
};
const callOf = (item: ReadItem | undefined): Call => {
  if (item?.kind !== 'call') throw new Error(JSON.stringify(item));
  return item.call;
};
const problemOf = (route: SegmentRoute, body: Uint8Array): string => {
  const request = readSegment(route, body, NOW);
  return request.kind === 'problem' ? `${request.status} ${request.code}` : 'none';
};

describe('readSegment', () => {
  it.each<[SegmentRoute, object, string, object]>([
    ['track', { event: 'Product Viewed', properties: { a: 1 } }, 'Product Viewed', { a: 1 }],
    ['identify', { traits: { language: 'en' } }, 'Customer Identified', { language: 'en' }],
    ['page', { name: 'Home', properties: { url: '/' } }, 'Page Viewed', { name: 'Home', url: '/' }],
    ['screen', { name: 'Cart', category: 'Shop' }, 'Screen Viewed', { name: 'Cart', category: 'Shop' }],
    ['group', { groupId: 'g1', traits: { name: 'Club' } }, 'Group Joined', { groupId: 'g1', name: 'Club' }],
    ['alias', { previousId: 'd1' }, 'Identity Aliased', { previousId: 'd1' }],
  ])('reads a %s call', (route, body, event, properties) => {
    const call = callOf(read(route, { messageId: 'm1', userId: 'u1', ...body })[0]);
    expect(call).toMatchObject({ index: 0, messageId: 'm1', event, userId: 'u1', properties, synthetic: false });
  });

  it('reads a batch item by item, with sentAt and context of the batch where an item has none', () => {
    const calls = read('batch', {
      sentAt: '2026-11-27T13:00:00.000Z',
      context: { synthetic: true },
      batch: [
        { type: 'track', event: 'A', userId: 'u', timestamp: '2026-11-27T12:50:00.000Z' },
        {
          type: 'track',
          event: 'B',
          userId: 'u',
          timestamp: '2026-11-27T11:00:00.000Z',
          sentAt: '2026-11-27T12:00:00.000Z',
          context: {},
        },
      ],
    }).map(callOf);
    expect(calls.map(({ occurredAt }) => new Date(occurredAt).toISOString())).toEqual([
      '2026-11-27T11:50:00.000Z',
      '2026-11-27T11:00:00.000Z',
    ]);
    expect(calls.map(({ synthetic }) => synthetic)).toEqual([true, false]);
  });

  it('looks for identifiers in the traits of an identify and in the context of every other call', () => {
    const traits = { email: 'ada@households.example' };
    expect(callOf(read('identify', { traits })[0]).traits).toEqual(traits);
    expect(callOf(read('track', { event: 'A', context: { traits } })[0]).traits).toEqual(traits);
    expect(callOf(read('group', { groupId: 'g', traits })[0]).traits).toEqual({});
  });

  it('takes null for absent and a number for an identifier', () => {
    const call = callOf(
      read('track', {
        event: 'A',
        userId: null,
        anonymousId: 7,
        properties: null,
        timestamp: null,
        messageId: null,
      })[0],
    );
    expect(call).toMatchObject({ anonymousId: '7', properties: {}, occurredAt: NOW });
    expect(call).not.toHaveProperty('userId');
    expect(call.messageId).toMatch(/^auto-/);
  });

  it.each<[string, object, string]>([
    ['an unknown type', { type: 'poke' }, 'type'],
    ['a track without event', { type: 'track' }, 'event'],
    ['an event that is no text', { type: 'track', event: { toString: 1 } }, 'event'],
    ['properties that are a list', { type: 'track', event: 'A', properties: [] }, 'properties'],
    ['traits that are a text', { type: 'identify', traits: 'x' }, 'traits'],
    ['a user id that is an object', { type: 'track', event: 'A', userId: {} }, 'userId'],
    ['an anonymous id that is a flag', { type: 'track', event: 'A', anonymousId: true }, 'anonymousId'],
    ['a time that is none', { type: 'track', event: 'A', timestamp: 'noon' }, 'timestamp'],
    ['a sentAt that is none', { type: 'track', event: 'A', sentAt: 'noon' }, 'sentAt'],
    ['a messageId that is an address', { type: 'track', event: 'A', messageId: 'ada@households.example' }, 'messageId'],
  ])('sets %s aside and takes the others', (_case, bad, detail) => {
    const items = read('batch', {
      batch: [{ type: 'track', event: 'A', userId: 'u' }, bad, { type: 'page', userId: 'u' }],
    });
    expect(items.map(({ kind }) => kind)).toEqual(['call', 'aside', 'call']);
    expect(items[1]).toMatchObject({ index: 1, reason: 'malformed', detail, payload: bad });
    expect(items[1]).not.toHaveProperty('messageId', expect.stringContaining('@'));
  });

  it.each([null, 3, 'text', []])('sets an item that is %j aside', (item) => {
    expect(read('batch', { batch: [item] })).toMatchObject([{ kind: 'aside', reason: 'malformed' }]);
  });

  it('refuses an event over 32 KB, or nested too deeply, and takes the others', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(60)}1${'}'.repeat(60)}`) as object;
    const items = read('batch', {
      batch: [
        { type: 'track', event: 'A', messageId: 'big', properties: { note: 'x'.repeat(33_000) } },
        { type: 'track', event: 'A', messageId: 'deep', properties: deep },
        { type: 'track', event: 'A', messageId: 'good' },
      ],
    });
    expect(items).toMatchObject([
      { kind: 'refused', rejected: { index: 0, messageId: 'big', code: 'event-too-large' } },
      { kind: 'refused', rejected: { index: 1, messageId: 'deep', code: 'event-too-deep' } },
      { kind: 'call' },
    ]);
  });

  it('refuses a request as a whole only for what is wrong with the whole', () => {
    expect(problemOf('track', Buffer.from('{"event":'))).toBe('400 malformed-json');
    expect(problemOf('track', Buffer.from(''))).toBe('400 malformed-json');
    expect(problemOf('track', bytes([1]))).toBe('400 invalid-request');
    expect(problemOf('batch', bytes({ batch: {} }))).toBe('400 invalid-request');
    expect(problemOf('batch', bytes({ batch: Array(2501).fill({}) }))).toBe('400 too-many-events');
    expect(problemOf('batch', bytes({ batch: Array(2500).fill({}) }))).toBe('none');
    expect(problemOf('batch', bytes({ batch: [], pad: 'x'.repeat(500 * 1024) }))).toBe('413 request-too-large');
    expect(problemOf('batch', Buffer.from(`{"batch":${'['.repeat(200_000)}${']'.repeat(200_000)}}`))).toBe('none');
  });

  it('never throws, whatever JSON it is sent', () => {
    const item = fc.record(
      {
        type: fc.oneof(fc.constantFrom('track', 'identify', 'page', 'group', 'alias'), fc.jsonValue()),
        event: fc.jsonValue(),
        userId: fc.jsonValue(),
        messageId: fc.jsonValue(),
        timestamp: fc.oneof(fc.jsonValue(), fc.date({ noInvalidDate: false }).map(String), fc.double()),
        sentAt: fc.jsonValue(),
        properties: fc.jsonValue(),
        traits: fc.jsonValue(),
        context: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(item, { maxLength: 4 }), (batch) => {
        expect(read('batch', { batch })).toHaveLength(batch.length);
      }),
    );
  });
});
