import { leafName, valuesAt } from '../../../lambdas/domain/property-path';

const properties = { a: { b: 1 }, items: [{ c: 'x' }, { c: 'y' }, {}, null, 'z'], tags: ['t'] };

describe('valuesAt', () => {
  it.each([
    ['a.b', [1]],
    ['items[].c', ['x', 'y']],
    ['tags[]', ['t']],
    ['items.c', []],
    ['a.b.c', []],
    ['missing[].c', []],
    ['constructor', []],
    ['a.constructor.name', []],
  ])('reads %s', (path, expected) => {
    expect(valuesAt(properties, path)).toEqual(expected);
  });

  it('finds nothing in nothing', () => {
    expect(valuesAt(undefined, 'a')).toEqual([]);
  });
});

describe('leafName', () => {
  it.each([
    ['category', 'category'],
    ['products[].category', 'category'],
    ['tags[]', 'tags'],
  ])('is how a condition names %s: %s', (path, name) => {
    expect(leafName(path)).toBe(name);
  });
});
