import type { PersonId, Stamp, StrandId, StrandState } from '../../contracts/profile';
import type { ProfileRules } from './profile-rules';
import { own } from './record';
import { compareStamps, compareText } from './stamp';
import { priorityOf, typeOf } from './strand';

/** States of strands that are looked at together. */
export type Strands = ReadonlyMap<StrandId, StrandState>;

/** Whether too many stand behind a strand for it to stand for anybody: many values of one stronger type are linked with it. */
export const isShared = (strand: StrandId, { links }: StrandState, rules: ProfileRules): boolean => {
  const names = Object.keys(links);
  if (names.length <= rules.limits.sharedBy || rules.types.get(typeOf(strand))?.unique === true) return false;
  const priority = priorityOf(strand, rules);
  const counts = new Map<string, number>();
  for (const other of names) {
    if (priorityOf(other, rules) >= priority) continue;
    const count = (counts.get(typeOf(other)) ?? 0) + 1;
    if (count > rules.limits.sharedBy) return true;
    counts.set(typeOf(other), count);
  }
  return false;
};

/** Whether two strands may be joined by their link: both keep it and neither is shared. */
export const isLinked = (a: StrandId, b: StrandId, strands: Strands, rules: ProfileRules): boolean => {
  const [one, other] = [strands.get(a), strands.get(b)];
  if (one === undefined || other === undefined) return false;
  if (own(one.links, b) === undefined || own(other.links, a) === undefined) return false;
  return !isShared(a, one, rules) && !isShared(b, other, rules);
};

interface Group {
  readonly members: StrandId[];
  /** Values of unique types: type -> strand. */
  readonly unique: Map<string, StrandId>;
}

/**
 * The people behind the strands. Links join in the order of their first observation; one is refused where two values of a
 * unique type would meet or a person would have too many strands. Depends on what was observed, never on when it arrived.
 */
export const groupsOf = (strands: Strands, rules: ProfileRules): readonly (readonly StrandId[])[] => {
  const groups = new Map<StrandId, Group>();
  for (const strand of strands.keys()) {
    const type = typeOf(strand);
    const unique = rules.types.get(type)?.unique === true ? [[type, strand] as const] : [];
    groups.set(strand, { members: [strand], unique: new Map(unique) });
  }
  for (const { a, b } of linksOf(strands, rules)) {
    const [one, other] = [groups.get(a), groups.get(b)];
    if (one === undefined || other === undefined || one === other || !compatible(one, other, rules)) continue;
    const joined = { members: [...one.members, ...other.members], unique: new Map([...one.unique, ...other.unique]) };
    for (const member of joined.members) groups.set(member, joined);
  }
  return [...new Set(groups.values())].map(({ members }) => members.sort());
};

const compatible = (one: Group, other: Group, { limits }: ProfileRules): boolean =>
  one.members.length + other.members.length <= limits.members &&
  [...one.unique.keys()].every((type) => !other.unique.has(type));

interface Link {
  readonly a: StrandId;
  readonly b: StrandId;
  readonly stamp: Stamp;
}

const linksOf = (strands: Strands, rules: ProfileRules): readonly Link[] => {
  const links: Link[] = [];
  for (const [a, state] of strands) {
    for (const [b, stamp] of Object.entries(state.links)) {
      if (a < b && isLinked(a, b, strands, rules)) links.push({ a, b, stamp });
    }
  }
  return links.sort((x, y) => compareStamps(x.stamp, y.stamp) || compareText(x.a, y.a) || compareText(x.b, y.b));
};

/** Id of the person whom strands make up: the strand seen first, of several seen first by one event the smallest. */
export const personIdOf = (members: readonly StrandId[], strands: Strands): PersonId => {
  const [oldest] = [...members].sort((a, b) => {
    const [one, other] = [strands.get(a), strands.get(b)];
    if (one === undefined || other === undefined) throw new Error('A member without a state cannot be compared.');
    return compareStamps(one.first, other.first) || compareText(a, b);
  });
  if (oldest === undefined) throw new Error('A person has at least one strand.');
  return oldest;
};
