import type { Json } from '../../contracts/event';
import type { Stamp, StrandState, Trait } from '../../contracts/profile';
import { type Answers, optionalAnswers, withAnswers } from './consent-state';
import { remember } from './digests';
import { type Effects, tellsSomething } from './effects';
import type { Links } from './links';
import type { ProfileLimits } from './profile-rules';
import { own, withMember } from './record';
import { compareStamps, earlier, later } from './stamp';
import { withAllTold } from './tallies';

/** One event as a strand sees it. */
export interface Observation {
  readonly stamp: Stamp;
  /** The strand's links after it (`withLinks`); left out: as they were. */
  readonly links?: Links;
  /** Set for the strand that the event belongs to. */
  readonly effects?: Effects;
}

/**
 * The strand after one more event: the same object if it learns nothing new. Applied once each, events give the same
 * state in any order.
 */
export const observe = (state: StrandState | undefined, seen: Observation, limits: ProfileLimits): StrandState => {
  const before = state ?? unseen(seen.stamp);
  const links = seen.links ?? before.links;
  const told = tell(before, seen, limits.remembered);
  const first = earlier(before.first, seen.stamp);
  if (told === state && links === state.links && first === state.first) return state;
  const { signals, bounce, restriction, ...rest } = told;
  const last = isTold(told) ? told.last : first;
  return { ...rest, first, last, links, ...optionalAnswers({ signals, bounce, restriction }) };
};

const unseen = (stamp: Stamp): StrandState => ({
  first: stamp,
  last: stamp,
  traits: {},
  consent: {},
  lists: {},
  digests: [],
  links: {},
});

/** Whether any event has told something so far; only then `last` is more than `first`. */
export const isTold = ({ traits, consent, lists, digests, tallies, bounce, restriction }: StrandState): boolean =>
  digests.length > 0 ||
  tallies !== undefined ||
  bounce !== undefined ||
  restriction !== undefined ||
  [traits, consent, lists].some((record) => Object.keys(record).length > 0);

const tell = (state: StrandState, { stamp, effects }: Observation, remembered: number): StrandState => {
  if (effects === undefined) return state;
  const answers = withAnswers(state, effects, stamp);
  // A browser's default comes with every request: it dates nothing.
  if (!tellsSomething(effects)) return withAll(state, answers);
  const traits = effects.traits.reduce((known, [name, value]) => withTrait(known, name, value, stamp), state.traits);
  const lists = effects.list === undefined ? state.lists : withList(state.lists, effects.list, stamp);
  const digests =
    effects.remember === undefined
      ? state.digests
      : remember(state.digests, effects.remember, Math.floor(Date.parse(stamp.at) / 1000), remembered);
  const tallies = withAllTold(state.tallies, effects.tallies ?? [], stamp);
  const last = isTold(state) ? later(state.last, stamp) : stamp;
  const same =
    traits === state.traits &&
    answers === state &&
    lists === state.lists &&
    digests === state.digests &&
    tallies === state.tallies &&
    compareStamps(last, state.last) === 0;
  if (same) return state;
  return {
    ...withAll(state, answers),
    last,
    traits,
    lists,
    digests,
    ...(tallies === undefined ? {} : { tallies }),
  };
};

const withAll = (state: StrandState, answers: Answers): StrandState =>
  answers === state ? state : { ...state, ...answers };

const withTrait = (
  traits: StrandState['traits'],
  name: string,
  value: Json,
  { at, key }: Stamp,
): StrandState['traits'] => {
  const known = own(traits, name);
  const told: Trait = { at, key, value };
  return known !== undefined && compareStamps(known, told) >= 0 ? traits : withMember(traits, name, told);
};

const withList = (
  lists: StrandState['lists'],
  { list, member }: NonNullable<Effects['list']>,
  { at, key }: Stamp,
): StrandState['lists'] => {
  const known = own(lists, list);
  const told = { at, key, member };
  return known !== undefined && compareStamps(known, told) >= 0 ? lists : withMember(lists, list, told);
};
