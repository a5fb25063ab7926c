import type { Money } from '../../contracts/decision';
import type { Reach, Rehearsal } from '../../contracts/rehearsal';
import type { ChannelTiming } from './messages';
import { type DiscountsAtStake, discountsAtStake } from './money/discounts';
import { type PlatformCost, platformCost } from './money/platform';
import { type SendingCost, sendingCost } from './money/sending';
import type { Planned } from './parts/used';
import type { Known } from './plan';

/** What a launch costs and what it puts at stake, against its budget. */
export interface PlanMoney {
  readonly sending: SendingCost;
  readonly platform: Known<PlatformCost>;
  readonly discounts: DiscountsAtStake;
  readonly budget: {
    readonly sending?: Money | undefined;
    readonly discounts?: Money | undefined;
    readonly whenSpent: 'pause' | 'warn' | 'nothing';
  };
}

/** What is known of a launch's people when its costs are worked out. */
export interface MoneyFacts {
  readonly reach: Known<Reach>;
  readonly history: Known<Rehearsal> | undefined;
  readonly timing: readonly ChannelTiming[];
}

/** Costs from the dated list of prices, the people counted, and past days where they were asked for. */
export const moneyOfPlan = (planned: Planned, facts: MoneyFacts): PlanMoney => {
  const { budget } = planned.definition;
  return {
    sending: sendingCost(planned, facts),
    platform: platformCost(planned, facts),
    discounts: discountsAtStake(planned, facts),
    budget: { sending: budget?.sending, discounts: budget?.discounts, whenSpent: budget?.whenSpent ?? 'nothing' },
  };
};
