import { type Arms, difference, type Estimate, peopleNeeded, pooledDifference, ratio, wilson } from './statistics';

/** Below this an arm, or both arms' goals together, are too few to judge by, whatever the interval says. */
export const FEWEST = { people: 30, goals: 10 } as const;

/** What the comparison says: `more` and `fewer` where the whole interval of the lift lies on that side of nothing. */
export type Verdict = 'more' | 'fewer' | 'unclear' | 'too-early' | 'nobody-held-out' | 'nobody-reached';

/** Treated against held out, of one launch or of several that support a goal. */
export interface Comparison extends Arms {
  readonly verdict: Verdict;
  readonly rates: { readonly treated?: Estimate; readonly heldOut?: Estimate };
  /** Difference of the shares, 0 to 1; absent where an arm has nobody. */
  readonly lift?: Estimate;
  /** Their ratio less one; absent where nobody met the goal, and for several launches. */
  readonly relative?: Estimate;
  /** What the target asks for. Absent without a target, or without a comparison. */
  readonly target?: Target;
}

/** How many more people it takes until a lift up to the target would be seen, four times in five. */
export interface Target {
  readonly share: number;
  /** `met-anyway`: those who were held out are there already, so there is no lift to look for. */
  readonly state: 'seen' | 'more-people' | 'enough-people' | 'met-anyway' | 'cannot-be-said';
  readonly morePeople?: number;
}

/** Compares the arms of one experiment. `target`: the share of treated people that is aimed at. */
export const compare = (arms: Arms, target?: number): Comparison => {
  const { treated, heldOut } = arms;
  const comparable = treated.people > 0 && heldOut.people > 0;
  const relative = comparable ? ratio(treated, heldOut) : undefined;
  return judged(arms, comparable ? difference(treated, heldOut) : undefined, relative, target);
};

/** Compares the arms of several experiments, each by itself first, so that launches to other people do not stand for a lift. */
export const compareTogether = (experiments: readonly Arms[], target?: number): Comparison => {
  const sum = (arm: keyof Arms) => ({
    people: experiments.reduce((total, one) => total + one[arm].people, 0),
    met: experiments.reduce((total, one) => total + one[arm].met, 0),
  });
  const comparable = experiments.some(({ treated, heldOut }) => treated.people > 0 && heldOut.people > 0);
  const lift = comparable ? pooledDifference(experiments) : undefined;
  return judged({ treated: sum('treated'), heldOut: sum('heldOut') }, lift, undefined, target);
};

const judged = (
  arms: Arms,
  lift: Estimate | undefined,
  relative: Estimate | undefined,
  target: number | undefined,
): Comparison => {
  const { treated, heldOut } = arms;
  const verdict = verdictOf(arms, lift);
  return {
    treated,
    heldOut,
    verdict,
    rates: {
      ...(treated.people > 0 && { treated: wilson(treated) }),
      ...(heldOut.people > 0 && { heldOut: wilson(heldOut) }),
    },
    ...(lift === undefined ? {} : { lift }),
    ...(relative === undefined
      ? {}
      : { relative: { value: relative.value - 1, lower: relative.lower - 1, upper: relative.upper - 1 } }),
    ...(target === undefined || lift === undefined ? {} : { target: targetOf(arms, verdict, target) }),
  };
};

const verdictOf = ({ treated, heldOut }: Arms, lift: Estimate | undefined): Verdict => {
  if (treated.people === 0) return 'nobody-reached';
  if (heldOut.people === 0 || lift === undefined) return 'nobody-held-out';
  const few = Math.min(treated.people, heldOut.people) < FEWEST.people;
  if (few || treated.met + heldOut.met < FEWEST.goals) return 'too-early';
  if (lift.lower > 0) return 'more';
  return lift.upper < 0 ? 'fewer' : 'unclear';
};

const targetOf = ({ treated, heldOut }: Arms, verdict: Verdict, target: number): Target => {
  const share = target;
  if (verdict === 'more') return { share, state: 'seen' };
  // What people do anyway must be known before anybody can say what is to be seen beside it.
  if (heldOut.people < FEWEST.people) return { share, state: 'cannot-be-said' };
  const base = heldOut.met / heldOut.people;
  if (base >= target) return { share, state: 'met-anyway' };
  const now = treated.people + heldOut.people;
  const more = peopleNeeded(target, base, heldOut.people / now) - now;
  return more > 0 ? { share, state: 'more-people', morePeople: more } : { share, state: 'enough-people' };
};
