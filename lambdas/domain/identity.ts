import type { PersonId, RefusalCode, Stamp, StrandId, StrandState } from '../../contracts/profile';
import { passedLinks } from './links';
import type { ProfileRules } from './profile-rules';
import { own } from './record';
import { compareStamps, compareText, later } from './stamp';
import { priorityOf, typeOf } from './strand';

/** States of strands that are looked at together. */
export type Strands = ReadonlyMap<StrandId, StrandState>;

/** Whether too many stand behind a strand for it to stand for anybody: within its window it was seen with many values of one stronger type. */
export const isShared = (strand: StrandId, { links }: Pick<StrandState, 'links'>, rules: ProfileRules): boolean => {
  const names = Object.keys(links);
  if (names.length <= rules.sharedBy || rules.types.get(typeOf(strand))?.unique === true) return false;
  const priority = priorityOf(strand, rules);
  const counts = new Map<string, number>();
  for (const other of names) {
    if (priorityOf(other, rules) >= priority) continue;
    const count = (counts.get(typeOf(other)) ?? 0) + 1;
    if (count > rules.sharedBy) return true;
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

/** Strands that are one person so far. */
export interface Group {
  readonly members: readonly StrandId[];
  /** Members of each type. */
  readonly counts: ReadonlyMap<string, number>;
}

export const groupOf = (members: readonly StrandId[]): Group => {
  const counts = new Map<string, number>();
  for (const member of members) counts.set(typeOf(member), (counts.get(typeOf(member)) ?? 0) + 1);
  return { members, counts };
};

export interface Refusal {
  readonly reason: RefusalCode;
  readonly type?: string;
}

/** Why two groups may not become one; undefined where they may. What holds of two groups holds of all that they become part of. */
export const refusalOf = (one: Group, other: Group, rules: ProfileRules): Refusal | undefined => {
  let reached: string | undefined;
  for (const [type, count] of one.counts) {
    const more = other.counts.get(type) ?? 0;
    const rule = rules.types.get(type);
    if (more > 0 && rule?.unique === true) return { reason: 'unique-conflict', type };
    // A type that identity.yaml no longer knows identifies nobody.
    if (count + more > (rule?.limit.values ?? 0)) reached ??= type;
  }
  for (const type of other.counts.keys()) if (!rules.types.has(type)) reached ??= type;
  if (reached !== undefined) return { reason: 'limit-reached', type: reached };
  return one.members.length + other.members.length > rules.limits.members ? { reason: 'members-limit' } : undefined;
};

/** A link between two strands that were looked at. */
export interface Link {
  readonly a: StrandId;
  readonly b: StrandId;
  /** Since when both ends know of each other. */
  readonly since: Stamp;
  /** It was not seen again within its window; it joins what room is left. */
  readonly passed: boolean;
}

/** A link and what came of it; `decisive` where it made one group of two. */
export type Judged = Link & { readonly decisive: boolean; readonly refusal?: Refusal };

/**
 * The people behind the strands. Links between strong identifiers join before those of weak ones, so that a limit demotes the
 * weakest; among equals those within their window, and then the ones observed first. Depends on what was observed, never on
 * when it arrived.
 */
export const judgeLinks = (
  strands: Strands,
  rules: ProfileRules,
): { readonly groups: readonly (readonly StrandId[])[]; readonly judged: readonly Judged[] } => {
  const groups = new Map<StrandId, Group>([...strands.keys()].map((strand) => [strand, groupOf([strand])]));
  const judged = linksOf(strands, rules).map((link): Judged => {
    const [one, other] = [groups.get(link.a), groups.get(link.b)];
    if (one === undefined || other === undefined || one === other) return { ...link, decisive: false };
    const refusal = refusalOf(one, other, rules);
    if (refusal !== undefined) return { ...link, decisive: false, refusal };
    const joined = groupOf([...one.members, ...other.members]);
    for (const member of joined.members) groups.set(member, joined);
    return { ...link, decisive: true };
  });
  return { groups: [...new Set(groups.values())].map(({ members }) => [...members].sort()), judged };
};

/** The groups alone. */
export const groupsOf = (strands: Strands, rules: ProfileRules): readonly (readonly StrandId[])[] =>
  judgeLinks(strands, rules).groups;

const linksOf = (strands: Strands, rules: ProfileRules): readonly Link[] => {
  const passed = new Map([...strands].map(([strand, { links }]) => [strand, passedLinks(strand, links, rules)]));
  const links: Link[] = [];
  for (const [a, state] of strands) {
    for (const [b, [one]] of Object.entries(state.links)) {
      const [other] = strands.get(b)?.links[a] ?? [];
      if (a > b || one === undefined || other === undefined || !isLinked(a, b, strands, rules)) continue;
      const isPassed = passed.get(a)?.has(b) === true || passed.get(b)?.has(a) === true;
      links.push({ a, b, since: later(one, other), passed: isPassed });
    }
  }
  const weaker = ({ a, b }: Link): number => Math.max(priorityOf(a, rules), priorityOf(b, rules));
  return links.sort(
    (x, y) =>
      compareNumbers(weaker(x), weaker(y)) ||
      Number(x.passed) - Number(y.passed) ||
      compareStamps(x.since, y.since) ||
      compareText(x.a, y.a) ||
      compareText(x.b, y.b),
  );
};

/** Not by difference: that of two infinities is no number. */
const compareNumbers = (a: number, b: number): number => (a < b ? -1 : Number(a > b));

/** Whether a strand never parts from its person by time. One that does must not name it: its id, and the caps and experiments kept under it, would go. */
export const isLasting = (strand: StrandId, { types }: ProfileRules): boolean => {
  const rule = types.get(typeOf(strand));
  return rule !== undefined && rule.limit.perSeconds === undefined;
};

/** Id of the person whom strands make up: the lasting strand seen first, of several seen first by one event the smallest; where none lasts, of all. */
export const personIdOf = (members: readonly StrandId[], strands: Strands, rules: ProfileRules): PersonId => {
  const lasting = members.filter((strand) => isLasting(strand, rules));
  const [oldest] = [...(lasting.length > 0 ? lasting : members)].sort((a, b) => {
    const [one, other] = [strands.get(a), strands.get(b)];
    if (one === undefined || other === undefined) throw new Error('A member without a state cannot be compared.');
    return compareStamps(one.first, other.first) || compareText(a, b);
  });
  if (oldest === undefined) throw new Error('A person has at least one strand.');
  return oldest;
};
