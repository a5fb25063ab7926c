import type { Condition, ConditionYaml, Scalar, TraitTest } from '../../contracts/condition';
import { durationSeconds } from '../../contracts/duration';
import type { Audience } from '../../contracts/launch';

type Segment = Extract<Audience, { segment: string }>;
type TraitYaml = Extract<ConditionYaml, { trait: unknown }>['trait'];
export type Segments = ReadonlyMap<string, Segment>;

/** A condition as the decision evaluates it: durations in seconds, segments written out. */
export const compileCondition = (condition: ConditionYaml, segments: Segments): Condition => {
  if ('any' in condition) return { kind: 'any', of: condition.any.map((one) => compileCondition(one, segments)) };
  if ('segment' in condition) return expandSegment(condition.segment, segments);
  if ('list' in condition) return { kind: 'list', list: condition.list };
  if ('trait' in condition) {
    return { kind: 'trait', name: condition.trait.name, test: traitTest(condition.trait) };
  }
  const { event, where, atLeast, within } = condition.did;
  return { kind: 'did', event, where: compileWhere(where), atLeast, withinSeconds: durationSeconds(within) };
};

/** Values that a property may have, always as a list. */
export const compileWhere = (
  where: Readonly<Record<string, Scalar | readonly Scalar[]>> | undefined,
): Readonly<Record<string, readonly Scalar[]>> =>
  Object.fromEntries(
    Object.entries(where ?? {}).map(([property, value]) => [
      property,
      Array.isArray(value) ? (value as readonly Scalar[]) : [value as Scalar],
    ]),
  );

const expandSegment = (name: string, segments: Segments): Condition => {
  const segment = segments.get(name);
  if (segment === undefined) throw new Error(`Segment "${name}" is not in audiences/: check the workspace first.`);
  const include = segment.include.map((one) => compileCondition(one, segments));
  const exclude = segment.exclude.map((one) => compileCondition(one, segments));
  const none: readonly Condition[] = exclude.length === 0 ? [] : [{ kind: 'none', of: exclude }];
  return { kind: 'all', of: [...include, ...none], segment: name };
};

const traitTest = (trait: TraitYaml): TraitTest => ({
  ...(trait.is === undefined ? {} : { in: [trait.is] }),
  ...(trait.in === undefined ? {} : { in: trait.in }),
  ...(trait.atLeast === undefined ? {} : { atLeast: trait.atLeast }),
  ...(trait.atMost === undefined ? {} : { atMost: trait.atMost }),
  ...(trait.olderThan === undefined ? {} : { olderThanSeconds: durationSeconds(trait.olderThan) }),
});
