import type { DecisionPolicy } from '../../../contracts/decision';
import type { IdentityRules } from '../../../contracts/identity';
import type { QuietTimes } from '../../../contracts/quiet-times';
import { explainLaunch } from '../../domain/explain-launch';
import { handCodes } from '../../domain/hand-codes';
import { sumLedgers } from '../../domain/ledger';
import type { Clock } from '../../domain/ports/clocks';
import type { LiveLaunches } from '../../domain/ports/launches';
import type { FreeCodes } from '../../domain/ports/pools';
import type { FindToken } from '../../domain/ports/vault';
import type { ReadCustomer } from '../../domain/read-customer';
import { readWhy } from '../../domain/rights-request';
import { strandOf } from '../../domain/strand';
import type { SubjectMark, TellAccess } from '../../domain/trail-told';
import type { HttpRequest } from '../../runtime/http';
import { type HttpAnswer, json, problem } from '../../runtime/problem';

/** Reads only: there is nothing here to write with but the audit trail. */
export interface ExplainLaunchDeps {
  readonly identity: IdentityRules;
  readonly policy: DecisionPolicy;
  readonly quiet: QuietTimes;
  readonly clock: Clock;
  /** Reads the vault's index; a question never makes a token. */
  readonly findToken: FindToken;
  readonly liveLaunches: LiveLaunches;
  readonly freeCodes: FreeCodes;
  readonly readCustomer: ReadCustomer;
  readonly subjectMark: SubjectMark;
  readonly tellAccess: TellAccess;
}

/**
 * `POST /v1/customers/why`: why a customer would get an offer of a launch, or not. Nothing is decided, kept or counted; the
 * audit trail has it before the answer goes out.
 */
export const createExplainLaunch = (deps: ExplainLaunchDeps) => {
  const { identity, policy, quiet, clock, findToken, liveLaunches, freeCodes, readCustomer } = deps;
  return async (_request: HttpRequest, body: unknown, caller: string): Promise<HttpAnswer> => {
    const read = readWhy(body, identity);
    if (read.refused !== undefined) return problem(400, 'invalid-request', read.refused);
    const { subject, definition } = read;
    const token = await findToken(subject.value);
    const [now, launches, customer] = await Promise.all([
      clock(),
      liveLaunches(),
      token === undefined ? undefined : readCustomer(strandOf({ type: subject.type, token })),
    ]);
    await deps.tellAccess(caller, {
      kind: 'personal-data.read',
      about: await deps.subjectMark(subject),
      details: { route: 'why', type: subject.type, found: customer !== undefined, launch: definition.launch },
    });
    if (customer === undefined) return problem(404, 'unknown-customer', 'Nobody is known by this identifier.');
    const ledger = sumLedgers(customer.ledgers.map((one) => one.ledger));
    const hand = await handCodes(freeCodes, launches, ledger);
    const inputs = { now: now.toISOString(), person: customer.view, ledger, launches: hand.launches, policy, quiet };
    const explained = explainLaunch(definition, inputs);
    hand.putBack();
    return json(200, explained);
  };
};
