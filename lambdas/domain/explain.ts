import type {
  DemotedStrand,
  JoinedLink,
  ObservedStrand,
  PersonExplanation,
  PersonState,
  StrandId,
  StrandState,
} from '../../contracts/profile';
import { isLasting, isShared, judgeLinks, personIdOf, type Strands } from './identity';
import { oldestFirst } from './person-view';
import type { ProfileRules } from './profile-rules';
import { type Refused, refusedLinks, sourceOf } from './refused-links';
import { compareStamps } from './stamp';
import { typeOf } from './strand';

/**
 * Why these strands, and no others, are one person: judged anew from what was observed, so it is true of the person as it
 * is, whatever came first. `neighbours`: the persons of its `neighboursOf`.
 */
export const explainPerson = (
  state: PersonState,
  neighbours: readonly PersonState[],
  rules: ProfileRules,
): PersonExplanation => {
  const members = oldestFirst(Object.entries(state.strands));
  const person = personOf(state, rules);
  const refused = refusedLinks(state, neighbours, rules);
  return {
    person,
    rules: state.rules ?? rules.version,
    winner: winnerOf(members, person, rules),
    members: members.map(([strand, one]) => ({ ...observed(strand, one), shared: isShared(strand, one, rules) })),
    joined: joinedLinks(new Map(members), rules),
    refused: refused.map(({ link }) => link),
    demoted: demotedStrands(refused, rules),
  };
};

type Member = readonly [StrandId, StrandState];

const personOf = ({ strands }: PersonState, rules: ProfileRules): StrandId =>
  personIdOf(Object.keys(strands), new Map(Object.entries(strands)), rules);

const observed = (strand: StrandId, { first }: StrandState): ObservedStrand => ({
  strand,
  type: typeOf(strand),
  first,
  source: sourceOf(first),
});

const winnerOf = (members: readonly Member[], person: StrandId, rules: ProfileRules): PersonExplanation['winner'] => {
  const winner = members.find(([strand]) => strand === person);
  if (winner === undefined) throw new Error('A person has the id of one of its strands.');
  const rivals = members.filter(([strand]) => isLasting(strand, rules) === isLasting(person, rules));
  const isTied = rivals.some(([strand, { first }]) => strand !== person && compareStamps(first, winner[1].first) === 0);
  const why = isTied ? 'smallest-id' : members[0] === winner ? 'observed-first' : 'lasts';
  return { ...observed(...winner), why };
};

/** Judged among the members alone, links join in the same order as they did among all. */
const joinedLinks = (strands: Strands, rules: ProfileRules): readonly JoinedLink[] =>
  judgeLinks(strands, rules).judged.flatMap(({ a, b, since, decisive, refusal }) =>
    refusal === undefined ? [{ strands: [a, b] as const, since, source: sourceOf(since), decisive }] : [],
  );

/** Each strand that was kept out, with the reason of its earliest link. */
const demotedStrands = (refused: readonly Refused[], rules: ProfileRules): readonly DemotedStrand[] => {
  const found = new Map<StrandId, DemotedStrand>();
  for (const { link, far } of refused) {
    if (found.has(far.strand)) continue;
    found.set(far.strand, { strand: far.strand, reason: link.reason, person: personOf(far.person, rules) });
  }
  return [...found.values()];
};
