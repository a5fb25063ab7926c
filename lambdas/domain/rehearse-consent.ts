import type { BusEvent } from '../../contracts/event';
import type { ConsentReceipt, StrandState } from '../../contracts/profile';
import { consentFacts } from './consent-facts';
import { type Answers, withAnswers } from './consent-state';
import type { ProfileRules } from './profile-rules';
import { identifierOf } from './strand';

/** A strand with what was said about consent and restriction before an instant, by its log: what was said since took its place. */
export const withAnswersBefore = (
  state: StrandState,
  receipts: readonly ConsentReceipt[],
  instant: string,
  rules: ProfileRules,
): StrandState => {
  const answers = receipts
    .filter(({ at }) => at < instant)
    .reduce<Answers>((known, receipt) => withAnswers(known, consentFacts(eventOf(receipt), rules), receipt), state);
  return answers === state ? state : { ...state, ...answers };
};

/** As much of the event as its facts are read from. */
const eventOf = ({
  strand,
  at,
  key,
  receivedAt,
  event,
  schema,
  purpose,
  channel,
  ...rest
}: ConsentReceipt): BusEvent => {
  const { reason, method, noticeVersion, expiresAt } = rest;
  const texts = { purpose, channel, reason, method, noticeVersion, expiresAt };
  return {
    source: key,
    detailType: event,
    detail: {
      schema,
      messageId: key,
      occurredAt: at,
      receivedAt,
      identifiers: [identifierOf(strand)],
      properties: Object.fromEntries(
        Object.entries(texts).flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const])),
      ),
      trace: '',
    },
  };
};
