import type { Condition } from '../../../contracts/condition';
import { holdsOnce } from '../../../lambdas/domain/condition-memo';
import { NOW, onList, person } from '../../support/decision-fixtures';

/** A person whose lists tell how often they were looked at. */
const watched = () => {
  const asked: string[] = [];
  const lists = ['loyal'];
  lists.includes = (list: string) => {
    asked.push(list);
    return list === 'loyal';
  };
  return { asked, view: person({ lists }) };
};

describe('holdsOnce', () => {
  it('evaluates a condition once, however many launches have written it', () => {
    const { asked, view } = watched();
    const holds = holdsOnce(view, NOW);
    const launches: readonly Condition[] = [
      onList('loyal'),
      onList('vip'),
      onList('loyal'),
      onList('vip'),
      onList('loyal'),
    ];
    expect(launches.map(holds)).toEqual([true, false, true, false, true]);
    expect(asked).toEqual(['loyal', 'vip']);
  });

  it('keeps no answer for the next person', () => {
    const condition = onList('loyal');
    expect(holdsOnce(person(), NOW)(condition)).toBe(true);
    expect(holdsOnce(person({ lists: [] }), NOW)(condition)).toBe(false);
  });
});
