import { type Html, html } from '../../../../contracts/html';
import { pageOf } from '../../../pages/page';
import { browserScript } from '../../report/script';
import { verifySection } from '../../report/technical';
import type { PeriodInput } from '../input';
import type { PeriodControls } from '../operated-controls';
import type { PeriodTable } from '../table';
import { controlSection } from './controls';
import { exceptionSection } from './exceptions';
import { gapSection } from './gaps';
import { daysOf, scopeSection, subject } from './scope';
import { PERIOD_REPORT_STYLE } from './style';
import { answers, summarySection } from './summary';
import { tableSection } from './tables';

/** Parts in their order, with the words that the contents have for them. */
const CONTENTS: readonly (readonly [id: string, words: string])[] = [
  ['scope', 'Scope'],
  ['summary', 'Summary'],
  ['exceptions', 'Exceptions'],
  ['gaps', 'Gaps'],
  ['controls', 'Controls'],
  ['tables', 'Tables'],
  ['verify', 'Verify'],
];

/**
 * `period/report.html`: the tables of a period for people, in one file that needs nothing else. It shows what the tables hold
 * and adds nothing, so it has no more personal data than they have. The same tables give the same bytes.
 */
export const periodReportPage = (
  input: PeriodInput,
  tables: readonly PeriodTable[],
  controls: PeriodControls,
): string => {
  const { about } = input.register;
  const { first, last } = daysOf(input);
  return pageOf({
    title: `${about.organisation} · ${about.stage} · ${first} to ${last}`,
    eyebrow: `${about.organisation} · audit evidence of a period`,
    heading: `Stage ${about.stage}, ${first} to ${last}`,
    style: PERIOD_REPORT_STYLE,
    lead: subject(input, tables),
    skip: { to: 'scope', words: 'To the scope' },
    script: browserScript('tables.ts'),
    body: html`${contents()}
<main class="wide" id="report">
${scopeSection(input, tables)}
${answers(tables, controls)}
${summarySection(tables)}
${exceptionSection(tables)}
${gapSection(tables)}
${controlSection(controls)}
${tableSection(tables)}
${verifySection()}
</main>
<footer class="wide">
<p>Made by npx tandem evidence from commit ${input.commit} and from exports that somebody gave it. This file loads nothing and sends nothing.</p>
</footer>`,
  });
};

const contents = (): Html =>
  html`<nav class="contents" aria-label="Contents"><div class="wide">${CONTENTS.map(
    ([id, words]) => html`<a href="#${id}">${words}</a> `,
  )}<a href="../build/report.html">What is built</a></div></nav>`;
