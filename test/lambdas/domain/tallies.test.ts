import * as fc from 'fast-check';
import type { ComputedTrait, Tally } from '../../../contracts/computed-trait';
import type { Json } from '../../../contracts/event';
import { eventStamp } from '../../../lambdas/domain/strand';
import { toldBy, withAllTold } from '../../../lambdas/domain/tallies';
import { tallyValue } from '../../../lambdas/domain/tally-value';
import { edgeEvent } from '../../support/profile-events';

const trait = (more: Partial<ComputedTrait>): ComputedTrait => ({
  trait: 'it',
  key: 'it@1',
  compute: 'count',
  event: 'Order Completed',
  where: {},
  days: 2,
  ...more,
});
type Order = readonly [at: string, properties?: Readonly<Record<string, Json>>];

let serial = 0;
const tallyOf = (computed: ComputedTrait, orders: readonly Order[]): Tally | undefined =>
  orders.reduce<Readonly<Record<string, Tally>> | undefined>((tallies, [at, properties = {}]) => {
    serial += 1;
    const event = edgeEvent({ id: serial, event: 'Order Completed', at, by: ['user_id:u'], properties });
    return withAllTold(tallies, toldBy(event, [computed]), eventStamp(event));
  }, undefined)?.['it@1'];
const valueAt = (computed: ComputedTrait, orders: readonly Order[], now: string) => {
  const tally = tallyOf(computed, orders);
  return tallyValue(computed, tally === undefined ? [] : [tally], Date.parse(now) / 1000);
};
const at = (day: number, time = '10:00:00.000'): string => `2026-11-${day}T${time}Z`;

describe('a computed trait', () => {
  it.each<[what: string, of: Partial<ComputedTrait>, orders: readonly Order[], value: unknown]>([
    ['counts occurrences', {}, [[at(20)], [at(21)], [at(21)]], 3],
    ['is 0 where nothing was counted', {}, [], 0],
    ['is 0 where no amount was summed', { compute: 'sum', of: 'total' }, [], 0],
    [
      'adds amounts without a rounding error',
      { compute: 'sum', of: 'total' },
      [
        [at(20), { total: 0.1 }],
        [at(20), { total: 0.2 }],
      ],
      0.3,
    ],
    [
      'adds every item of a list',
      { compute: 'sum', of: 'products[].price' },
      [[at(20), { products: [{ price: 1.5 }, { price: 2 }, {}] }]],
      3.5,
    ],
    [
      'subtracts',
      { compute: 'sum', of: 'total' },
      [
        [at(20), { total: 5 }],
        [at(21), { total: -7.25 }],
      ],
      -2.25,
    ],
    [
      'leaves out amounts that are none',
      { compute: 'sum', of: 'total' },
      [
        [at(20), { total: '5' }],
        [at(20), { total: 1e12 }],
        [at(20), { total: null }],
      ],
      0,
    ],
    [
      'takes the last value',
      { compute: 'last', of: 'order_id' },
      [
        [at(21), { order_id: 'b' }],
        [at(20), { order_id: 'a' }],
      ],
      'b',
    ],
    ['takes the time of the last occurrence', { compute: 'last' }, [[at(20)], [at(21)]], at(21)],
    [
      'takes the first value',
      { compute: 'first', of: 'order_id' },
      [
        [at(21), { order_id: 'b' }],
        [at(20), { order_id: 'a' }],
      ],
      'a',
    ],
    ['has no last value where nothing happened', { compute: 'last' }, [], undefined],
    [
      'counts different values',
      { compute: 'distinct', of: 'products[].sku' },
      [
        [at(20), { products: [{ sku: 'x' }, { sku: 'y' }] }],
        [at(21), { products: [{ sku: 'x' }, { sku: 1 }] }],
      ],
      3,
    ],
    [
      'takes the most frequent value',
      { compute: 'mostFrequent', of: 'products[].sku' },
      [
        [at(20), { products: [{ sku: 'x' }, { sku: 'y' }] }],
        [at(21), { products: [{ sku: 'y' }] }],
      ],
      'y',
    ],
    [
      'takes the smaller of two that are as frequent',
      { compute: 'mostFrequent', of: 'order_id' },
      [
        [at(20), { order_id: 'b' }],
        [at(21), { order_id: 'a' }],
      ],
      'a',
    ],
    ['gives back the type of a value', { compute: 'mostFrequent', of: 'order_id' }, [[at(20), { order_id: 7 }]], 7],
    [
      'leaves out what its where does not meet',
      { where: { 'products[].sku': ['x'] } },
      [
        [at(20), { products: [{ sku: 'x' }] }],
        [at(20), { products: [{ sku: 'y' }] }],
      ],
      1,
    ],
    [
      'leaves out values too long to compare',
      { compute: 'distinct', of: 'order_id' },
      [[at(20), { order_id: 'x'.repeat(201) }]],
      0,
    ],
    [
      'takes names of the prototype for values',
      { compute: 'mostFrequent', of: 'order_id' },
      [
        [at(20), { order_id: '__proto__' }],
        [at(20), { order_id: '__proto__' }],
        [at(20), { order_id: 'a' }],
      ],
      '__proto__',
    ],
  ])('%s', (_what, of, orders, value) => {
    expect(valueAt(trait(of), orders, at(21))).toEqual(value);
  });

  it('counts the day it is and as many days before it as it says, in UTC', () => {
    const orders: readonly Order[] = [[at(18, '00:00:00.000')], [at(19, '23:59:59.999')], [at(20)]];
    expect(valueAt(trait({ days: 2 }), orders, at(20, '23:59:59.999'))).toBe(3);
    expect(valueAt(trait({ days: 2 }), orders, at(21, '00:00:00.000'))).toBe(2);
    expect(valueAt(trait({ days: 2 }), orders, at(23, '00:00:00.000'))).toBe(0);
  });

  it('keeps no more than its window, whatever came', () => {
    const days = Array.from({ length: 28 }, (_, index): Order => [at(10 + (index % 19)), { order_id: String(index) }]);
    expect(Object.keys(tallyOf(trait({ days: 3 }), days)?.days ?? {})).toHaveLength(4);
    expect(Object.keys(tallyOf(trait({ compute: 'first', of: 'order_id', days: 3 }), days)?.values ?? {})).toHaveLength(
      4,
    );
    expect(Object.keys(tallyOf(trait({ compute: 'last', days: 3 }), days)?.values ?? {})).toHaveLength(1);
    expect(
      Object.keys(tallyOf(trait({ compute: 'distinct', of: 'order_id', days: 3 }), days)?.seen ?? {}),
    ).toHaveLength(4);
  });

  it.each<[year: string, now: string, orders: readonly Order[], value: number]>([
    ['1970, long before the window', at(20), [[at(20)], ['1970-01-01T00:00:00.000Z']], 1],
    ['before 1970', '1969-12-31T23:59:59.000Z', [['1969-12-31T10:00:00.000Z'], ['1969-12-30T10:00:00.000Z']], 2],
    [
      '2099, which leaves all before it behind',
      '2099-01-01T12:00:00.000Z',
      [[at(20)], ['2099-01-01T00:00:00.000Z']],
      1,
    ],
    ['2099, which lies ahead', at(20), [['2099-01-01T00:00:00.000Z']], 0],
  ])('has a value for events of %s', (_year, now, orders, value) => {
    expect(valueAt(trait({}), orders, now)).toBe(value);
  });

  it('ends the same in any order, with more values than it keeps', () => {
    const order = fc.record({
      day: fc.integer({ min: 10, max: 28 }),
      order_id: fc.oneof(fc.integer({ min: 0, max: 400 }), fc.constantFrom('a', 'b', '__proto__', 'constructor')),
      total: fc.constantFrom(0.1, 0.7, -2.005, 3),
      products: fc.array(fc.record({ sku: fc.integer({ min: 0, max: 60 }) }), { maxLength: 25 }),
    });
    const computed = fc.constantFrom(
      trait({ days: 5 }),
      trait({ compute: 'sum', of: 'total', days: 5 }),
      trait({ compute: 'last', of: 'order_id', days: 5 }),
      trait({ compute: 'first', of: 'order_id', days: 5 }),
      trait({ compute: 'distinct', of: 'products[].sku', days: 5 }),
      trait({ compute: 'mostFrequent', of: 'products[].sku', days: 5 }),
    );
    const shuffles = fc.array(order, { maxLength: 40 }).chain((orders) =>
      fc.tuple(
        fc.constant(orders.map((one, id) => ({ ...one, id }))),
        fc.shuffledSubarray(
          orders.map((one, id) => ({ ...one, id })),
          { minLength: orders.length },
        ),
      ),
    );
    fc.assert(
      fc.property(computed, shuffles, (one, [orders, other]) => {
        const textAfter = (all: typeof orders): string =>
          JSON.stringify(
            all.reduce<Readonly<Record<string, Tally>> | undefined>((tallies, { day, id, ...properties }) => {
              const event = edgeEvent({ id, event: 'Order Completed', at: at(day), by: ['user_id:u'], properties });
              return withAllTold(tallies, toldBy(event, [one]), eventStamp(event));
            }, undefined) ?? null,
          );
        expect(textAfter(other)).toBe(textAfter(orders));
      }),
      { numRuns: 300 },
    );
  });
});
