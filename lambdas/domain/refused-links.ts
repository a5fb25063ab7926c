import type { PersonState, RefusedLink, Stamp, StrandId, StrandState } from '../../contracts/profile';
import { groupOf, isShared, type Refusal, refusalOf } from './identity';
import { passedLinks } from './links';
import type { ProfileRules } from './profile-rules';
import { own } from './record';
import { compareStamps, compareText, later } from './stamp';
import { priorityOf, typeOf } from './strand';

/** One end of a link that leads out of a person. */
export interface End {
  readonly strand: StrandId;
  readonly state: StrandState;
  readonly person: PersonState;
}

/** A refused link with the end that is somebody else's. */
export interface Refused {
  readonly link: RefusedLink;
  readonly far: End;
}

/** Who sent the event of a stamp. A source holds no `#`. */
export const sourceOf = ({ key }: Stamp): string => key.slice(0, key.indexOf('#'));

/** Strands outside a person that events named together with its members. */
export const neighboursOf = ({ strands }: PersonState): readonly StrandId[] =>
  [...new Set(Object.values(strands).flatMap(({ links }) => Object.keys(links)))]
    .filter((strand) => own(strands, strand) === undefined)
    .sort();

/** The links that lead out of a person, earliest first, each with what stood against it; those to strands that `neighbours` do not hold are left out. */
export const refusedLinks = (
  person: PersonState,
  neighbours: readonly PersonState[],
  rules: ProfileRules,
): readonly Refused[] => {
  const ends = new Map(neighbours.flatMap(endsOf).map((end) => [end.strand, end]));
  const outside = new Set(neighboursOf(person));
  return endsOf(person)
    .flatMap((near) =>
      Object.entries(near.state.links).flatMap(([strand, [since]]): readonly Refused[] => {
        const far = outside.has(strand) ? ends.get(strand) : undefined;
        return far === undefined || since === undefined ? [] : [refused(near, far, since, rules)];
      }),
    )
    .sort(
      (a, b) => compareStamps(a.link.since, b.link.since) || compareText(a.link.strands.join(), b.link.strands.join()),
    );
};

const endsOf = (person: PersonState): readonly End[] =>
  Object.entries(person.strands).map(([strand, state]) => ({ strand, state, person }));

const refused = (near: End, far: End, since: Stamp, rules: ProfileRules): Refused => {
  const [returned = since] = own(far.state.links, near.strand) ?? [];
  const stamp = later(since, returned);
  const what = { strands: [near.strand, far.strand], since: stamp, source: sourceOf(stamp) } as const;
  return { link: { ...what, ...refusalBetween(near, far, rules) }, far };
};

/** What stands between two persons that a link would join. */
const refusalBetween = (near: End, far: End, rules: ProfileRules): Refusal => {
  if (isShared(near.strand, near.state, rules) || isShared(far.strand, far.state, rules)) return { reason: 'shared' };
  const weaker = priorityOf(near.strand, rules) > priorityOf(far.strand, rules) ? near : far;
  const passed: Refusal = { reason: 'window-passed', type: typeOf(weaker.strand) };
  if (own(far.state.links, near.strand) === undefined) {
    const likes = Object.keys(far.state.links).filter((strand) => typeOf(strand) === typeOf(near.strand));
    return likes.length < rules.limits.partners ? passed : { reason: 'limit-reached', type: typeOf(near.strand) };
  }
  const refusal = refusalOf(groupOf(Object.keys(near.person.strands)), groupOf(Object.keys(far.person.strands)), rules);
  if (refusal === undefined) return { reason: 'rules-changed' };
  return refusal.reason === 'limit-reached' && (hasPassed(near, far, rules) || hasPassed(far, near, rules))
    ? passed
    : refusal;
};

const hasPassed = (one: End, other: End, rules: ProfileRules): boolean =>
  passedLinks(one.strand, one.state.links, rules).has(other.strand);
