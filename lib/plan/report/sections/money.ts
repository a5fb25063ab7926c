import type { Money } from '../../../../contracts/decision';

import { moneyOf } from '../../../../contracts/money';
import { against, type MoneyRange } from '../../money/range';
import type { ChannelCost } from '../../money/sending';
import type { LaunchPlan } from '../../plan';
import { type Block, type Section, tableOf, words } from '../document';
import { betweenText, number, rangesText, rangeText, sumText } from '../figures';

/** What it costs and what it puts at stake, against the budget. */
export const moneySection = (plan: LaunchPlan): Section => ({
  id: 'money',
  title: 'Money',
  view: 'marketing',
  blocks: [...sendingBlocks(plan), platformWords(plan), ...discountBlocks(plan), budgetWords(plan)],
});

const sendingBlocks = ({ money: { sending, budget } }: LaunchPlan): readonly Block[] => [
  tableOf(
    [
      'channel',
      'vendor',
      'price',
      'one message each',
      'costs',
      ...(sending.asBefore ? ['as in past days', 'costs'] : []),
    ],
    sending.channels.map((one) => [
      one.channel,
      one.vendor,
      priceText(one),
      betweenText(one.once.messages),
      costText(one.once.cost),
      ...(sending.asBefore
        ? [one.asBefore ? betweenText(one.asBefore.messages) : 'too few to tell', costText(one.asBefore?.cost)]
        : []),
    ]),
    'Sending costs nothing: no vendor sends.',
  ),
  ...(sending.once.length === 0
    ? []
    : [
        words(
          `Sending, one message each: ${rangesText(sending.once)}${sending.counted ? '' : ' (nobody is counted: at the most people that it may reach)'}; ${budgetText(sending.once, budget.sending)}.`,
        ),
      ]),
  ...(sending.asBefore === undefined || sending.asBefore.length === 0
    ? []
    : [
        words(
          `Sending, as often as in past days: ${rangesText(sending.asBefore)}; ${budgetText(sending.asBefore, budget.sending)}.`,
        ),
      ]),
];

const priceText = ({ price }: ChannelCost): string =>
  price === undefined
    ? 'not on the list'
    : `${sumText(moneyOf(price.perThousand, price.currency))} a thousand, as of ${price.asOf}`;

const costText = (cost: MoneyRange | undefined): string => (cost === undefined ? 'not known' : rangeText(cost));

const budgetText = (ranges: readonly MoneyRange[], budget: Money | undefined): string => {
  if (budget === undefined) return 'there is no budget for it';
  const verdicts = ranges.map((range) => against(range, budget));
  const verdict = (['over', 'perhaps over', 'unknown', 'within'] as const).find((one) => verdicts.includes(one));
  const told = verdict === 'unknown' ? 'in another currency than' : (verdict ?? 'within');
  return `${told} the budget of ${sumText(budget)}`;
};

const platformWords = ({ money: { platform } }: LaunchPlan): Block => {
  if (!platform.known) return words(`What AWS takes is not known: ${platform.why}.`);
  const { decisions, deliveries, cost, basis, asOf } = platform.value;
  const often = basis === 'once' ? 'a decision for each who qualifies' : 'as often as in past days';
  return words(
    `What AWS takes, ${often}: ${rangeText(cost)} for ${betweenText(decisions)} decisions and ${betweenText(deliveries)} deliveries (prices of ${asOf}).`,
  );
};

const discountBlocks = ({ money: { discounts, budget } }: LaunchPlan): readonly Block[] => {
  const { offers, bound, counted, asBefore } = discounts;
  if (offers.length === 0) return [words('It gives no discount.')];
  const who = counted ? 'everybody whom it reaches' : 'as many people as it may reach (nobody is counted)';
  const bounded = bound?.map((sum) => ({ low: sum, high: sum }));
  return [
    tableOf(
      ['offer', 'each at most', 'people at most', 'at most'],
      offers.map(({ offer, each, people, most }) => [
        offer,
        each ? sumText(each) : 'no bound of its own',
        people === undefined ? 'not counted' : number(people),
        most ? sumText(most) : 'no bound',
      ]),
      '',
    ),
    words(
      bounded === undefined
        ? `Discounts at stake have no bound by the offers alone${budget.discounts ? `; the budget is ${sumText(budget.discounts)}` : ''}.`
        : `Discounts at stake, a bound and no guess: ${rangesText(bounded)}, if ${who} redeem once, each at the most; ${budgetText(bounded, budget.discounts)}.`,
    ),
    ...(asBefore === undefined
      ? []
      : [
          words(
            asBefore.length === 0
              ? 'Too few people ordered in past days to say what discounts would have come to.'
              : `Had all of past days who ordered redeemed on their whole orders: ${rangesText(asBefore)}; ${budgetText(asBefore, budget.discounts)}.`,
          ),
        ]),
  ];
};

const SPENT = {
  pause: 'When a budget is used up, the launch pauses by itself.',
  warn: 'When a budget is used up, it is only told.',
  nothing: 'It has no budget that could be used up.',
} as const;

const budgetWords = ({ money: { budget } }: LaunchPlan): Block => words(SPENT[budget.whenSpent]);
