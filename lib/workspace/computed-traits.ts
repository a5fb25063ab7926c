import type { ComputedTrait, ComputedTraitYaml } from '../../contracts/computed-trait';
import { durationSeconds } from '../../contracts/duration';
import { contentHash } from './hash';
import { compileWhere } from './where';

const DAY_S = 86_400;

/** A computed trait as profiles keep it. Its key changes with what it counts, so that old and new never mix. */
export const compileComputedTrait = ({
  trait,
  compute,
  event,
  where,
  of,
  within,
}: ComputedTraitYaml): ComputedTrait => {
  const definition = {
    compute,
    event,
    where: compileWhere(where),
    ...(of === undefined ? {} : { of }),
    days: durationSeconds(within) / DAY_S,
  };
  return { trait, key: `${trait}@${contentHash(definition).slice(0, 8)}`, ...definition };
};
