import type { Condition } from '../../../contracts/condition';
import type { LaunchDefinition } from '../../../contracts/decision';

/** Every condition of a launch: its audience's and its offers'. */
export const conditionsOf = ({ audience, offers }: LaunchDefinition): readonly Condition[] => [
  ...audience.include,
  ...audience.exclude,
  ...offers.flatMap((offer) => offer.for ?? []),
];

/** A condition and all that it is made of, segments written out. */
export const allConditions = (condition: Condition): readonly Condition[] =>
  'of' in condition ? [condition, ...condition.of.flatMap(allConditions)] : [condition];

/** A condition as the launch names it: what a segment or a computed trait stands for is told apart. */
export const asNamed = (condition: Condition): unknown => {
  if (condition.kind === 'trait') {
    const { computed: _, ...rest } = condition;
    return rest;
  }
  if (!('of' in condition)) return condition;
  return condition.segment === undefined
    ? { ...condition, of: condition.of.map(asNamed) }
    : { segment: condition.segment };
};
