import { isWithin, type PeriodInput, sourceOf } from '../input';
import { makeTable } from '../make-table';
import type { PeriodTable } from '../table';

const WORDS = {
  '10s': 'within 10 seconds',
  '1m': 'within a minute',
  '5m': 'within 5 minutes',
  '1h': 'within an hour',
  '1d': 'within a day',
  longer: 'longer',
} as const;

/** How long withdrawals of consent took from receipt to effect. */
export const consentWithdrawals = (input: PeriodInput): PeriodTable => {
  const { withdrawals } = input;
  const counts = withdrawals?.counts.filter(({ at, withdrawals: some }) => some > 0 && isWithin(input, at)) ?? [];
  return makeTable(input, {
    id: 'consent-withdrawals',
    title: 'Withdrawals of consent, and how soon they took effect (GDPR Art. 7(3))',
    means:
      'A row is a day and how long: from the moment at which the edge received a withdrawal until it was stored where each decision and each delivery looks. Browsers’ signals (GPC) count, too. It is an exception where it took more than a day, the platform’s own measure.',
    sources: sourceOf(withdrawals, counts.length),
    columns: {
      day: 'In UTC.',
      took: 'How long, in classes: longer than the class before, and up to this one.',
      withdrawals: 'How many.',
    },
    rows: [...counts]
      .sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))
      .map(({ at, within, withdrawals: some }) => ({
        day: at.slice(0, 10),
        took: WORDS[within],
        withdrawals: some,
        exception: within === 'longer' ? 'took more than a day' : '',
      })),
    gaps:
      withdrawals === undefined
        ? ['No withdrawals.json was given: how soon withdrawals took effect is not known.']
        : [
            'How long a vendor or a source took to pass a withdrawal on is not known; nor are those that never reached the edge.',
            ...(withdrawals.complete ? [] : ['CloudWatch did not give all of it: counts can be too low.']),
          ],
  });
};
