import * as fc from 'fast-check';
import type { Vendor } from '../../../contracts/vendor';
import type { Inbound } from '../../../contracts/vendor-inbound';
import type { Trust } from '../../../contracts/webhook-rules';
import { vendorSender } from '../../../lambdas/domain/edge';
import { compileWebhook } from '../../../lambdas/domain/webhook-call';
import { vendor } from '../../support/decision-fixtures';
import { NOW, testEdge, testRules } from '../../support/edge-fixtures';

const chirp = (over: Partial<Inbound> = {}): Vendor =>
  vendor({
    vendor: 'chirp',
    inbound: {
      scheme: 'standard-webhooks-v1',
      secret: 'chirp/webhook',
      mode: 'enforce',
      events: { mention: 'Brand Mentioned' },
      ...over,
    },
  });

interface Case {
  readonly over?: Partial<Inbound>;
  readonly trust?: Trust;
  readonly beside?: Readonly<Record<string, string>>;
}
const read = (item: unknown, { over = {}, trust = 'high', beside = {} }: Case = {}) =>
  compileWebhook(chirp(over), testRules)({ index: 0, messageId: 'wh_1', item, beside, trust, receivedAt: NOW });

const reasonOf = (item: ReturnType<typeof read>) =>
  item?.kind === 'aside' ? `${item.reason} ${item.detail}` : undefined;

describe('a vendor that writes for us', () => {
  it('gives the event by its type, data as properties and the customer as identifiers', () => {
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

  it('is dated on receipt where it does not say when, and never later than that', () => {
    expect(read({ type: 'mention' })).toMatchObject({ call: { occurredAt: NOW } });
    expect(read({ type: 'mention', at: '2030-01-01T00:00:00Z' })).toMatchObject({ call: { occurredAt: NOW } });
  });

  it.each([
    { case: 'of an unmapped type', item: { type: 'liked' }, reason: 'unmapped-webhook type' },
    { case: 'without a type', item: {}, reason: 'unmapped-webhook type' },
    { case: 'that names a member of every object', item: { type: 'constructor' }, reason: 'unmapped-webhook type' },
    { case: 'with a time that is none', item: { type: 'mention', at: 'soon' }, reason: 'malformed at' },
    {
      case: 'about a customer that is no object',
      item: { type: 'mention', customer: 'ada' },
      reason: 'malformed customer',
    },
    { case: 'with data that is no object', item: { type: 'mention', data: [] }, reason: 'malformed data' },
  ])('sets an item $case aside', ({ item, reason }) => {
    expect(reasonOf(read(item))).toBe(reason);
  });

  it('says of an item that it sets aside whom it names and when, where its other items say so', () => {
    const identifiers = { user_id: 'data.ref', email: { header: 'X-Customer' } };
    const over = {
      at: { path: 'time', unit: 'seconds' },
      events: { paid: { event: 'Order Completed', identifiers, properties: {} } },
    } as const;
    const item = { type: 'refunded', time: 1_764_000_000, data: { ref: 'u1' } };
    expect(read(item, { over, beside: { 'header:x-customer': 'ada@shoppers.test' } })).toMatchObject({
      kind: 'aside',
      externalIds: [
        { type: 'user_id', id: 'u1' },
        { type: 'email', id: 'ada@shoppers.test' },
      ],
      occurredAt: 1_764_000_000_000,
    });
    for (const time of [undefined, 'soon']) expect(read({ ...item, time }, { over })).not.toHaveProperty('occurredAt');
  });

  it('sets an item aside that nests deeper than an event may', () => {
    const deep = JSON.parse(`${'{"data":'.repeat(40)}1${'}'.repeat(40)}`);
    expect(reasonOf(read(deep))).toBe('malformed depth');
  });

  it('marks what a generator made up', () => {
    expect(read({ type: 'mention', synthetic: true })).toMatchObject({ call: { synthetic: true } });
  });
});

describe('a vendor with a mapping', () => {
  const mapping: Partial<Inbound> = {
    type: [{ header: 'X-Topic' }, 'kind', 'Body'],
    at: { path: 'when', unit: 'seconds' },
    ignored: ['ping'],
    events: {
      'orders/create': {
        event: 'Order Completed',
        properties: {
          order_id: { path: 'id', as: 'text' },
          total: { path: 'total', as: 'number' },
          currency: { value: 'USD' },
          coupon: { query: 'coupon' },
          products: { list: 'lines', each: { sku: 'sku', price: { path: 'price', as: 'number' } } },
        },
        identifiers: { email: 'customer.email', user_id: { path: 'customer.id', as: 'text' } },
      },
      STOP: { event: 'Consent Withdrawn', properties: { channel: { value: 'sms' } }, identifiers: { email: 'From' } },
    },
  };
  const order = {
    id: 17,
    total: '403.00',
    when: 1795780000,
    customer: { id: 5, email: 'ada@example.org' },
    lines: [{ sku: 'a', price: '1.5', secret: 'no' }, { sku: 'b' }],
    note: 'not mapped',
  };

  it('gives what the mapping names, converted, and nothing else', () => {
    const item = read(order, { over: mapping, beside: { 'header:x-topic': 'orders/create', 'query:coupon': 'C1' } });
    expect(item).toMatchObject({
      call: {
        event: 'Order Completed',
        occurredAt: 1795780000_000,
        userId: '5',
        properties: {
          order_id: '17',
          total: 403,
          currency: 'USD',
          coupon: 'C1',
          products: [{ sku: 'a', price: 1.5 }, { sku: 'b' }],
        },
      },
    });
    expect(JSON.stringify(item?.kind === 'call' && item.call.properties)).not.toMatch(/not mapped|secret/);
  });

  it('leaves out a number that lost digits when it was read, rather than making up another', () => {
    const item = read(
      { ...order, id: JSON.parse('820982911946154508') },
      { over: mapping, beside: { 'header:x-topic': 'orders/create' } },
    );
    expect(item).toMatchObject({ call: { properties: expect.not.objectContaining({ order_id: expect.anything() }) } });
  });

  it('takes the first type that is there, in any case and with blanks around it', () => {
    expect(read({ Body: ' stop ', From: 'ada@example.org' }, { over: mapping })).toMatchObject({
      call: { event: 'Consent Withdrawn', properties: { channel: 'sms' }, traits: { email: 'ada@example.org' } },
    });
  });

  it('drops the types that it is told to, and with a star all that it does not map', () => {
    expect(read({ kind: 'Ping' }, { over: mapping })).toBeUndefined();
    expect(reasonOf(read({ kind: 'other' }, { over: mapping }))).toBe('unmapped-webhook type');
    expect(read({ kind: 'other' }, { over: { ...mapping, ignored: ['*'] } })).toBeUndefined();
  });

  it.each([
    { unit: 'seconds', value: '1795780000', ms: 1795780000_000 },
    { unit: 'seconds', value: 1795780000.5, ms: 1795780000_500 },
    { unit: 'milliseconds', value: 1795780000_123, ms: 1795780000_123 },
    { unit: 'iso', value: '2026-11-27 11:33:20', ms: Date.parse('2026-11-27T11:33:20Z') },
  ] as const)('reads a time in $unit: $value', ({ unit, value, ms }) => {
    const over = { ...mapping, at: { path: 'when', unit } };
    expect(read({ kind: 'STOP', when: value }, { over })).toMatchObject({ call: { occurredAt: ms } });
  });

  it('never throws on what a vendor sends', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom<Trust>('high', 'low'), (item, trust) => {
        const kind = read(item, { over: { ...mapping, type: ['kind', 'id'] }, trust })?.kind;
        expect(['call', 'aside', undefined]).toContain(kind);
      }),
    );
  });
});

describe('a vendor of low trust', () => {
  const says = (event: string): Partial<Inbound> => ({ events: { said: event } });
  const customer = { userId: 'u1', email: 'ada@example.org', anonymousId: 'a1' };

  it.each(['Customer Identified', 'Consent Granted', 'Group Joined', 'Identity Aliased'])(
    'may not say "%s"',
    (event) => {
      expect(reasonOf(read({ type: 'said', customer }, { over: says(event), trust: 'low' }))).toBe('low-trust event');
      expect(read({ type: 'said', customer }, { over: says(event), trust: 'medium' })?.kind).toBe('call');
    },
  );

  it('may not say what sets a trait', () => {
    const catalog = { ...testRules.catalog };
    const viewed = catalog['Product Viewed'];
    if (viewed === undefined) throw new Error('No such event.');
    const rules = {
      ...testRules,
      catalog: { ...catalog, 'Product Viewed': { ...viewed, sets: { seen: 'product_id' } } },
    };
    const item = compileWebhook(
      chirp(says('Product Viewed')),
      rules,
    )({ index: 0, messageId: 'wh_1', item: { type: 'said' }, beside: {}, trust: 'low', receivedAt: NOW });
    expect(reasonOf(item)).toBe('low-trust event');
  });

  it('may withdraw consent', () => {
    const item = read({ type: 'said', customer }, { over: says('Consent Withdrawn'), trust: 'low' });
    expect(item).toMatchObject({ call: { event: 'Consent Withdrawn', userId: 'u1', traits: {} } });
  });

  it.each([
    { of: customer, kept: 'user_id' },
    { of: { email: 'ada@example.org', anonymousId: 'a1' }, kept: 'email' },
    { of: { anonymousId: 'a1' }, kept: 'anonymous_id' },
  ])('names one identifier of a person, the strongest: $kept', ({ of, kept }) => {
    const item = read({ type: 'said', customer: of }, { over: says('Consent Withdrawn'), trust: 'low' });
    const admission = item && testEdge(item, vendorSender('chirp'));
    const found = admission?.kind === 'accepted' ? admission.draft.identifiers.map(({ type }) => type) : [];
    expect(found).toEqual([kept]);
  });

  it('leaves the naming to the event where the event itself identifies', () => {
    const item = read({ type: 'mention', customer, data: { handle: '@ada', text: 'hm' } }, { trust: 'low' });
    expect(item).toMatchObject({ call: { traits: {} } });
    expect(item?.kind === 'call' && item.call.userId).toBeUndefined();
  });
});

describe('reports on tests', () => {
  const events = {
    delivered: 'Message Receipt',
    opened: 'Message Opened',
    clicked: 'Message Clicked',
    bounced: 'Message Bounced',
    unsubscribed: 'Consent Withdrawn',
  };
  const report = (type: string, messageId: unknown) =>
    read({ type, customer: { email: 'robin@harvest-lane.example' }, data: { messageId } }, { over: { events } });

  it.each(['delivered', 'opened', 'clicked', 'bounced'])('are dropped: %s', (type) => {
    expect(report(type, 'test_0123456789abcdefghijAB')).toBeUndefined();
    expect(report(type, 'msg_0123456789abcdefghijAB')).toMatchObject({ kind: 'call' });
  });

  it('are dropped of a vendor whose words are mapped', () => {
    const mapping = { event: 'Message Opened', properties: { messageId: 'tag' }, identifiers: { email: 'to' } };
    const item = (tag: unknown) =>
      read({ type: 'open', to: 'robin@harvest-lane.example', tag }, { over: { events: { open: mapping } } });
    expect(item('test_0123456789abcdefghijAB')).toBeUndefined();
    expect(item('msg_0123456789abcdefghijAB')).toMatchObject({ kind: 'call' });
  });

  it('count where they withdraw a consent, whatever they answer', () => {
    expect(report('unsubscribed', 'test_0123456789abcdefghijAB')).toMatchObject({
      kind: 'call',
      call: { event: 'Consent Withdrawn' },
    });
  });
});
