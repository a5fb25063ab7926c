import type { Comparison } from './comparison';
import {
  bounds,
  counted,
  duration,
  instant,
  interval,
  money,
  number,
  people,
  percent,
  plainPercent,
  points,
  relative,
  shareText,
} from './format';
import type { GoalResults } from './goal-results';
import type { LaunchResults } from './launch-results';
import type { Cell } from './reach';
import { extraCostSentence, goalNotes, goalNoun, launchNotes, targetSentence, verdictSentence } from './sentences';
import type { Share } from './statistics';

const NAME = 14;
const row = (name: string, text: string): string => `${name.padEnd(NAME)}${text}`;

/** Lines of a launch's results; `state`: what the launch is at. */
export const launchLines = (results: LaunchResults, state: string): readonly string[] => {
  const { launch, window, finalAt, isFinal } = results;
  const until = `${instant(finalAt, window.timezone)} ${window.timezone}`;
  return [
    `Results of "${launch}" (${state}); ${isFinal ? `final since ${until}` : `they count until ${until}`}`,
    '',
    ...reachLines(results),
    '',
    ...goalLines(results),
    ...timeLines(results),
    '',
    ...moneyLines(results),
    '',
    'By channel and offer of the first contact',
    ...[...results.byChannel, ...results.byOffer].map(cellLine),
    '',
    ...launchNotes(results).map((note) => `- ${note}`),
  ];
};

const reachLines = ({
  reached,
  heldOut,
  delivered,
  presented,
  accepted,
  redeemed,
}: LaunchResults): readonly string[] => [
  row('Reached', `${people(reached)}; ${number(heldOut)} more were held out to compare with`),
  row(
    'Presented',
    `${counted(delivered, 'message')} delivered, ${counted(presented, 'offer')} shown, ${number(accepted)} accepted`,
  ),
  row('Redeemed', `${counted(redeemed.orders, 'order')}${byName(redeemed.byOffer)}`),
];

const byName = (counts: Readonly<Record<string, number>>): string => {
  const entries = Object.entries(counts);
  return entries.length === 0 ? '' : `: ${entries.map(([name, value]) => `${name} ${number(value)}`).join(', ')}`;
};

const goalLines = ({ goal, comparison }: LaunchResults): readonly string[] => {
  if (goal === undefined || comparison === undefined) return ['The launch has no goal: there is nothing to compare.'];
  const target = goal.target === undefined ? '' : `, target ${plainPercent(goal.target)}`;
  return [`Goal: ${goal.event} within ${duration(goal.withinSeconds)}${target}`, ...comparisonLines(comparison)];
};

const armLine = (name: string, share: Share, rate: Comparison['rates']['treated']): string =>
  row(
    `  ${name}`,
    `${shareText(share)}${rate === undefined ? '' : `  ${percent(rate.value)} (${interval(rate, percent)})`}`,
  );

const comparisonLines = (comparison: Comparison): readonly string[] => {
  const { treated, heldOut, rates, lift, relative: times } = comparison;
  const target = targetSentence(comparison);
  return [
    armLine('reached', treated, rates.treated),
    armLine('held out', heldOut, rates.heldOut),
    ...(lift === undefined ? [] : [row('  lift', `${points(lift.value)} points (${interval(lift, points)})`)]),
    ...(times === undefined ? [] : [row('  relative', `${relative(times.value)} (${interval(times, relative)})`)]),
    `  ${verdictSentence(comparison)}`,
    ...(target === undefined ? [] : [`  ${target}`]),
  ];
};

const timeLines = ({ times }: LaunchResults): readonly string[] =>
  (['treated', 'held-out'] as const).flatMap((arm) => {
    const { median, p90 } = times[arm];
    if (median === undefined || p90 === undefined) return [];
    const who = arm === 'treated' ? '  time, reached' : '  time, held out';
    return [`${who}: half of those who met it took ${bounds(median)}, nine in ten at most ${bounds(p90)}`];
  });

const moneyLines = ({ costs, goal, orders }: LaunchResults): readonly string[] => [
  row('Discounts', costs.discounts.length === 0 ? 'none known' : costs.discounts.map(money).join(', ')),
  ...costs.sending.map(({ channel, messages, cost }) =>
    row(
      'Sending',
      `${channel}: ${counted(messages, 'message')}, ${cost === undefined ? 'no price is known' : money(cost)}`,
    ),
  ),
  ...(['treated', 'held-out'] as const).flatMap((arm) => {
    const { orders: made, revenue } = orders[arm];
    const sums = Object.entries(revenue).map(([currency, units]) => money({ units, currency }));
    const name = arm === 'treated' ? 'reached' : 'held out';
    return made === 0
      ? []
      : [row('Orders', `${name}: ${number(made)}${sums.length === 0 ? '' : `, ${sums.join(', ')}`}`)];
  }),
  extraCostSentence(costs, goalNoun(goal?.event)),
];

const cellLine = ({ channel, offer, reached, delivered, presented, accepted, met, rate }: Cell): string => {
  const became = [
    `${number(reached)} reached`,
    ...(delivered > 0 ? [`${number(delivered)} delivered`] : []),
    ...(presented > 0 ? [`${number(presented)} shown, ${number(accepted)} accepted`] : []),
    ...(rate === undefined ? [] : [`${number(met)} met the goal: ${percent(rate.value)} (${interval(rate, percent)})`]),
  ];
  return `  ${(channel ?? offer ?? '').padEnd(22)}${became.join(' · ')}`;
};

/** Lines of shared goals, one after the other. */
export const goalsLines = (goals: readonly GoalResults[]): readonly string[] =>
  goals.flatMap((one, index) => [...(index === 0 ? [] : ['']), ...goalResultLines(one)]);

const goalResultLines = (results: GoalResults): readonly string[] => {
  const { goal, description, owners, target, launches, together } = results;
  return [
    `${goal}: ${description} (target ${target}; ${owners.join(' + ').toUpperCase()})`,
    ...(launches.length === 0
      ? ['  No launch that supports it has ever been live here.']
      : [
          ...comparisonLines(together),
          ...launches.map(
            ({ launch, treated, heldOut, lift }) =>
              `    ${launch.padEnd(22)}reached ${shareText(treated)} · held out ${shareText(heldOut)}${
                lift === undefined ? '' : ` · lift ${points(lift.value)} (${interval(lift, points)})`
              }`,
          ),
          ...goalNotes(results).map((note) => `  - ${note}`),
        ]),
  ];
};
