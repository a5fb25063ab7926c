import type { Decision, Ledger } from '../../contracts/decision';
import { messageIdOf } from './ids';
import { withContacts } from './ledger';

/** What a channel reports about offers it asked for. */
export type OfferOutcome = 'presented' | 'accepted' | 'declined';

/** The offers of a decision that an outcome is about: those a channel asked for, of one launch if it is named. */
export const offersFor = (decision: Decision, launch?: string): Decision['chosen'] =>
  decision.chosen.filter((offer) => offer.kind === 'pull' && (launch === undefined || offer.launch === launch));

/**
 * The ledger after an outcome, or undefined when it does not change. An offer counts against caps when it was shown, once
 * for a decision and launch; an answer proves that it was shown. `at` is kept between the decision and now, so that a
 * till with a wrong clock cannot free anybody of a cap.
 */
export const markPresented = (
  decision: Decision,
  report: { readonly outcome: OfferOutcome; readonly at: string; readonly launch?: string },
  ledger: Ledger,
  now: string,
): Ledger | undefined => {
  const [earliest, latest, said] = [decision.at, now, report.at].map((at) => Date.parse(at)) as [
    number,
    number,
    number,
  ];
  const at = new Date(Math.max(earliest, Math.min(said, latest))).toISOString();
  const known = new Set(ledger.sends.map((send) => send.id));
  const sends = offersFor(decision, report.launch)
    .map(({ launch, channel }) => ({ launch, channel, at, id: messageIdOf(decision.decisionId, launch, channel) }))
    .filter((send) => !known.has(send.id));
  return sends.length === 0 ? undefined : withContacts(ledger, { sends, exposures: {} });
};
