import { type Html, html } from '../../../../contracts/html';
import { type Answer, answerCard as card, mark, number, plural, section, table } from '../../report/parts';
import type { PeriodControls } from '../operated-controls';
import type { PeriodTable } from '../table';
import { tableLink } from './parts';

/** What a reader comes for, each leading to its part. */
export const answers = (tables: readonly PeriodTable[], controls: PeriodControls): Html => html`
<div class="answers">
${card('exceptions', 'What is not as it should be', exceptions(tables))}
${card('gaps', 'What could not be looked at', gaps(tables))}
${card('of-changes', 'What changed in production', changes(tables))}
${card('controls', 'Which controls operated', operated(controls))}
</div>`;

const exceptions = (tables: readonly PeriodTable[]): Answer => {
  const odd = tables.filter((one) => one.exceptions > 0);
  if (odd.length === 0) return { state: 'good', answer: 'Nothing', more: 'no table has an exception' };
  return {
    state: 'bad',
    answer: `In ${plural(odd.length, 'table')}`,
    more: odd.map(({ title, count, exceptions: some }) => `${title}: ${number(some)} of ${number(count)}`).join('; '),
  };
};

const gaps = (tables: readonly PeriodTable[]): Answer => {
  const different = new Set(tables.flatMap((one) => one.gaps)).size;
  return different === 0
    ? { state: 'good', answer: 'Nothing', more: 'no table names a gap' }
    : { state: 'fair', answer: plural(different, 'gap'), more: 'each with its tables, and why' };
};

const changes = (tables: readonly PeriodTable[]): Answer => {
  const found = tables.find(({ id }) => id === 'changes');
  if (found === undefined || found.count === 0)
    return { state: 'quiet', answer: 'Nothing known', more: 'see the gaps' };
  return {
    state: found.exceptions > 0 ? 'bad' : 'good',
    answer: plural(found.count, 'change'),
    more: found.exceptions > 0 ? `${plural(found.exceptions, 'exception')} among them` : 'each with what it needs',
  };
};

const operated = ({ frameworks }: PeriodControls): Answer => {
  const all = frameworks.flatMap(({ controls }) => controls);
  const shown = all.filter(({ status }) => status === 'operated').length;
  const asked = all.filter(({ operation }) => operation.length > 0).length;
  const violated = all.filter(({ why }) => why === 'violated').length;
  return {
    state: violated > 0 ? 'bad' : shown < asked ? 'fair' : 'good',
    answer: `${number(shown)} of ${number(asked)}`,
    more: `controls that a table can show${violated > 0 ? `; ${plural(violated, 'control')} violated by a rule` : ''}`,
  };
};

/** Every population: how many rows, how many of them exceptions, and what could not be looked at. */
export const summarySection = (tables: readonly PeriodTable[]): Html =>
  section(
    'summary',
    'Summary',
    table<PeriodTable>(
      'Every table of the period',
      [
        { head: 'Table', cell: (one) => tableLink(one, one.title) },
        { head: 'Rows', number: true, cell: ({ count }) => number(count) },
        {
          head: 'Exceptions',
          number: true,
          cell: ({ exceptions: some }) => (some === 0 ? '0' : mark('bad', number(some))),
        },
        {
          head: 'Gaps',
          number: true,
          cell: (one) => (one.gaps.length === 0 ? '0' : mark('fair', number(one.gaps.length))),
        },
        { head: 'What a row is', cell: ({ means }) => html`<span class="quiet">${means}</span>` },
      ],
      tables,
      'There is no table.',
    ),
  );
