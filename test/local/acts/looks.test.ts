import { looksAt } from '../../../local/acts/looks';

describe('looks at segments', () => {
  it('come at every so many hours inside the window, each of its own', async () => {
    let looks = 0;
    const due = looksAt({ from: 0, to: 36 * 3_600_000 }, 12, async () => {
      looks += 1;
    });
    for (const { fire } of due) await fire();

    expect(due.map(({ at }) => at / 3_600_000)).toEqual([12, 24]);
    expect(looks).toBe(2);
  });
});
