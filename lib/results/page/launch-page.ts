import { type Html, html } from '../../../contracts/html';
import { factList, pageOf } from '../../pages/page';
import { bounds, counted, duration, instant, interval, money, number, people, percent, plainPercent } from '../format';
import type { LaunchResults } from '../launch-results';
import type { Cell } from '../reach';
import { extraCostSentence, goalNoun, launchNotes } from '../sentences';
import type { TimesToGoal } from '../times';
import { bars } from './charts';
import { comparisonPair, notes, pair, section, table, verdictBox } from './parts';
import { STYLE } from './style';

export interface ResultsPageContext {
  readonly stage: string;
  readonly organisation: string;
  /** When the counters were read, ISO 8601. */
  readonly readAt: string;
}

/** A launch's results in one file that needs nothing else; every chart has its numbers in a table beside it. */
export const launchResultsPage = (results: LaunchResults, state: string, context: ResultsPageContext): string => {
  const { launch, goal, costs } = results;
  return pageOf({
    title: `${launch} · results`,
    eyebrow: `${context.organisation} · results · stage ${context.stage}`,
    heading: launch,
    style: STYLE,
    lead: facts(results, state, context),
    skip: { to: 'results', words: 'To the results' },
    body: html`<main class="wide" id="results">
${section('goal', 'Did it make a difference?', goalPart(results))}
${section('reach', 'Reached, presented, redeemed', reachPart(results))}
${section('money', 'What it cost', [
  table('Discounts and sending', ['What', 'Number', 'Cost'], moneyRows(results)),
  html`<p class="gap">${extraCostSentence(costs, goalNoun(goal?.event))}</p>`,
])}
${goal !== undefined && section('times', 'From first contact to goal', timesPart(results))}
${section('notes', 'How to read this', [notes(launchNotes(results))])}
</main>
<footer class="wide"><p>Counts of people, messages and orders; nobody is in this file. It loads nothing.</p></footer>`,
  });
};

const facts = (
  { window, goal, finalAt, isFinal }: LaunchResults,
  state: string,
  { readAt }: ResultsPageContext,
): Html => {
  const at = (iso: string): string => instant(iso, window.timezone);
  return factList([
    ['State', state],
    ['When', `${at(window.startsAt)} to ${at(window.endsAt)}, ${window.timezone}`],
    ['Goal', goal && `${goal.event} within ${duration(goal.withinSeconds)}`],
    ['Target', goal?.target === undefined ? undefined : plainPercent(goal.target)],
    [isFinal ? 'Final since' : 'Counts until', at(finalAt)],
    ['Read', at(readAt)],
  ]);
};

const goalPart = ({ comparison }: LaunchResults): readonly Html[] =>
  comparison === undefined
    ? [html`<p class="empty">The launch has no goal: there is nothing to compare.</p>`]
    : [verdictBox(comparison), comparisonPair('goal-chart', comparison)];

const reachPart = ({ byChannel, byOffer, byBoth, reached, heldOut, redeemed }: LaunchResults): readonly Html[] => [
  html`<p>${people(reached)} reached, ${number(heldOut)} more held out to compare with; ${counted(redeemed.orders, 'order')} paid with a code.</p>`,
  pair(
    bars(
      byChannel.map(({ channel = '', reached: value }) => ({ label: channel, value })),
      { id: 'channel-chart', title: 'People by the channel of the first contact' },
    ),
    table(
      'People by the channel of the first contact',
      ['Channel', 'Reached', 'Met the goal'],
      byChannel.map(({ channel = '', reached: all, met }) => [channel, number(all), number(met)]),
    ),
  ),
  html`<div class="panel gap">${table(
    'By channel',
    ['Channel', ...HEADING],
    byChannel.map((cell) => cellRow(cell.channel ?? '', cell)),
  )}</div>`,
  html`<div class="panel gap">${table(
    'By offer',
    ['Offer', ...HEADING, 'Redeemed'],
    byOffer.map((cell) => [...cellRow(cell.offer ?? '', cell), number(redeemed.byOffer[cell.offer ?? ''] ?? 0)]),
  )}</div>`,
  html`<div class="panel gap">${table(
    'By offer and channel',
    ['Offer and channel', ...HEADING],
    byBoth.map((cell) => cellRow(`${cell.offer} · ${cell.channel}`, cell)),
  )}</div>`,
];

const HEADING = ['Reached', 'Delivered', 'Shown', 'Accepted', 'Met the goal', '95% interval'];

const cellRow = (name: string, { reached, delivered, presented, accepted, met, rate }: Cell): readonly string[] => [
  name,
  ...[reached, delivered, presented, accepted].map(number),
  rate === undefined ? '–' : `${number(met)} (${percent(rate.value)})`,
  rate === undefined ? '–' : interval(rate, percent),
];

const moneyRows = ({ costs }: LaunchResults): readonly (readonly string[])[] => [
  ...costs.discounts.map((sum) => [`Discounts, ${sum.currency}`, `${number(costs.known)} orders`, money(sum)]),
  ...(costs.discounts.length === 0 ? [['Discounts', '0 orders', 'none known']] : []),
  ...costs.sending.map(({ channel, messages, cost }) => [
    `Sending by ${channel}`,
    counted(messages, 'message'),
    cost === undefined ? 'no price is known' : money(cost),
  ]),
];

const timesPart = ({ times, goal }: LaunchResults): readonly Html[] => {
  const { treated } = times;
  const heldOut = times['held-out'];
  // Beyond the goal's time there is nobody.
  const shown = treated.buckets
    .map((bucket, index) => ({ ...bucket, heldOut: heldOut.buckets[index]?.people ?? 0 }))
    .filter(({ from, people: some, heldOut: held }) => from < (goal?.withinSeconds ?? 0) || some + held > 0)
    .map(({ people: value, heldOut: held, ...where }) => ({ label: bounds(where), value, heldOut: held }));
  return [
    html`<p>${[quantileSentence('reached', treated), quantileSentence('held out', heldOut)].join(' ')}</p>`,
    pair(
      bars(shown, {
        id: 'times-chart',
        title: 'People reached who met the goal, by the time since their first contact',
      }),
      table(
        'People by the time from first contact to goal',
        ['Time', 'Reached', 'Held out'],
        shown.map(({ label, value, heldOut: held }) => [label, number(value), number(held)]),
      ),
    ),
  ];
};

const quantileSentence = (who: string, { median, p90, people: all }: TimesToGoal): string =>
  median === undefined || p90 === undefined
    ? `Nobody of those ${who} has met the goal yet.`
    : `Of ${people(all)} ${who} who met it, half took ${bounds(median)} and nine in ten at most ${bounds(p90)}.`;
