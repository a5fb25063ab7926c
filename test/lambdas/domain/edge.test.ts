import * as fc from 'fast-check';
import type { Call } from '../../../lambdas/domain/call';
import { compileEdge, vendorSender } from '../../../lambdas/domain/edge';
import { admit, call, fault, json } from '../../support/edge-calls';
import { edgeIdentity, NOW, shop, testEdge } from '../../support/edge-fixtures';

describe('compileEdge', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['a card in a declared property', { category: '4111 1111 1111 1111' }, 'card-number: category'],
    ['a card as a number', { price: 4111111111111111 }, 'card-number: price'],
    [
      'an e-mail in an undeclared property',
      { note: 'ada@households.example' },
      'undeclared-personal-data: note e-mail',
    ],
    [
      'a phone at depth',
      { attributes: { a: [1, { b: '+1 202 555 0143' }] } },
      'undeclared-personal-data: attributes.a[1].b phone',
    ],
    [
      'an e-mail as a name at depth',
      { attributes: { 'ada@households.example': 1 } },
      'undeclared-personal-data: attributes.? e-mail',
    ],
    ['an e-mail as a name', { 'ada@households.example': 1 }, 'undeclared-personal-data: ? e-mail'],
    ['half a character', { category: 'a\ud800b' }, 'malformed: category broken-text'],
    ['half a character in a name', { attributes: { '\udc00': 1 } }, 'malformed: attributes.? broken-text'],
    ['a number beyond all', json('{"price":1e999}'), 'malformed: price infinite-number'],
    ['a number beyond all in what is left out', json('{"a":[-1e999]}'), 'malformed: a[0] infinite-number'],
    ['a number as text', { price: 'NaN' }, 'schema-violation: /price type'],
    ['null', { category: null }, 'schema-violation: /category type'],
    ['a wrong type', { price: 'free', product_id: 7 }, 'schema-violation: /product_id type, /price type'],
    [
      '__proto__ at depth',
      { attributes: json('{"__proto__":{"admin":true}}') },
      'malformed: attributes.__proto__ unsafe-name',
    ],
    ['__proto__', json('{"__proto__":{"admin":true}}'), 'malformed: __proto__ unsafe-name'],
  ])('quarantines %s, naming the place and never the value', (_case, properties, expected) => {
    const admission = admit({ properties });
    expect(fault(admission)).toBe(expected);
    expect(admission).toMatchObject({
      item: { source: 'web-shop', messageId: 'm1', payload: { raw: true } },
      rejected: { index: 3, messageId: 'm1' },
    });
    expect(JSON.stringify(admission.kind === 'quarantined' && admission.rejected)).not.toMatch(/ada@|4111|555/);
  });

  it('finds a card in free text, and lets an address stand there', () => {
    const text = {
      kind: 'call',
      call: call({ event: 'Brand Mentioned', properties: { handle: 'ada', text: '4111111111111111' } }),
    } as const;
    expect(fault(testEdge(text, shop))).toBe('card-number: text');
    expect(
      admit({ event: 'Brand Mentioned', properties: { handle: 'ada', text: 'mail ada@households.example' } }).kind,
    ).toBe('accepted');
  });

  it('quarantines a personal value that is none of its kind as a violation of the schema', () => {
    expect(fault(admit({ event: 'Customer Identified', properties: { phone: 'none' } }))).toBe(
      'schema-violation: phone phone',
    );
    expect(fault(admit({ event: 'Customer Identified', properties: { email: 'none' } }))).toBe(
      'schema-violation: /email format',
    );
    expect(fault(admit({ event: 'Customer Identified', properties: { first_name: 'A\udfff' } }))).toBe(
      'schema-violation: first_name name',
    );
    expect(fault(admit({ userId: 'u\ud800' }))).toBe('no-identifier: identifiers');
  });

  it('deals with unknown properties as the source says', () => {
    const properties = { category: 'Coats', colour: 'red' };
    const stripped = admit({ properties });
    expect(stripped).toMatchObject({ kind: 'accepted', draft: { properties: { category: 'Coats' } } });
    expect(fault(admit({ properties }, { ...shop, unknownProperties: 'quarantine' }))).toBe('unknown-property: colour');
    expect(admit({ properties }, { ...shop, unknownProperties: 'reject' })).toEqual({
      kind: 'rejected',
      rejected: {
        index: 3,
        messageId: 'm1',
        code: 'unknown-property',
        message: 'The event schema has no such property (colour).',
      },
    });
  });

  it('finds what a schema does not declare at any depth, names it once and leaves it out', () => {
    const rooms: readonly Readonly<Record<string, unknown>>[] = [
      { name: 'a', smell: 'x', size: { width: '1', depth: '2' } },
      { name: 'b', smell: 'y', toString: 1 },
    ];
    const properties = { rooms, attributes: { anything: 1 }, colour: 'red' };
    expect(admit({ properties })).toMatchObject({
      kind: 'accepted',
      draft: {
        properties: { rooms: [{ name: 'a', size: { width: '1' } }, { name: 'b' }], attributes: { anything: 1 } },
      },
      stripped: ['rooms[].smell', 'rooms[].size.depth', 'rooms[].toString', 'colour'],
    });
    expect(fault(admit({ properties }, { ...shop, unknownProperties: 'quarantine' }))).toBe(
      'unknown-property: rooms[].smell, rooms[].size.depth, rooms[].toString, colour',
    );
    expect(fault(admit({ properties: { rooms: [{ smell: 'ada@households.example' }] } }))).toBe(
      'undeclared-personal-data: rooms[0].smell e-mail',
    );
    expect(admit({ properties: { category: 'Coats' } })).toMatchObject({ stripped: [] });
  });

  it('names a few of many unknown properties', () => {
    const properties = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`x${at}`, at]));
    expect(fault(admit({ properties }, { ...shop, unknownProperties: 'quarantine' }))).toBe(
      'unknown-property: x0, x1, x2, x3, x4 and 4 more',
    );
  });

  it('judges an event by the version that its sender writes', () => {
    const order = { event: 'Order Completed', properties: { number: 7 } };
    expect(admit({ ...order, model: 1 })).toMatchObject({
      kind: 'accepted',
      draft: { event: { name: 'Order Completed', schema: 'Order Completed/1-1-0' }, properties: { number: 7 } },
    });
    expect(admit({ ...order, model: 2 })).toMatchObject({ draft: { event: { schema: 'Order Completed/2-0-0' } } });
    expect(admit(order)).toMatchObject({ draft: { event: { schema: 'Order Completed/2-0-0' }, properties: {} } });
    expect(fault(admit({ ...order, model: 3 }))).toBe('unknown-version: context.protocols.event_version');
    expect(admit({ ...order, model: 3 }, { ...shop, unknownEvents: 'reject' })).toMatchObject({
      kind: 'rejected',
      rejected: { code: 'unknown-version' },
    });
    expect(fault(admit({ event: 'Poked', model: 1 }))).toBe('unknown-event: event');
  });

  it('takes from the context what the catalog asks for, where the sender gave nothing, and no more', () => {
    const context = {
      campaign: { source: 'Newsletter', medium: 'email' },
      screen: { width: 320 },
      page: { path: '/' },
      ip: '8.8.8.8',
    };
    const page = (more: Partial<Call>) => admit({ event: 'Page Viewed', ...more });
    expect(page({ context })).toMatchObject({
      draft: { properties: { campaign: 'Newsletter', width: 320 } },
      stripped: [],
    });
    expect(page({ context, properties: { campaign: 'Spring' } })).toMatchObject({
      draft: { properties: { campaign: 'Spring', width: 320 } },
    });
    expect(page({ properties: {} })).not.toHaveProperty('draft.properties.campaign');
    expect(page({ context: json('{"campaign":{"__proto__":{"source":"x"}}}') })).not.toHaveProperty(
      'draft.properties.campaign',
    );
    expect(fault(page({ context: { screen: { width: 'wide' } } }))).toBe('schema-violation: /width type');
    expect(fault(page({ context: { campaign: { source: 'for ada@households.example' } } }))).toBe(
      'undeclared-personal-data: campaign e-mail',
    );
  });

  it('deals with unknown events as the source says', () => {
    expect(fault(admit({ event: 'Poked' }))).toBe('unknown-event: event');
    expect(fault(admit({ event: 'constructor' }))).toBe('unknown-event: event');
    expect(admit({ event: 'Poked' }, { ...shop, unknownEvents: 'reject' })).toMatchObject({
      kind: 'rejected',
      rejected: { code: 'unknown-event' },
    });
    expect(fault(admit({ event: 'Poked' }, vendorSender('chirp')))).toBe('unknown-event: event');
  });

  it('quarantines what is older than 31 days', () => {
    expect(fault(admit({ occurredAt: NOW - 31 * 86_400_000 - 1 }))).toBe('too-late: timestamp');
    expect(fault(admit({ occurredAt: 0 }))).toBe('too-late: timestamp');
    expect(admit({ occurredAt: NOW - 31 * 86_400_000 }).kind).toBe('accepted');
  });

  it('lets in facts of any age from a source that brings history, at their own time', () => {
    const historian = { ...shop, history: true } as const;
    const old = { occurredAt: Date.parse('2009-03-04T05:06:07Z') };
    const facts = ['Customer Identified', 'Consent Withdrawn'];

    for (const event of facts) {
      expect(admit({ ...old, event, properties: {} }, historian)).toMatchObject({
        kind: 'accepted',
        draft: { call: old },
      });
    }
    expect(fault(admit({ ...old, event: 'Product Viewed' }, historian))).toBe('too-late: timestamp');
    expect(fault(admit({ ...old, event: 'Consent Withdrawn', properties: {} }))).toBe('accepted');
  });

  it('adds the topics of a text, whatever a sender claims they are', () => {
    const properties = { handle: 'ada', text: 'Long queue, love it', topic: 'fake', topics: ['fake'] };
    expect(admit({ event: 'Brand Mentioned', properties })).toMatchObject({
      kind: 'accepted',
      draft: { properties: { topics: ['checkout-queue', 'praise'], topic: 'checkout-queue' } },
    });
    const dull = admit({ event: 'Brand Mentioned', properties: { handle: 'ada', text: 'hello', topic: 'fake' } });
    expect(dull).toMatchObject({ draft: { properties: { topics: [] } } });
    expect(dull).not.toHaveProperty('draft.properties.topic');
  });

  it('refuses to start without the validator of an event', () => {
    const entry = { schema: 'A/1-0-0', pii: {}, sets: {}, identifies: {}, declared: [] };
    expect(() => compileEdge({ identity: edgeIdentity, topics: [], catalog: { A: entry } }, {})).toThrow(
      'The catalog event "A" has no compiled validator; build again.',
    );
  });

  it('never throws and never changes what it was given', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Product Viewed', 'Customer Identified', 'Order Completed', 'Brand Mentioned'),
        fc.dictionary(
          fc.oneof(fc.constantFrom('category', 'email', 'recipients', 'text'), fc.string()),
          fc.jsonValue({ maxDepth: 4 }),
        ),
        (event, properties) => {
          const before = JSON.stringify(properties);
          expect(['accepted', 'quarantined']).toContain(admit({ event, properties }).kind);
          expect(JSON.stringify(properties)).toBe(before);
        },
      ),
    );
  });
});
