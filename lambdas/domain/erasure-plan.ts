import type { PersonState, StrandId, StrandState } from '../../contracts/profile';
import type { StoredPerson } from './ports/profiles';
import type { ProfileRules } from './profile-rules';
import { neighboursOf } from './refused-links';
import { compareText } from './stamp';
import { priorityOf, typeOf } from './strand';

/** Whose strands an erasure ends, and how. */
export interface ErasurePlan {
  /** Persons that end, the one asked for last: its end is the erasure's point of no return. */
  readonly ends: readonly StoredPerson[];
  /** Strands that get a tombstone. */
  readonly erase: readonly StrandId[];
  /** Strands that another customer has, too. */
  readonly release: readonly StrandId[];
  /** What joins those with the strands that brought them along, once the person is gone. */
  readonly relinks: readonly Relink[];
  /** Strands of others that were seen together with one that ends. */
  readonly neighbours: readonly StrandId[];
}

/** Two strands that an event named together, and when first; ISO 8601. */
export interface Relink {
  readonly strand: StrandId;
  readonly partner: StrandId;
  readonly at: string;
}

/**
 * What an erasure of a person ends. A strand that somebody else's stronger identifier brought along stays with them, unless it
 * is one that only one customer can have. What is known by nothing but one of the person's strands goes with the person.
 */
export const erasurePlan = (
  asked: StoredPerson,
  neighbours: readonly StoredPerson[],
  rules: ProfileRules,
): ErasurePlan => {
  const own = new Set(Object.keys(asked.state.strands));
  const isBroughtBy = (strand: StrandId, other: StrandId): boolean => {
    const [one, stronger] = [priorityOf(strand, rules), priorityOf(other, rules)];
    return stronger === one ? compareText(other, strand) < 0 : stronger < one;
  };
  const isHangerOn = ({ state: { strands } }: StoredPerson): boolean => {
    const [[strand, state] = [], ...others] = Object.entries(strands);
    if (strand === undefined || state === undefined || others.length > 0) return false;
    const partners = Object.keys(state.links);
    return !tells(state) && partners.every((other) => own.has(other) && isBroughtBy(strand, other));
  };
  const hangersOn = neighbours.filter(isHangerOn);
  const others = neighbours.filter((one) => !isHangerOn(one));
  const elsewhere = new Set(others.flatMap(({ state }) => Object.keys(state.strands)));
  const relinksOf = (strand: StrandId): readonly Relink[] => {
    if (rules.types.get(typeOf(strand))?.unique === true) return [];
    return Object.entries(asked.state.strands[strand]?.links ?? {}).flatMap(([partner, [first]]) =>
      first !== undefined && elsewhere.has(partner) && isBroughtBy(strand, partner)
        ? [{ strand, partner, at: first.at }]
        : [],
    );
  };
  const isShared = (strand: StrandId): boolean => relinksOf(strand).length > 0;
  const members = [...own].sort();
  return {
    ends: [...hangersOn, asked],
    erase: [
      ...hangersOn.flatMap(({ state }) => Object.keys(state.strands)),
      ...members.filter((one) => !isShared(one)),
    ],
    release: members.filter(isShared),
    relinks: members.flatMap(relinksOf),
    neighbours: neighboursOf(asked.state).filter((strand) => elsewhere.has(strand)),
  };
};

/** Whether an event told something of the strand itself, beyond that it exists. */
const tells = ({ traits, consent, lists, digests }: StrandState): boolean =>
  digests.length > 0 || [traits, consent, lists].some((record) => Object.keys(record).length > 0);

/** A person without the links to strands that are no longer what they were; the same object where it had none. */
export const withoutLinks = (state: PersonState, ended: ReadonlySet<StrandId>): PersonState => {
  const strands = Object.entries(state.strands);
  if (!strands.some(([, { links }]) => Object.keys(links).some((other) => ended.has(other)))) return state;
  const unlinked = strands.map(([strand, one]): [StrandId, StrandState] => {
    const links = Object.entries(one.links).filter(([other]) => !ended.has(other));
    return [strand, { ...one, links: Object.fromEntries(links) }];
  });
  return { ...state, strands: Object.fromEntries(unlinked) };
};
