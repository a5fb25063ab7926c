import type { Consent, Stamp, StrandState } from '../../contracts/profile';
import { compareConsent } from './consent';
import type { ConsentFacts } from './consent-facts';
import { own, withMember } from './record';
import { compareStamps, compareText, stampOf } from './stamp';

/** The part of a strand's state that says how its person may be addressed. */
export type Answers = Pick<StrandState, 'consent' | 'signals' | 'bounce' | 'restriction'>;

/** The answers after one more event: the same object if it tells nothing new. */
export const withAnswers = (answers: Answers, facts: ConsentFacts, stamp: Stamp): Answers => {
  const consent = withConsent(answers.consent, facts, stamp);
  const signals = withSignal(answers.signals, facts, stamp);
  const bounce = withBounce(answers.bounce, facts, stamp);
  const restriction = withRestriction(answers.restriction, facts, stamp);
  const same =
    consent === answers.consent &&
    signals === answers.signals &&
    bounce === answers.bounce &&
    restriction === answers.restriction;
  return same ? answers : { consent, ...optionalAnswers({ signals, bounce, restriction }) };
};

/** Those that are there, always in the same order, so that the same answers are the same bytes. */
export const optionalAnswers = ({
  signals,
  bounce,
  restriction,
}: {
  readonly [name in 'signals' | 'bounce' | 'restriction']?: Answers[name] | undefined;
}): Omit<Answers, 'consent'> => ({
  ...(signals === undefined ? {} : { signals }),
  ...(bounce === undefined ? {} : { bounce }),
  ...(restriction === undefined ? {} : { restriction }),
});

const withConsent = (
  records: Answers['consent'],
  { consent }: ConsentFacts,
  { at, key }: Stamp,
): Answers['consent'] => {
  if (consent === undefined) return records;
  const { name, ...said } = consent;
  const known = own(records, name);
  const told: Consent = { at, key, ...said };
  return known !== undefined && compareConsent(known, told) >= 0 ? records : withMember(records, name, told);
};

/** The earliest: what a browser says with every request must not outdo what its user has chosen since. */
const withSignal = (records: Answers['signals'], { signal }: ConsentFacts, { at, key }: Stamp): Answers['signals'] => {
  if (signal === undefined) return records;
  const known = records && own(records, signal);
  const told: Consent = { at, key, status: 'denied' };
  return known !== undefined && compareStamps(known, told) <= 0 ? records : withMember(records ?? {}, signal, told);
};

const withBounce = (known: Answers['bounce'], { bounced }: ConsentFacts, stamp: Stamp): Answers['bounce'] =>
  bounced === undefined || (known !== undefined && compareStamps(known, stamp) >= 0) ? known : stampOf(stamp);

/** The latest; at the same instant the restriction. */
const withRestriction = (
  known: Answers['restriction'],
  { restricted }: ConsentFacts,
  { at, key }: Stamp,
): Answers['restriction'] => {
  if (restricted === undefined) return known;
  const told = { at, key, restricted };
  if (known === undefined) return told;
  const order =
    compareText(told.at, known.at) ||
    Number(told.restricted) - Number(known.restricted) ||
    compareText(told.key, known.key);
  return order > 0 ? told : known;
};
