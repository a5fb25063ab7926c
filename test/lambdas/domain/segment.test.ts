import * as fc from 'fast-check';
import type { Call, ReadItem } from '../../../lambdas/domain/call';
import { bodyKey, parseSegment, type SegmentRoute } from '../../../lambdas/domain/segment';
import { bytes, NOW, readJson } from '../../support/edge-fixtures';

const read = (route: SegmentRoute, body: unknown): readonly ReadItem[] => {
  const request = readJson(route, bytes(body));
  if (request.kind === 'problem') throw new Error(request.code);
  return request.items;
};
const callOf = (item: ReadItem | undefined): Call => {
  if (item?.kind !== 'call') throw new Error(JSON.stringify(item));
  return item.call;
};
const problemOf = (route: SegmentRoute, body: Uint8Array): string => {
  const request = readJson(route, body);
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
          context: { synthetic: false, traits: { email: 'b@households.example' } },
        },
      ],
    }).map(callOf);
    expect(calls.map(({ occurredAt }) => new Date(occurredAt).toISOString())).toEqual([
      '2026-11-27T11:50:00.000Z',
      '2026-11-27T11:00:00.000Z',
    ]);
    expect(calls.map(({ synthetic }) => synthetic)).toEqual([true, false]);
  });

  it('lets an item’s context say more than the batch’s, member by member', () => {
    const context = { synthetic: true, traits: { email: 'a@households.example' } };
    const batch = [
      { type: 'track', event: 'A', context: { locale: 'en' } },
      { type: 'track', event: 'A', context: { traits: { handle: 'b' } } },
    ];
    const calls = read('batch', { context, batch }).map(callOf);
    expect(calls.map(({ traits }) => traits)).toEqual([{ email: 'a@households.example' }, { handle: 'b' }]);
    expect(calls.map(({ synthetic }) => synthetic)).toEqual([true, true]);
  });

  it.each<[string, object, string]>([
    ['neither', {}, '2026-11-27T12:00:00.000Z'],
    ['its own time', { originalTimestamp: '2026-11-20T08:00:00Z' }, '2026-11-20T08:00:00.000Z'],
    [
      'a time and when it was sent',
      { originalTimestamp: '2026-11-27T14:50:00Z', sentAt: '2026-11-27T15:00:00Z' },
      '2026-11-27T11:50:00.000Z',
    ],
    ['when it was sent alone', { sentAt: '2026-11-27T15:00:00Z' }, '2026-11-27T12:00:00.000Z'],
    [
      'a timestamp, which is no more than its own time',
      { timestamp: '2026-11-27T14:50:00Z', sentAt: '2026-11-27T15:00:00Z' },
      '2026-11-27T11:50:00.000Z',
    ],
    [
      'both, of which the original holds',
      { originalTimestamp: '2026-11-27T10:00:00Z', timestamp: '2026-11-27T09:00:00Z' },
      '2026-11-27T10:00:00.000Z',
    ],
    ['a receipt of its own making', { receivedAt: '2020-01-01T00:00:00Z' }, '2026-11-27T12:00:00.000Z'],
    ['a time in 2099', { timestamp: '2099-01-01T00:00:00Z' }, '2026-11-27T12:00:00.000Z'],
    [
      'a clock in 2099',
      { timestamp: '2099-01-01T00:00:00Z', sentAt: '2099-01-01T00:01:00Z' },
      '2026-11-27T11:59:00.000Z',
    ],
    ['a clock in 1970', { timestamp: 0, sentAt: 60 }, '2026-11-27T11:59:00.000Z'],
    ['a time in 1970', { timestamp: 0 }, '1970-01-01T00:00:00.000Z'],
  ])('dates an event that has %s', (_case, times, expected) => {
    const { occurredAt } = callOf(read('track', { event: 'A', ...times })[0]);
    expect(new Date(occurredAt).toISOString()).toBe(expected);
  });

  it('takes Segment’s reserved traits in either case, and an address in parts', () => {
    const traits = {
      firstName: 'Ada',
      last_name: 'King',
      lastName: 'Byron',
      createdAt: '2026-01-01',
      address: { street: '1 Way', postalCode: '12345', country: 'US' },
      country: 'GB',
    };
    const expected = {
      first_name: 'Ada',
      last_name: 'King',
      created_at: '2026-01-01',
      street: '1 Way',
      postal_code: '12345',
      country: 'GB',
    };
    expect(callOf(read('identify', { userId: 'u', traits })[0])).toMatchObject({
      properties: expected,
      traits: expected,
    });
    expect(callOf(read('track', { event: 'A', context: { traits } })[0]).traits).toEqual(expected);
    expect(callOf(read('identify', { traits: { address: '1 Way' } })[0]).properties).toEqual({ address: '1 Way' });
  });

  it('finds further identifiers of the person in the context', () => {
    const externalIds = [
      { id: 'L1', type: 'loyalty_number', collection: 'users', encoding: 'none' },
      { id: 7, type: 'user_id' },
      { id: 'g1', type: 'group', collection: 'accounts' },
      { id: 'ab12', type: 'email', encoding: 'sha256' },
      { id: null, type: 'email' },
    ];
    expect(callOf(read('track', { event: 'A', context: { externalIds } })[0]).externalIds).toEqual([
      { type: 'loyalty_number', id: 'L1' },
      { type: 'user_id', id: 7 },
    ]);
    expect(callOf(read('track', { event: 'A', context: {} })[0])).not.toHaveProperty('externalIds');
  });

  it.each([
    [2, 2],
    ['2', 2],
    ['12-0-3', 12],
    [null, undefined],
  ])('reads the version that a sender writes: %j', (event_version, model) => {
    expect(callOf(read('track', { event: 'A', context: { protocols: { event_version } } })[0]).model).toBe(model);
  });

  it('takes numbers for the ids of groups and former names', () => {
    expect(callOf(read('group', { userId: 'u', groupId: 12 })[0]).properties).toEqual({ groupId: '12' });
    expect(callOf(read('alias', { userId: 9, previousId: 12 })[0])).toMatchObject({
      userId: '9',
      properties: { previousId: '12' },
    });
  });

  it('ignores what Segment routes by, whatever it is', () => {
    expect(callOf(read('track', { event: 'A', integrations: 7, channel: {}, version: [] })[0]).event).toBe('A');
  });

  it('finds the write key of a body, and keeps it out of the event', () => {
    const parsed = parseSegment(bytes({ writeKey: 'k', event: 'A' }));
    if (parsed.kind === 'problem') throw new Error(parsed.code);
    expect(bodyKey(parsed)).toBe('k');
    expect(callOf(read('track', { writeKey: 'k', event: 'A' })[0])).toEqual(callOf(read('track', { event: 'A' })[0]));
    for (const body of [{}, { writeKey: 7 }, { writeKey: null }, JSON.parse('{"__proto__":{"writeKey":"k"}}')]) {
      const other = parseSegment(bytes(body));
      expect(other.kind === 'body' && bodyKey(other)).toBeUndefined();
    }
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
    ['an alias of nobody', { type: 'alias', previousId: 'd' }, 'userId'],
    ['a group without its id', { type: 'group', userId: 'u' }, 'groupId'],
    ['a group id that is a list', { type: 'group', groupId: [] }, 'groupId'],
    ['a user id beyond what numbers can tell apart', { type: 'track', event: 'A', userId: 2 ** 53 }, 'userId'],
    ['a context that is a text', { type: 'track', event: 'A', context: 'x' }, 'context'],
    ['traits of a context that are a list', { type: 'track', event: 'A', context: { traits: [] } }, 'context.traits'],
    ['external ids that are one', { type: 'track', event: 'A', context: { externalIds: {} } }, 'context.externalIds'],
    [
      'an external id without type',
      { type: 'track', event: 'A', context: { externalIds: [{ id: 'x' }] } },
      'context.externalIds',
    ],
    [
      'more external ids than anybody has',
      { type: 'track', event: 'A', context: { externalIds: Array(21).fill({ type: 'email', id: 'x' }) } },
      'context.externalIds',
    ],
    [
      'a version that is none',
      { type: 'track', event: 'A', context: { protocols: { event_version: '2.0' } } },
      'context.protocols.event_version',
    ],
    [
      'a version that is an object',
      { type: 'track', event: 'A', context: { protocols: { event_version: {} } } },
      'context.protocols.event_version',
    ],
    ['a messageId of 101 characters', { type: 'track', event: 'A', messageId: 'm'.repeat(101) }, 'messageId'],
    ['a messageId with half a character', { type: 'track', event: 'A', messageId: 'm\ud800' }, 'messageId'],
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
    expect(problemOf('track', Buffer.from('{"event":"M\u00fcsli"}', 'latin1'))).toBe('400 malformed-json');
    expect(problemOf('track', Buffer.from('\ufeff{"event":"A"}'))).toBe('none');
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
