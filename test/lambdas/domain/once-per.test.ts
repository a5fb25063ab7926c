import { oncePer } from '../../../lambdas/domain/once-per';

describe('oncePer', () => {
  it('works an answer out once for each object, also where the answer is nothing', () => {
    const asked: object[] = [];
    const [one, other] = [{}, {}];
    const answer = oncePer((key: object): undefined => {
      asked.push(key);
    });
    for (const key of [one, other, one, other]) expect(answer(key)).toBeUndefined();
    expect(asked).toEqual([one, other]);
  });
});
