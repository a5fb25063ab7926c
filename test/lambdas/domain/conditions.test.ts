import type { Condition, TraitTest } from '../../../contracts/condition';
import type { Json } from '../../../contracts/event';
import type { PersonView } from '../../../contracts/profile';
import { holds } from '../../../lambdas/domain/conditions';

const NOW = '2026-11-27T12:00:00.000Z';
const seconds = (text: string): number => Date.parse(text) / 1000;
const view = (more: Partial<PersonView> = {}): PersonView => ({
  person: 'user_id:u',
  members: ['user_id:u'],
  traits: {},
  consent: {},
  lists: [],
  digests: [],
  ...more,
});
const DAY = 86_400;
const did = (atLeast: number, where: Record<string, string[]> = {}, withinSeconds = 14 * DAY): Condition => ({
  kind: 'did',
  event: 'Product Viewed',
  where,
  atLeast,
  withinSeconds,
});

describe('did', () => {
  const digest = (category: string | string[], ...times: string[]) => ({
    event: 'Product Viewed',
    where: { category },
    times: times.map(seconds),
  });
  const person = view({
    digests: [
      digest('Coats', '2026-11-01T12:00:00Z', '2026-11-13T12:00:00Z', '2026-11-20T12:00:00Z'),
      digest('Shoes', '2026-11-26T12:00:00Z', '2026-11-28T12:00:00Z'),
      digest(['Hats', 'Gloves'], '2026-11-27T12:00:00Z'),
    ],
  });

  it('counts within the time, its first instant included, and nothing from the future', () => {
    expect(holds(did(2, { category: ['Coats'] }), person, NOW)).toBe(true);
    expect(holds(did(3, { category: ['Coats'] }), person, NOW)).toBe(false);
    expect(holds(did(2, { category: ['Shoes'] }), person, NOW)).toBe(false);
    expect(holds(did(2, { category: ['Coats'] }, 14 * DAY - 1), person, NOW)).toBe(false);
  });

  it('counts over all that match, any of several values', () => {
    expect(holds(did(3, { category: ['Coats', 'Shoes'] }), person, NOW)).toBe(true);
    expect(holds(did(4), person, NOW)).toBe(true);
    expect(holds(did(5), person, NOW)).toBe(false);
  });

  it('meets any item of a list, once an event', () => {
    expect(holds(did(1, { category: ['Gloves'] }), person, NOW)).toBe(true);
    expect(holds(did(2, { category: ['Gloves', 'Hats'] }), person, NOW)).toBe(false);
  });

  it('does not hold for what is not remembered', () => {
    expect(holds(did(1, { colour: ['red'] }), person, NOW)).toBe(false);
    expect(holds(did(1, { constructor: ['x'] }), person, NOW)).toBe(false);
    expect(holds({ ...did(1), event: 'Order Completed' } as Condition, person, NOW)).toBe(false);
  });
});

describe('trait', () => {
  const meets = (value: Json, test: TraitTest): boolean =>
    holds({ kind: 'trait', name: 'x', test }, view({ traits: { x: { at: NOW, key: 'k', value } } }), NOW);

  it.each<[Json, TraitTest, boolean]>([
    ['en', { in: ['en', 'fr'] }, true],
    ['de', { in: ['en', 'fr'] }, false],
    [['a', 'b'], { in: ['b'] }, true],
    ['2', { in: [2] }, true],
    [true, { in: ['true'] }, true],
    [{ a: 1 }, { in: ['[object Object]'] }, false],
    [3, { atLeast: 2 }, true],
    ['3', { atLeast: 2, atMost: 3 }, true],
    ['5+', { atLeast: 2 }, false],
    ['', { atMost: 2 }, false],
    [4, { atMost: 3 }, false],
    ['2026-10-01', { olderThanSeconds: 30 * DAY }, true],
    ['2026-11-20', { olderThanSeconds: 30 * DAY }, false],
    ['soon', { olderThanSeconds: 1 }, false],
    [null, { in: ['null'] }, false],
  ])('%j meets %j: %s', (value, test, expected) => {
    expect(meets(value, test)).toBe(expected);
  });

  it('is not met by a trait that nobody set, nor by the prototype', () => {
    for (const name of ['x', 'constructor']) {
      expect(holds({ kind: 'trait', name, test: { atLeast: 0 } }, view(), NOW)).toBe(false);
    }
  });
});

describe('holds', () => {
  const on: Condition = { kind: 'list', list: 'staff' };
  const off: Condition = { kind: 'list', list: 'vip' };
  const staff = view({ lists: ['staff'] });

  it.each<['any' | 'all' | 'none', readonly Condition[], boolean]>([
    ['any', [off, on], true],
    ['any', [off], false],
    ['any', [], false],
    ['all', [on, on], true],
    ['all', [on, off], false],
    ['all', [], true],
    ['none', [off], true],
    ['none', [off, on], false],
  ])('joins conditions by %s', (kind, of, expected) => {
    expect(holds({ kind, of }, staff, NOW)).toBe(expected);
  });
});
