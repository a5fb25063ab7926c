import type { PersonState, PersonView } from '../../contracts/profile';
import type { Audiences } from './audiences';
import { canonicalJson } from './canonical';
import { membershipOf } from './membership';
import { viewOf } from './person-view';
import { own } from './record';

/** A part of a profile that is not the same in two states, and the names in it that are not. */
export interface Difference {
  /** `history`: what conditions and computed traits are worked out from. */
  readonly part: 'traits' | 'consent' | 'segments' | 'lists' | 'members' | 'history';
  readonly names: readonly string[];
}

/** What readers and conditions would see differently, as of an instant (whole epoch seconds). */
export const personDifferences = (
  was: PersonState,
  is: PersonState,
  audiences: Audiences,
  now: number,
): readonly Difference[] => {
  const [before, after] = [viewOf(was), viewOf(is)];
  const segments = (state: PersonState) => membershipOf(state, audiences, now).in;
  const history =
    canonicalJson([before.digests, before.tallies ?? {}]) !== canonicalJson([after.digests, after.tallies ?? {}]);
  const found: readonly Difference[] = [
    { part: 'traits', names: changed(before.traits, after.traits) },
    { part: 'consent', names: changed(consentOf(before), consentOf(after)) },
    { part: 'segments', names: unlike(segments(was), segments(is)) },
    { part: 'lists', names: unlike(before.lists, after.lists) },
    { part: 'members', names: unlike(before.members, after.members) },
    { part: 'history', names: history ? ['history'] : [] },
  ];
  return found.filter(({ names }) => names.length > 0);
};

/** Everything that says how a person may be addressed. */
const consentOf = ({ consent, bounced, restricted }: PersonView): Readonly<Record<string, unknown>> => ({
  ...consent,
  bounce: bounced ?? [],
  restriction: restricted === true,
});

const changed = (was: Readonly<Record<string, unknown>>, is: Readonly<Record<string, unknown>>): readonly string[] =>
  [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((name) => canonicalJson(own(was, name) ?? null) !== canonicalJson(own(is, name) ?? null))
    .sort();

const unlike = (was: readonly string[], is: readonly string[]): readonly string[] => [
  ...was.filter((one) => !is.includes(one)),
  ...is.filter((one) => !was.includes(one)),
];
