import { type Html, html } from '../../../contracts/html';
import { factList, pageOf } from '../../pages/page';
import { instant, interval, points, shareText } from '../format';
import type { GoalResults } from '../goal-results';
import { goalNotes } from '../sentences';
import { type Whisker, whiskers } from './charts';
import type { ResultsPageContext } from './launch-page';
import { comparisonPair, notes, pair, section, table, verdictBox } from './parts';
import { STYLE } from './style';

/** Shared goals in one file that needs nothing else: each with its launches' lifts, one above the other. */
export const goalsPage = (goals: readonly GoalResults[], context: ResultsPageContext): string =>
  pageOf({
    title: 'Shared goals · results',
    eyebrow: `${context.organisation} · results · stage ${context.stage}`,
    heading: 'Shared goals',
    style: STYLE,
    lead: factList([['Read', `${instant(context.readAt, 'UTC')} UTC`]]),
    skip: { to: 'results', words: 'To the results' },
    body: html`<main class="wide" id="results">
${goals.map((one, index) => section(`goal-${index}`, one.goal, goalPart(one, index)))}
</main>
<footer class="wide"><p>Counts of people; nobody is in this file. It loads nothing.</p></footer>`,
  });

const goalPart = (results: GoalResults, index: number): readonly Html[] => {
  const { description, owners, target, launches, together } = results;
  const about = html`<p>${description}. Target ${target}; ${owners.join(' + ').toUpperCase()} answer for it.</p>`;
  if (launches.length === 0) {
    return [about, html`<p class="empty">No launch that supports it has ever been live here.</p>`];
  }
  return [
    about,
    html`<div class="gap">${verdictBox(together)}</div>`,
    comparisonPair(`goal-${index}-shares`, together),
    ...liftPart(results, index),
    notes(goalNotes(results)),
  ];
};

/** The lifts of the launches above the one of all, on one scale. */
const liftPart = ({ launches, together }: GoalResults, index: number): readonly Html[] => {
  const lifts: readonly Whisker[] = [
    ...launches.flatMap(({ launch, lift }) => (lift === undefined ? [] : [{ label: launch, estimate: lift }])),
    ...(together.lift === undefined ? [] : [{ label: 'Together', estimate: together.lift, strong: true }]),
  ];
  const rows = [...launches.map((one) => ({ name: one.launch, ...one })), { name: 'Together', ...together }];
  const numbers = table(
    'Lift by launch, in percentage points',
    ['Launch', 'Reached', 'Held out', 'Lift', '95% interval'],
    rows.map(({ name, treated, heldOut, lift }) => [
      name,
      shareText(treated),
      shareText(heldOut),
      lift === undefined ? '–' : points(lift.value),
      lift === undefined ? '–' : interval(lift, points),
    ]),
  );
  if (lifts.length === 0) return [html`<div class="panel gap">${numbers}</div>`];
  const title = 'Lift of each launch and of all together, with 95% intervals; the dashed line is no lift';
  return [pair(whiskers(lifts, { id: `goal-${index}-lifts`, title, write: points, mark: 0 }), numbers)];
};
