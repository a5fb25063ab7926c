import type { LaunchDefinition } from '../../../contracts/decision';
import { moneyText } from '../../../contracts/money';
import type { PlanChange } from '../../../contracts/plan';
import { isSame } from './same';

const SUMS = { sending: 'budget for sending', discounts: 'budget for discounts' } as const;

/** What differs in what a launch may cost, and in what sending costs. */
export const budgetChanges = (now: LaunchDefinition, before: LaunchDefinition | undefined): readonly PlanChange[] => [
  ...(['sending', 'discounts'] as const).flatMap((kind): readonly PlanChange[] => {
    const [sum, former] = [now.budget?.[kind], before?.budget?.[kind]];
    if (isSame(sum, former)) return [];
    const words = `${SUMS[kind]}: ${former === undefined ? 'none' : moneyText(former)} -> ${sum === undefined ? 'no limit' : moneyText(sum)}`;
    return [{ kind: 'budget', words, ...(sum === undefined ? {} : { amount: sum }) }];
  }),
  ...(before !== undefined && now.budget?.whenSpent !== before.budget?.whenSpent
    ? [{ kind: 'budget' as const, words: `when the budget is spent: ${whenSpent(before)} -> ${whenSpent(now)}` }]
    : []),
  ...(before === undefined ? [] : priceChanges(now, before)),
];

const whenSpent = ({ budget }: LaunchDefinition): string => budget?.whenSpent ?? 'nothing';

const priceChanges = (now: LaunchDefinition, before: LaunchDefinition): readonly PlanChange[] =>
  now.channels.use.flatMap((use): readonly PlanChange[] => {
    const former = before.channels.use.find(({ channel, vendor }) => channel === use.channel && vendor === use.vendor);
    if (former === undefined || isSame(use.price, former.price)) return [];
    return [{ kind: 'budget', words: `${use.vendor} takes another price for ${use.channel}` }];
  });
