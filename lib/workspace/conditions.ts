import type { ComputedTrait } from '../../contracts/computed-trait';
import type { Condition, ConditionYaml, TraitTest } from '../../contracts/condition';
import { durationSeconds } from '../../contracts/duration';
import type { Audience } from '../../contracts/launch';
import { compileComputedTrait } from './computed-traits';
import { compileWhere } from './where';
import type { Workspace } from './workspace';

type Segment = Extract<Audience, { segment: string }>;
type TraitYaml = Extract<ConditionYaml, { trait: unknown }>['trait'];

/** What the names in conditions stand for. */
export interface Names {
  readonly segments: ReadonlyMap<string, Segment>;
  readonly computed: ReadonlyMap<string, ComputedTrait>;
}

/** The names of a workspace. */
export const namesOf = ({ audiences, computedTraits }: Pick<Workspace, 'audiences' | 'computedTraits'>): Names => ({
  segments: new Map(audiences.flatMap((one) => ('segment' in one ? [[one.segment, one]] : []))),
  computed: new Map(computedTraits.map((one) => [one.trait, compileComputedTrait(one)])),
});

/** A condition as the decision evaluates it: durations in seconds, segments written out. */
export const compileCondition = (condition: ConditionYaml, names: Names): Condition => {
  if ('any' in condition) return { kind: 'any', of: condition.any.map((one) => compileCondition(one, names)) };
  if ('segment' in condition) return expandSegment(condition.segment, names);
  if ('list' in condition) return { kind: 'list', list: condition.list };
  if ('trait' in condition) {
    const { name } = condition.trait;
    return { kind: 'trait', name, test: traitTest(condition.trait), ...computedRead(names.computed.get(name)) };
  }
  const { event, where, atLeast, within } = condition.did;
  return { kind: 'did', event, where: compileWhere(where), atLeast, withinSeconds: durationSeconds(within) };
};

const expandSegment = (name: string, names: Names): Condition => {
  const segment = names.segments.get(name);
  if (segment === undefined) throw new Error(`Segment "${name}" is not in audiences/: check the workspace first.`);
  const include = segment.include.map((one) => compileCondition(one, names));
  const exclude = segment.exclude.map((one) => compileCondition(one, names));
  const none: readonly Condition[] = exclude.length === 0 ? [] : [{ kind: 'none', of: exclude }];
  return { kind: 'all', of: [...include, ...none], segment: name };
};

const computedRead = (trait: ComputedTrait | undefined) =>
  trait === undefined ? {} : { computed: { key: trait.key, compute: trait.compute, days: trait.days } };

const traitTest = (trait: TraitYaml): TraitTest => ({
  ...(trait.is === undefined ? {} : { in: [trait.is] }),
  ...(trait.in === undefined ? {} : { in: trait.in }),
  ...(trait.atLeast === undefined ? {} : { atLeast: trait.atLeast }),
  ...(trait.atMost === undefined ? {} : { atMost: trait.atMost }),
  ...(trait.olderThan === undefined ? {} : { olderThanSeconds: durationSeconds(trait.olderThan) }),
});
