import { parse } from 'yaml';
import type { CatalogEvent } from '../../../../contracts/event';
import { thingsIn, usersOf } from '../../../../lib/workspace/compatibility/event-users';

const things = [
  'launch: coats\naudience: { include: [{ did: { event: Product Viewed, where: { category: Coats }, within: 9 days } }] }',
  'launch: greet\noffers: [{ copy: { en: { headline: "{% if first_name %}Hi {{ first_name | upcase }}{% endif %}" } } }]',
  'launch: braces\noffers: [{ copy: { en: { headline: "first_name in plain words" } } }]',
  'launch: by-segment\naudience: { include: [{ any: [{ segment: regulars }] }] }',
  'launch: by-trait\naudience: { exclude: [{ trait: { name: basket_value, atLeast: 2 } }] }',
  'launch: started\ntrigger: { event: Product Viewed }',
  'segment: regulars\ninclude: [{ segment: buyers }]',
  'segment: buyers\ninclude: [{ did: { event: Order Completed, within: 9 days } }]',
  'trait: basket_value\nfrom: { event: Order Completed, sum: total }',
  'goals: [{ goal: again, event: Order Completed, where: { category: Coats } }, { goal: other, event: Page Viewed }]',
  'channels: [{ channel: email, reachableBy: email }, { channel: pos }]',
  'vendor: mailhub\nfields: [email]\ninbound: { events: { viewed: Product Viewed, sold: { event: Order Completed } } }',
].flatMap((text) => thingsIn(parse(text)));

const event = (name: string, more: Partial<CatalogEvent> = {}): CatalogEvent => ({
  event: name,
  version: '1-0-0',
  owner: 'it',
  purpose: 'offers',
  retention: '9 days',
  madeBy: 'source',
  schema: { type: 'object' },
  ...more,
});
const users = (of: CatalogEvent, property?: string) =>
  usersOf({ level: 'model', what: '', path: [], ...(property === undefined ? {} : { property }) }, of, things);

describe('usersOf', () => {
  it.each<[string, CatalogEvent, string | undefined, readonly string[]]>([
    ['a property that is asked for', event('Product Viewed'), 'category', ['launch coats', 'vendor mailhub']],
    ['a property that nobody asks for', event('Product Viewed'), 'price', ['vendor mailhub']],
    ['the event as a whole', event('Product Viewed'), undefined, ['launch coats', 'launch started', 'vendor mailhub']],
    [
      'a property of listed items, by a goal',
      event('Order Completed'),
      'products[].category',
      ['goal again', 'vendor mailhub'],
    ],
    [
      'a property that a trait is computed from, and who reads the trait',
      event('Order Completed'),
      'total',
      ['launch by-trait', 'trait basket_value', 'vendor mailhub'],
    ],
    [
      'an event, and who reads segments of segments that ask for it',
      event('Order Completed'),
      undefined,
      [
        'goal again',
        'launch by-segment',
        'launch by-trait',
        'segment buyers',
        'segment regulars',
        'trait basket_value',
        'vendor mailhub',
      ],
    ],
    ['what becomes a trait in copy', event('Customer Identified'), 'first_name', ['launch greet']],
    [
      'what becomes a trait in channels and vendors',
      event('Customer Identified'),
      'email',
      ['channel email', 'vendor mailhub'],
    ],
    ['what sets a trait', event('Basket Left', { sets: { basket_value: 'total' } }), 'total', ['launch by-trait']],
    ['an event that nobody knows', event('Moon Landed'), undefined, []],
  ])('names those that depend on %s', (_case, of, property, expected) => {
    expect(users(of, property)).toEqual(expected);
  });

  it('takes nothing for a thing that has no name', () => {
    expect(['text', null, 7, {}, { version: 1 }, { list: [1, 'a', null] }].flatMap(thingsIn)).toEqual([]);
  });
});
