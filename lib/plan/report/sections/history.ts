import type { ExcludedReason } from '../../../../contracts/decision';
import type { Figure, Rehearsal } from '../../../../contracts/rehearsal';
import type { LaunchPlan } from '../../plan';
import { type Block, list, type Section, tableOf, words } from '../document';
import { APPROXIMATIONS, figureText, REASONS, sampleText } from '../figures';

/** What past days would have come to; no section where nobody asked for it. */
export const historySections = ({ history }: LaunchPlan): readonly Section[] =>
  history === undefined
    ? []
    : [
        {
          id: 'history',
          title: history.known ? `The last ${history.value.days} days, had it been live` : 'Past days',
          view: 'marketing',
          blocks: history.known
            ? historyBlocks(history.value)
            : [words(`What past days would have come to cannot be told: ${history.why}.`)],
        },
      ];

const historyBlocks = (history: Rehearsal): readonly Block[] => {
  const { sample, moments, offers, excluded, held, messages, orders, approximated } = history;
  const told = (figure: Figure): string => figureText(figure, sample);
  const reasons = Object.entries(excluded) as [ExcludedReason, Figure][];
  return [
    words(`${sampleText(sample)} Nothing was sent and nothing was recorded.`),
    words(`Moments at which it was up for choice: ${told(moments)}.`),
    tableOf(
      ['offer', 'chosen'],
      offers.map(({ offer, chosen }) => [offer, told(chosen)]),
      'No offer would have been chosen.',
    ),
    tableOf(
      ['not chosen, because', 'moments'],
      reasons.map(([reason, figure]) => [REASONS[reason], told(figure)]),
      'It would have been chosen every time.',
    ),
    tableOf(
      ['channel', 'waited for quiet hours', 'too late by then'],
      held.map(({ channel, waited, expired }) => [channel, told(waited), told(expired)]),
      'No message would have waited for quiet hours.',
    ),
    tableOf(
      ['day', 'channel', 'messages'],
      messages.map(({ day, channel, count }) => [day, channel, told(count)]),
      'No message would have been sent.',
    ),
    tableOf(
      ['orders in', 'orders', 'mean', 'one in ten below', 'half below', 'nine in ten below'],
      orders.map((one) => [
        one.currency,
        told(one.orders),
        ...[one.mean, one.p10, one.p50, one.p90].map((sum) => sum.toFixed(2)),
      ]),
      'Too few of these people ordered to say what their orders come to.',
    ),
    list(
      approximated.map((one) => APPROXIMATIONS[one]),
      'Nothing of this is approximated.',
    ),
  ];
};
