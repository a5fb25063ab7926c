import type { DecisionInputs, Exposure, GivenCode, Ledger, LedgerSend } from '../../contracts/decision';
import { own } from './record';
import { compareText } from './stamp';

/** What a person has been sent who has been sent nothing. */
export const emptyLedger: Ledger = { sends: [], exposures: {} };

/** Sends are kept at least this long, because a launch that went away may come back. */
const SHORTEST_MEMORY_SECONDS = 31 * 86_400;

const bySend = (a: LedgerSend, b: LedgerSend): number => compareText(a.at, b.at) || compareText(a.id, b.id);

/** First contact wins; the earliest time the goal was met is kept, whichever ledger knew it. */
const joined = (a: Exposure, b: Exposure): Exposure => {
  const first =
    (compareText(a.at, b.at) || compareText(a.decisionId, b.decisionId) || compareText(a.arm, b.arm)) <= 0 ? a : b;
  const goalAt = [a.goalAt, b.goalAt].filter((at) => at !== undefined).sort()[0];
  return goalAt === undefined ? first : { ...first, goalAt };
};

/** Of two codes of one pool, which only people have that were merged, the one given first stays. */
const firstGiven = (a: GivenCode, b: GivenCode): GivenCode =>
  (compareText(a.at, b.at) || compareText(a.id, b.id)) <= 0 ? a : b;

/**
 * One ledger out of those of a person's members. A send or exposure that several of them know counts once, so adding
 * a sum to its parts changes nothing.
 */
export const sumLedgers = (ledgers: readonly Ledger[]): Ledger => {
  const [only, ...others] = ledgers;
  if (only === undefined) return emptyLedger;
  if (others.length === 0) return only;
  const sends = new Map<string, LedgerSend>();
  const exposures: Record<string, Exposure> = {};
  const codes: Record<string, GivenCode> = {};
  for (const ledger of ledgers) {
    for (const send of ledger.sends) {
      const known = sends.get(send.id);
      if (known === undefined || bySend(send, known) < 0) sends.set(send.id, send);
    }
    for (const [launch, exposure] of Object.entries(ledger.exposures)) {
      const known = own(exposures, launch);
      exposures[launch] = known === undefined ? exposure : joined(known, exposure);
    }
    for (const [pool, code] of Object.entries(ledger.codes ?? {})) {
      const known = own(codes, pool);
      codes[pool] = known === undefined ? code : firstGiven(known, code);
    }
  }
  return {
    sends: [...sends.values()].sort(bySend),
    exposures,
    ...(Object.keys(codes).length > 0 && { codes }),
  };
};

/** Whether a send happened less than `seconds` before `now` (epoch milliseconds), or after it. */
export const isWithin = (send: LedgerSend, now: number, seconds: number): boolean =>
  Date.parse(send.at) > now - seconds * 1000;

/** How many sends, of one launch or of all, happened less than `seconds` before `now` (epoch milliseconds). One in the future counts too: a clock that was set back frees nobody. */
export const sendsWithin = (ledger: Ledger, now: number, seconds: number, launch?: string): number =>
  ledger.sends.filter((send) => (launch === undefined || send.launch === launch) && isWithin(send, now, seconds))
    .length;

/** The ledger with sends, exposures and codes added that it does not have yet. */
export const withContacts = (ledger: Ledger, added: Ledger): Ledger =>
  sumLedgers([{ ...ledger, sends: [...ledger.sends].sort(bySend) }, added]);

/** Drops sends that no cap of the policy or of a known launch can count any more. */
export const pruned = (ledger: Ledger, { now, launches, policy }: DecisionInputs): Ledger => {
  const longest = Math.max(
    SHORTEST_MEMORY_SECONDS,
    policy.perPerson.perSeconds,
    ...launches.map(({ definition }) => definition.limits.perSeconds),
  );
  const at = Date.parse(now);
  return { ...ledger, sends: ledger.sends.filter((send) => isWithin(send, at, longest)) };
};
