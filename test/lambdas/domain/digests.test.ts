import * as fc from 'fast-check';
import type { Digest } from '../../../contracts/profile';
import { remember } from '../../../lambdas/domain/digests';

const view = (category: string) => ({ event: 'Product Viewed', where: { category } });
const all = (times: readonly (readonly [string, number])[], most: number): readonly Digest[] =>
  times.reduce<readonly Digest[]>((digests, [category, time]) => remember(digests, view(category), time, most), []);

describe('remember', () => {
  it('groups occurrences by what is remembered of them and keeps repeated ones', () => {
    expect(
      all(
        [
          ['Shoes', 5],
          ['Coats', 9],
          ['Shoes', 3],
          ['Shoes', 5],
        ],
        200,
      ),
    ).toEqual([
      { ...view('Coats'), times: [9] },
      { ...view('Shoes'), times: [3, 5, 5] },
    ]);
  });

  it('tells the properties of digests apart in whatever order they are written', () => {
    const digests = remember(
      [{ event: 'A', where: { a: 1, b: 2 }, times: [1] }],
      { event: 'A', where: { b: 2, a: 1 } },
      2,
      9,
    );
    expect(digests).toEqual([{ event: 'A', where: { a: 1, b: 2 }, times: [1, 2] }]);
  });

  it('keeps the newest ones, in any order of arrival', () => {
    fc.assert(
      fc.property(
        fc
          .array(fc.tuple(fc.constantFrom('Coats', 'Shoes', 'Hats'), fc.nat({ max: 4 })), { maxLength: 12 })
          .chain((times) => fc.tuple(fc.constant(times), fc.shuffledSubarray(times, { minLength: times.length }))),
        ([times, other]) => {
          expect(JSON.stringify(all(other, 4))).toBe(JSON.stringify(all(times, 4)));
          const kept = all(times, 4)
            .flatMap((digest) => digest.times)
            .sort();
          expect(kept).toEqual(
            times
              .map(([, time]) => time)
              .sort()
              .slice(-4),
          );
        },
      ),
    );
  });

  it('is unchanged, as an object too, by what is too old to stay', () => {
    const full = all(
      [
        ['Coats', 8],
        ['Coats', 9],
      ],
      2,
    );
    expect(remember(full, view('Shoes'), 1, 2)).toBe(full);
  });
});
