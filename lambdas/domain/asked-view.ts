import type { Condition, Scalar } from '../../contracts/condition';
import type { DecisionInputs } from '../../contracts/decision';
import type { Digest, PersonView } from '../../contracts/profile';
import { canonicalJson } from './canonical';
import { anyOf } from './comparisons';
import { consentNames } from './consent';
import { channelsFor } from './eligibility';
import { own } from './record';

/**
 * The least of a person with which launches come to the same decision: what their conditions, purposes and channels ask
 * for, and of remembered events no more than conditions count.
 */
export const askedView = ({ launches, trigger, now, person, policy }: DecisionInputs): PersonView => {
  const leaves = launches.flatMap(({ definition: { audience, offers } }) =>
    [...audience.include, ...audience.exclude, ...offers.flatMap((offer) => offer.for ?? [])].flatMap(leavesOf),
  );
  const uses = launches.flatMap((live) =>
    channelsFor(live, trigger).map(({ channel }) => ({ channel, purpose: live.definition.purpose })),
  );
  const tested = leaves.flatMap((leaf) => (leaf.kind === 'trait' ? leaf.name : []));
  const addresses = uses.flatMap(({ channel }) => own(policy.reachableBy, channel) ?? []);
  const consents = uses.flatMap(({ purpose, channel }) => consentNames(purpose, channel));
  const lists = new Set(leaves.flatMap((leaf) => (leaf.kind === 'list' ? leaf.list : [])));
  return {
    person: person.person,
    // The oldest draws the lots; the others are people's identifiers and decide nothing.
    members: person.members.slice(0, 1),
    traits: only(person.traits, [...tested, ...addresses]),
    consent: only(person.consent, consents),
    ...(person.bounced === undefined ? {} : { bounced: person.bounced }),
    ...(person.restricted === undefined ? {} : { restricted: person.restricted }),
    lists: person.lists.filter((list) => lists.has(list)),
    digests: askedDigests(person.digests, questionsOf(leaves), Date.parse(now) / 1000),
    ...askedTallies(person, leaves),
  };
};

type Leaf = Exclude<Condition, { readonly of: unknown }>;
const leavesOf = (condition: Condition): readonly Leaf[] =>
  'of' in condition ? condition.of.flatMap(leavesOf) : [condition];

const only = <T>(record: Readonly<Record<string, T>>, names: readonly string[]): Readonly<Record<string, T>> => {
  const wanted = new Set(names);
  return Object.fromEntries(Object.entries(record).filter(([name]) => wanted.has(name)));
};

const askedTallies = ({ tallies }: PersonView, leaves: readonly Leaf[]): Pick<PersonView, 'tallies'> => {
  const keys = leaves.flatMap((leaf) => (leaf.kind === 'trait' ? (leaf.computed?.key ?? []) : []));
  return tallies === undefined || keys.length === 0 ? {} : { tallies: only(tallies, keys) };
};

/** What all conditions together ask about one event. */
interface Question {
  withinSeconds: number;
  atLeast: number;
  readonly where: Map<string, Set<Scalar>>;
}

const questionsOf = (leaves: readonly Leaf[]): ReadonlyMap<string, Question> => {
  const questions = new Map<string, Question>();
  for (const leaf of leaves) {
    if (leaf.kind !== 'did') continue;
    const question = questions.get(leaf.event) ?? { withinSeconds: 0, atLeast: 1, where: new Map() };
    question.withinSeconds = Math.max(question.withinSeconds, leaf.withinSeconds);
    question.atLeast = Math.max(question.atLeast, leaf.atLeast);
    for (const [name, values] of Object.entries(leaf.where)) {
      question.where.set(name, new Set([...(question.where.get(name) ?? []), ...values]));
    }
    questions.set(leaf.event, question);
  }
  return questions;
};

/** Digests that no condition can tell apart become one, with its newest times: as many as the most that any of them counts. */
const askedDigests = (
  digests: readonly Digest[],
  questions: ReadonlyMap<string, Question>,
  now: number,
): readonly Digest[] => {
  const kept = new Map<string, Digest>();
  for (const { event, where, times } of digests) {
    const question = questions.get(event);
    if (question === undefined) continue;
    const since = now - question.withinSeconds;
    const counted = times.filter((time) => time >= since && time <= now);
    if (counted.length === 0) continue;
    const what = { event, where: askedWhere(where, question) };
    const name = canonicalJson(what);
    const all = [...(kept.get(name)?.times ?? []), ...counted].sort((a, b) => a - b);
    kept.set(name, { ...what, times: all.slice(-question.atLeast) });
  }
  return [...kept.values()];
};

const askedWhere = (where: Digest['where'], question: Question): Digest['where'] =>
  Object.fromEntries(
    Object.entries(where).flatMap(([name, value]) => {
      const wanted = [...(question.where.get(name) ?? [])];
      const values = [value].flat().filter((one) => anyOf(wanted, one));
      const [first] = values;
      return first === undefined ? [] : [[name, values.length === 1 ? first : values]];
    }),
  );
