import type { ComputedTrait } from '../../contracts/computed-trait';
import type { ProfileRules } from '../../lambdas/domain/profile-rules';

const computed = (compute: ComputedTrait['compute'], of?: string): ComputedTrait => ({
  trait: compute,
  key: `${compute}@1`,
  compute,
  event: 'Order Completed',
  where: {},
  days: 4,
  ...(of === undefined ? {} : { of }),
});

/** The rules with a computed trait of each kind, all of `Order Completed`. */
export const withComputedTraits = (rules: ProfileRules): ProfileRules => ({
  ...rules,
  computed: new Map([
    [
      'Order Completed',
      [
        computed('count'),
        computed('sum', 'total'),
        computed('first', 'order_id'),
        computed('last', 'order_id'),
        computed('distinct', 'products[].category'),
        computed('mostFrequent', 'products[].category'),
      ],
    ],
  ]),
});
