import type { Condition } from '../../../contracts/condition';
import { conditionWords } from '../../../lambdas/domain/condition-words';

const did = (over: object = {}): Condition => ({
  kind: 'did',
  event: 'Product Viewed',
  where: {},
  atLeast: 1,
  withinSeconds: 14 * 86_400,
  ...over,
});
const list = (name: string): Condition => ({ kind: 'list', list: name });
const trait = (test: object): Condition => ({ kind: 'trait', name: 'size', test });

describe('conditionWords', () => {
  it.each<[string, Condition]>([
    ['did Product Viewed within 14 days', did()],
    [
      'did Product Viewed (category PASTRY or DELI, brand Own) at least 2 times within 1 hour',
      did({ where: { category: ['PASTRY', 'DELI'], brand: ['Own'] }, atLeast: 2, withinSeconds: 3600 }),
    ],
    ['did Product Viewed within 90 seconds', did({ withinSeconds: 90 })],
    ['trait size is 3', trait({ in: [3] })],
    ['trait size in S, M', trait({ in: ['S', 'M'] })],
    ['trait size at least 2 and at most 4', trait({ atLeast: 2, atMost: 4 })],
    ['trait size older than 30 days', trait({ olderThanSeconds: 30 * 86_400 })],
    ['list staff', list('staff')],
    ['list a or list b', { kind: 'any', of: [list('a'), list('b')] }],
    ['list a and list b', { kind: 'all', of: [list('a'), list('b')] }],
    ['not list a nor list b', { kind: 'none', of: [list('a'), list('b')] }],
    ['segment regulars', { kind: 'all', of: [list('a')], segment: 'regulars' }],
  ])('says "%s"', (words, condition) => {
    expect(conditionWords(condition)).toBe(words);
  });
});
