import { type Html, html } from '../../../contracts/html';
import { countedChanges, countOf } from '../changes/words';
import type { Evidence } from '../evidence';
import { type Answer, answerCard as card, number, plural } from './parts';
import { byVendor } from './vendors';
import { inForce } from './waivers';

/** The four answers that a reader comes for, each leading to its part. */
export const summary = (evidence: Evidence): Html => html`
<div class="answers">
${card('failing', 'What fails', failing(evidence))}
${card('waivers', 'What is waived', waived(evidence))}
${card('vendors', 'Who gets personal data', vendors(evidence))}
${card('changes', 'What changed', changed(evidence))}
</div>`;

const failing = ({ register: { verdict, packs } }: Evidence): Answer => {
  const reported = packs
    .filter(({ mode }) => mode === 'reported')
    .reduce((sum, { rows }) => sum + rows['non-compliant'] + rows.error, 0);
  const beside = [
    ...(verdict.leftOut.length > 0 ? [`${plural(verdict.leftOut.length, 'launch', 'launches')} left out`] : []),
    ...(verdict.warnings > 0 ? [plural(verdict.warnings, 'warning')] : []),
    `${number(reported)} more in packs that are only reported`,
  ].join(', ');
  if (verdict.passes) return { state: 'good', answer: 'Nothing', more: beside };
  return { state: 'bad', answer: plural(verdict.failing.length, 'finding'), more: beside };
};

const waived = ({ register, waivers }: Evidence): Answer => {
  const rows = register.rows.filter(({ outcome }) => outcome === 'waived').length;
  const [next] = inForce(waivers);
  const ended = waivers.filter(({ state }) => state === 'ended').length;
  return {
    state: ended > 0 ? 'bad' : rows > 0 ? 'fair' : 'good',
    answer: plural(rows, 'finding'),
    more: [
      `${plural(inForce(waivers).length, 'waiver')} in force`,
      ...(next === undefined ? [] : [`next ends ${next.expires}: ${next.id}, ${next.owner}`]),
      ...(ended > 0 ? [`${plural(ended, 'waiver')} ended`] : []),
    ].join('; '),
  };
};

const vendors = ({ vendors: register }: Evidence): Answer => {
  const all = byVendor(register);
  const ended = all.filter(({ state }) => state !== 'approved');
  return {
    state: ended.length > 0 ? 'bad' : all.length > 0 ? 'fair' : 'good',
    answer: plural(all.length, 'vendor'),
    more:
      all.length === 0
        ? 'nothing leaves'
        : all
            .map(
              ({ vendor, fields, until }) =>
                `${vendor}: ${fields.map(({ field }) => field).join(', ')}, until ${until}`,
            )
            .join('; '),
  };
};

const changed = ({ changes }: Evidence): Answer => {
  if (changes === undefined) return { state: 'quiet', answer: 'Not asked', more: 'written without --since' };
  const { since, changes: all, unknown } = changes;
  const first = all.filter(({ weight }) => weight === 'serious');
  const told = all.length === 0 ? [] : [countedChanges(first.length > 0 ? first : all)];
  const silent = [...new Set(unknown.map(({ topic }) => topic))];
  return {
    state: first.length > 0 ? 'bad' : all.length > 0 || unknown.length > 0 ? 'fair' : 'good',
    answer:
      first.length > 0
        ? `${number(countOf(first))} to look at`
        : all.length > 0
          ? plural(countOf(all), 'change')
          : 'Nothing',
    more: [
      ...told,
      ...(first.length > 0 && all.length > first.length ? [`${number(countOf(all) - countOf(first))} more`] : []),
      ...(silent.length > 0 ? [`not known: ${silent.join(', ')}`] : []),
      `since ${since.commit.slice(0, 12)}, ${since.asOf}`,
    ].join('; '),
  };
};
