import type {
  Decision,
  DecisionInputs,
  DecisionPolicy,
  DecisionTrigger,
  Ledger,
  LiveLaunch,
} from '../../contracts/decision';
import type { PersonView, StrandId } from '../../contracts/profile';
import { ContendedError } from './contended';
import { candidates, decide } from './decide';
import { handCodes } from './hand-codes';
import { decisionIdOf } from './ids';
import { sumLedgers } from './ledger';
import type { Clock } from './ports/clocks';
import type { SaveDecision } from './ports/decisions';
import type { LiveLaunches } from './ports/launches';
import type { FreeCodes } from './ports/pools';
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
  /** One-use codes that the person has, by their ids. */
  readonly codes: ReadonlyMap<string, string>;
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
  readonly freeCodes: FreeCodes;
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

const codesOf = ({ codes = {} }: Ledger): ReadonlyMap<string, string> =>
  new Map(Object.values(codes).map(({ id, code }) => [id, code]));

/**
 * Reads the person, decides over all live launches and keeps the decision together with the caps it uses up. Who loses
 * a race reads again, because the winner may have used up the cap.
 */
export const createDecideFor =
  ({ clock, liveLaunches, readCustomer, saveDecision, freeCodes, policy }: DecisionDeps): DecideFor =>
  async ({ strand, triggerOf, admit = () => true }) => {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const [now, launches, customer] = await Promise.all([clock(), liveLaunches(), readCustomer(strand)]);
      if (customer === undefined || !admit(customer.view)) return undefined;
      const at = now.toISOString();
      const asked = inputsOf(customer, triggerOf(customer.view, at), at, launches, policy);
      // Launches that were not up for choice cannot change the decision and would only swell its record.
      const hand = await handCodes(freeCodes, candidates(asked), asked.ledger);
      const inputs = { ...asked, launches: hand.launches };
      const { decision, ledger } = decide(inputs);
      const changed = ledger === undefined ? undefined : { ...rootLedger(customer), ledger };
      const given = hand.givenBy(decision);
      const saved = await saveDecision(decision, inputs, changed, given.codes);
      given.settle(saved.outcome);
      if (saved.outcome === 'saved')
        return { decision, view: customer.view, launches, codes: codesOf(ledger ?? asked.ledger) };
      if (saved.outcome === 'exists') {
        const { decision: before } = saved;
        const madeAgo = now.getTime() - Date.parse(before.at);
        return { decision: before, view: customer.view, launches, codes: codesOf(asked.ledger), madeAgo };
      }
    }
    throw new ContendedError('decision.contended');
  };
