import type { Decision, DecisionInputs, DecisionPolicy, DecisionTrigger, LiveLaunch } from '../../contracts/decision';
import type { PersonView, StrandId } from '../../contracts/profile';
import { ContendedError } from './contended';
import { candidates, decide } from './decide';
import { decisionIdOf } from './ids';
import { sumLedgers } from './ledger';
import type { Clock } from './ports/clocks';
import type { SaveDecision } from './ports/decisions';
import type { LiveLaunches } from './ports/launches';
import { type Customer, type ReadCustomer, rootLedger } from './read-customer';

export interface DecisionRequest {
  readonly strand: StrandId;
  readonly triggerOf: (view: PersonView, now: string) => DecisionTrigger;
  /** Whether to decide for this person at all. @default everybody */
  readonly admit?: (view: PersonView) => boolean;
}

/** A decision, made now or before under the same id, with what it was read from. */
export interface Decided {
  readonly decision: Decision;
  readonly view: PersonView;
  readonly launches: readonly LiveLaunch[];
  /** Where it was made before: how many milliseconds ago, by the business clock. */
  readonly madeAgo?: number;
}

/** The one decision for a person and a trigger; undefined for a strand that is nobody's and for whom `admit` leaves out. */
export type DecideFor = (request: DecisionRequest) => Promise<Decided | undefined>;

export interface DecisionDeps {
  readonly clock: Clock;
  readonly liveLaunches: LiveLaunches;
  readonly readCustomer: ReadCustomer;
  readonly saveDecision: SaveDecision;
  readonly policy: DecisionPolicy;
}

const TRIES = 8;

const inputsOf = (
  { view, ledgers }: Customer,
  trigger: DecisionTrigger,
  now: string,
  launches: readonly LiveLaunch[],
  policy: DecisionPolicy,
): DecisionInputs => ({
  decisionId: decisionIdOf(trigger, view.person),
  trigger,
  now,
  person: view,
  ledger: sumLedgers(ledgers.map(({ ledger }) => ledger)),
  launches,
  policy,
});

/**
 * Reads the person, decides over all live launches and keeps the decision together with the caps it uses up. Who loses
 * a race reads again, because the winner may have used up the cap.
 */
export const createDecideFor =
  ({ clock, liveLaunches, readCustomer, saveDecision, policy }: DecisionDeps): DecideFor =>
  async ({ strand, triggerOf, admit = () => true }) => {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const [now, launches, customer] = await Promise.all([clock(), liveLaunches(), readCustomer(strand)]);
      if (customer === undefined || !admit(customer.view)) return undefined;
      const at = now.toISOString();
      const inputs = inputsOf(customer, triggerOf(customer.view, at), at, launches, policy);
      const { decision, ledger } = decide(inputs);
      const changed = ledger === undefined ? undefined : { ...rootLedger(customer), ledger };
      // Launches that were not up for choice cannot change the decision and would only swell its record.
      const saved = await saveDecision(decision, { ...inputs, launches: candidates(inputs) }, changed);
      if (saved.outcome === 'saved') return { decision, view: customer.view, launches };
      if (saved.outcome === 'exists') {
        const { decision: before } = saved;
        return { decision: before, view: customer.view, launches, madeAgo: now.getTime() - Date.parse(before.at) };
      }
    }
    throw new ContendedError('decision.contended');
  };
