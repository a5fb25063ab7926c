import type { ConditionYaml } from '../../../contracts/condition';
import type { Audience } from '../../../contracts/launch';
import { say } from '../../messages';
import type { Draft } from '../draft';
import type { Known } from '../known';

type Segment = Extract<Audience, { segment: string }>;

/** A segment that leads back to itself has no members anybody could work out. */
export const checkCircles = (segment: Segment, known: Known): readonly Draft[] => {
  const way = wayBack(segment.segment, segment, known, []);
  if (way === undefined) return [];
  return [{ ...say('segment.circular', { way: [segment.segment, ...way] }), path: ['segment'] }];
};

const wayBack = (goal: string, from: Segment, known: Known, way: readonly string[]): readonly string[] | undefined => {
  for (const name of [...from.include, ...from.exclude].flatMap(segmentsIn)) {
    if (name === goal) return [...way, name];
    const next = known.segments?.get(name);
    if (next === undefined || way.includes(name)) continue;
    const found = wayBack(goal, next, known, [...way, name]);
    if (found !== undefined) return found;
  }
  return undefined;
};

const segmentsIn = (condition: ConditionYaml): readonly string[] => {
  if ('any' in condition) return condition.any.flatMap(segmentsIn);
  return 'segment' in condition ? [condition.segment] : [];
};
