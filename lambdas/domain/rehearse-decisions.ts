import type { Decision, DecisionPolicy, DecisionTrigger, Ledger, LiveLaunch } from '../../contracts/decision';
import type { PersonState, PersonView, StrandId } from '../../contracts/profile';
import { candidates, decide } from './decide';
import { decisionIdOf } from './ids';
import { sumLedgers } from './ledger';
import { markPresented } from './mark-presented';
import { viewOf } from './person-view';
import { withSampleCodes } from './pool-codes';
import type { StoredLedger } from './ports/decisions';
import type { Span } from './rehearse-schedule';

/** What decisions of the past are made from. */
export interface DecideTask extends Span {
  readonly launches: readonly LiveLaunch[];
  readonly policy: DecisionPolicy;
}

/**
 * Makes decisions of a span by the code that makes them, one for a person and moment, with ledgers that are carried on in memory
 * from what they said before it. Whatever is offered where it was asked for is shown at once.
 */
export const createDecisions = (
  { from, until, launches, policy }: DecideTask,
  stored: readonly StoredLedger[],
  onDecided: (decision: Decision, person: PersonView) => void,
) => {
  const ledgers = new Map<StrandId, Ledger>(stored.map(({ strand, ledger }) => [strand, before(ledger, from)]));
  const decided = new Set<string>();
  // Nobody is given a code: every pool is taken to have one.
  const stocked = launches.map(withSampleCodes);
  const [first, last] = [Date.parse(from), Date.parse(until)];

  return (state: PersonState, trigger: DecisionTrigger, at: number): void => {
    if (at < first || at > last || candidates({ launches, trigger }).length === 0) return;
    const person = viewOf(state);
    const decisionId = decisionIdOf(trigger, person.person);
    if (decided.has(decisionId)) return;
    decided.add(decisionId);
    const now = new Date(at).toISOString();
    const ledger = sumLedgers(person.members.flatMap((member) => ledgers.get(member) ?? []));
    const inputs = { decisionId, trigger, now, person, ledger, launches: stocked, policy };
    const { decision, ledger: after = ledger } = decide(inputs);
    const shown =
      trigger.kind === 'ask' ? markPresented(decision, { outcome: 'presented', at: now }, after, now) : undefined;
    ledgers.set(person.person, shown ?? after);
    onDecided(decision, person);
  };
};

/** What a ledger said before an instant. */
const before = ({ sends, exposures }: Ledger, instant: string): Ledger => ({
  sends: sends.filter(({ at }) => at < instant),
  exposures: Object.fromEntries(Object.entries(exposures).filter(([, { at }]) => at < instant)),
});
