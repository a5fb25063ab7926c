import type { Finding, Severity } from '../../../contracts/finding';
import { type Html, html } from '../../../contracts/html';

const WORDS: Readonly<Record<Severity, string>> = { error: 'Error', warning: 'Warning', info: 'Note' };

/** How many there are of each, or that there are none. */
export const findingSummary = (findings: readonly Finding[]): Html => {
  const count = (severity: Severity): number => findings.filter((one) => one.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  if (errors + warnings === 0) {
    return html`<p class="verdict good"><strong>Nothing to mend.</strong> npx tandem check finds no mistake in this launch.</p>`;
  }
  const numbers = [plural(errors, 'error'), plural(warnings, 'warning')].filter((text) => text !== '').join(', ');
  return html`<p class="verdict ${errors > 0 ? 'bad' : 'fair'}"><strong>${numbers}.</strong> ${
    errors > 0 ? 'The launch cannot go live before the errors are mended.' : 'The launch may go live.'
  } Each is shown where it is.</p>`;
};

const plural = (count: number, word: string): string =>
  count === 0 ? '' : `${count} ${word}${count === 1 ? '' : 's'}`;

/** Findings with the way to mend them. */
export const findingList = (label: string, findings: readonly Finding[]): Html => html`
<ul class="findings" aria-label="${label}">${findings.map(
  ({ severity, message, fix, file, line, column, code }) => html`<li class="${severity}">
<p><b class="badge">${WORDS[severity]}</b> ${message}</p>
<p class="fix">${fix}</p>
<p class="where"><code>${file}:${String(line)}:${String(column)}</code> · <code>${code}</code></p>
</li>`,
)}</ul>`;
