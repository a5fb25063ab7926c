import type { Goal } from '../../contracts/platform';
import { COUNTER } from '../../contracts/results';
import { type Comparison, compare, compareTogether } from './comparison';
import { type Counters, shareOf } from './counters';
import type { Arms } from './statistics';

/** A shared goal over the launches that support it. */
export interface GoalResults {
  readonly goal: string;
  readonly description: string;
  readonly owners: readonly string[];
  readonly target: string;
  readonly launches: readonly (Comparison & { readonly launch: string })[];
  /** All launches; whoever was in several counts in each. */
  readonly together: Comparison;
  /** Of those who met it, how often one event met it for more than one launch. */
  readonly inSeveral: { readonly treated: number; readonly heldOut: number };
}

/** A launch that supports a goal, and what was counted of it. */
export interface Supporter {
  readonly launch: string;
  readonly counters: Counters;
}

/** People of both arms, and those who met the goal. */
export const armsOf = (counters: Counters): Arms => ({
  treated: shareOf(counters, 'treated'),
  heldOut: shareOf(counters, 'held-out'),
});

/** Results of a shared goal. The lift is the mean of the launches' own lifts, each against those whom that launch held out. */
export const goalResults = (
  { goal, description, owners, target }: Pick<Goal, 'goal' | 'description' | 'owners' | 'target'>,
  supporters: readonly Supporter[],
): GoalResults => {
  const arms = supporters.map(({ counters }) => armsOf(counters));
  const several = (name: string): number => supporters.reduce((sum, { counters }) => sum + (counters[name] ?? 0), 0);
  return {
    goal,
    description,
    owners,
    target,
    launches: supporters.map(({ launch, counters }) => ({ launch, ...compare(armsOf(counters)) })),
    together: compareTogether(arms, Number.parseFloat(target) / 100),
    inSeveral: {
      treated: several(COUNTER.goalInSeveral('treated')),
      heldOut: several(COUNTER.goalInSeveral('held-out')),
    },
  };
};
