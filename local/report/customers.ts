import type { PersonExplanation, PersonState } from '../../contracts/profile';
import { explainPerson } from '../../lambdas/domain/explain';
import { viewOf } from '../../lambdas/domain/person-view';
import type { ProfileRules } from '../../lambdas/domain/profile-rules';
import { typeOf } from '../../lambdas/domain/strand';
import type { Customers, Merge } from './model';

/** What is known of all people together: audiences, consent, and one merge with its reasons. */
export const customersOf = (people: readonly PersonState[], rules: ProfileRules): Customers => {
  const segments: Record<string, number> = {};
  const consent: Record<string, { granted: number; denied: number }> = {};
  for (const state of people) {
    for (const audience of state.membership?.in ?? []) segments[audience] = (segments[audience] ?? 0) + 1;
    for (const [key, { status }] of Object.entries(viewOf(state).consent)) {
      const counts = consent[key] ?? { granted: 0, denied: 0 };
      consent[key] = { ...counts, [status]: counts[status] + 1 };
    }
  }
  const merge = mostMerged(people, rules);
  return { segments, consent, ...(merge === undefined ? {} : { merge }) };
};

/** The person that most identifiers were found to be. */
const mostMerged = (people: readonly PersonState[], rules: ProfileRules): Merge | undefined => {
  const [most] = [...people].sort(
    (a, b) => Object.keys(b.strands).length - Object.keys(a.strands).length || (nameOf(a) < nameOf(b) ? -1 : 1),
  );
  if (most === undefined || Object.keys(most.strands).length < 2) return undefined;
  const why = explainPerson(most, [], rules);
  return {
    identifiers: why.members.map(({ type }) => type),
    rules: why.rules,
    joined: why.joined.filter(({ decisive }) => decisive).map(joinedBy),
  };
};

const nameOf = ({ strands }: PersonState): string => Object.keys(strands).sort().join();

const joinedBy = ({ strands, since, source }: PersonExplanation['joined'][number]): Merge['joined'][number] => ({
  types: [typeOf(strands[0]), typeOf(strands[1])],
  at: since.at,
  source,
});
