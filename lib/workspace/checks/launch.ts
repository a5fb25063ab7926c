import type { LaunchManifest } from '../../../contracts/launch';
import { propertiesOf } from '../catalog';
import type { Draft } from '../draft';
import type { Known } from '../known';
import { listed } from '../suggest';
import { headcount, share } from '../words';
import { checkConditions, checkProperties, checkSourceEvent } from './conditions';
import { checkMoney, checkOffers } from './launch-offers';
import { checkTeam } from './launch-team';
import { checkTimes } from './launch-times';
import { checkVendors } from './launch-vendors';

/** What a launch is checked against. */
export interface CheckWith {
  readonly root: string;
  readonly known: Known;
  /** Approvals are judged as of this moment. */
  readonly asOf: Date;
}

/** Everything that is wrong with a launch whose shape is right. */
export const checkLaunch = (launch: LaunchManifest, { root, known, asOf }: CheckWith): readonly Draft[] => [
  ...checkTeam(launch, known),
  ...checkTimes(launch, known),
  ...checkAudience(launch, known),
  ...(launch.trigger !== undefined && 'event' in launch.trigger
    ? checkSourceEvent(launch.trigger.event, ['trigger', 'event'], known)
    : []),
  ...checkVendors(launch, known, asOf),
  ...checkOffers(launch, known, root),
  ...checkGoal(launch, known),
  ...checkBudget(launch),
];

const checkAudience = ({ audience }: LaunchManifest, known: Known): readonly Draft[] => {
  if (audience === undefined) return [];
  const drafts: Draft[] = [
    ...checkConditions(audience.include, ['audience', 'include'], known),
    ...checkConditions(audience.exclude, ['audience', 'exclude'], known),
  ];
  const { policy } = known;
  if (
    policy !== undefined &&
    audience.holdout !== undefined &&
    share(audience.holdout) < share(policy.holdout.minimum)
  ) {
    const message = `found ${audience.holdout}; at least ${policy.holdout.minimum}, or nobody can say what the launch did`;
    drafts.push({
      code: 'holdout.tooSmall',
      path: ['audience', 'holdout'],
      message,
      fix: `Use ${policy.holdout.minimum} or more.`,
    });
  }
  if (
    policy !== undefined &&
    audience.atMost !== undefined &&
    headcount(audience.atMost) > headcount(policy.audience.atMost)
  ) {
    const message = `found ${audience.atMost}; at most ${policy.audience.atMost}`;
    drafts.push({
      code: 'audience.tooMany',
      path: ['audience', 'atMost'],
      message,
      fix: `Use ${policy.audience.atMost} or fewer.`,
    });
  }
  return drafts;
};

/** Results are counted for events of shared goals only: there the number means the same to everybody. */
const checkGoal = ({ goal }: LaunchManifest, known: Known): readonly Draft[] => {
  if (goal === undefined) return [];
  const path = ['goal', 'event'];
  const unknown = checkSourceEvent(goal.event, path, known);
  if (unknown.length > 0) return unknown;
  const counted = known.goals && [...new Set([...known.goals.values()].map((one) => one.event))];
  if (counted !== undefined && !counted.includes(goal.event)) {
    const message = `"${goal.event}" is the event of no shared goal; allowed: ${listed(counted)}`;
    return [
      { code: 'goal.event', path, message, fix: 'Use an event of platform/goals.yaml, or ask for a goal there.' },
    ];
  }
  const event = known.events?.get(goal.event);
  if (event === undefined) return [];
  return checkProperties(
    goal.where,
    Object.keys(propertiesOf(event.schema)),
    ['goal', 'where'],
    'is not declared by the event',
  );
};

const checkBudget = ({ budget }: LaunchManifest): readonly Draft[] => {
  if (budget === undefined) return [];
  const money = [
    ...checkMoney(budget.sending, ['budget', 'sending']),
    ...checkMoney(budget.discounts, ['budget', 'discounts']),
  ];
  if (budget.whenSpent !== 'pause') return money;
  const message = 'spending is not measured yet, so nothing pauses when it is used up';
  return [
    ...money,
    {
      code: 'budget.notEnforced',
      path: ['budget'],
      at: 'key',
      message,
      fix: 'Say whenSpent: warn until it is measured.',
    },
  ];
};
