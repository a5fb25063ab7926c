import { type Html, html } from '../../../../contracts/html';
import { factList } from '../../../pages/page';
import { code, lines, number, section, table } from '../../report/parts';
import type { PeriodInput } from '../input';
import type { PeriodTable } from '../table';
import { tableLink } from './parts';

/** First and last day of a period, in UTC. */
export const daysOf = ({ from, to }: Pick<PeriodInput, 'from' | 'to'>) => ({
  first: from.toISOString().slice(0, 10),
  last: new Date(to.getTime() - 1).toISOString().slice(0, 10),
});

/** Of what the report is, below its heading. */
export const subject = (
  { register: { about }, commit, ...period }: PeriodInput,
  tables: readonly PeriodTable[],
): Html => {
  const odd = tables.filter(({ exceptions }) => exceptions > 0).length;
  const { first, last } = daysOf(period);
  return html`
<p class="summary">${
    odd === 0 ? 'No table has an exception.' : `${number(odd)} of ${number(tables.length)} tables have exceptions.`
  } ${tables.some(({ gaps }) => gaps.length > 0) ? 'Not everything could be looked at.' : 'Nothing was left out.'}</p>
${factList([
  ['Stage', about.stage],
  ['Real customers', about.realCustomers ? 'yes' : 'no'],
  ['Account, region', `${about.account}, ${about.region}`],
  ['Period', `${first} to ${last}, both whole days, UTC`],
  ['Judged by commit', commit.slice(0, 12)],
])}`;
};

/** What the report covers, what it was made from, and what it does not say. */
export const scopeSection = (input: PeriodInput, tables: readonly PeriodTable[]): Html => {
  const { about } = input.register;
  const { first, last } = daysOf(input);
  return section(
    'scope',
    'Scope',
    html`<div class="two"><div><h3>Covered</h3>${lines([
      html`What happened from ${first} to ${last} in stage ${about.stage} of ${about.organisation}, account ${code(about.account)}, region ${about.region}, as far as the sources below tell it.`,
      html`Judged by people, policy and vendors as the project had them on each day, in the history of commit ${code(input.commit)}.`,
      `${number(tables.length)} tables. Each is a whole population, with its rows in a file of its own, as JSON and as CSV; nothing is left out because it is in order.`,
    ])}</div>
<div><h3>Not covered</h3>${lines([
      html`What the sources do not tell: <a href="#gaps">gaps</a> names it, table by table. No evidence is not a good result.`,
      html`What is built, what is waived and who gets which personal data: that is <a href="../build/report.html">build/report.html</a>.`,
      'Customers: of whom something was, records hold a keyed hash or the number of a receipt.',
      'Whether the exports were cut before they were given. Fetch them again by the commands below, and compare.',
    ])}</div></div>
${sourceTable(tables)}`,
  );
};

interface Source extends Omit<PeriodTable['sources'][number], 'records'> {
  readonly used: readonly Html[];
}

const sourceTable = (tables: readonly PeriodTable[]): Html =>
  table<Source>(
    'Sources: what everything here was made from',
    [
      { head: 'Source', cell: ({ name }) => name },
      { head: 'What gives it again', cell: ({ query }) => code(query) },
      { head: 'SHA-256 of what was read', cell: ({ sha256 }) => (sha256 === null ? 'not a file' : code(sha256)) },
      {
        head: 'Records used, by table',
        cell: ({ used }) => html`${used.map((one, at) => html`${at > 0 && ', '}${one}`)}`,
      },
    ],
    sourcesOf(tables),
    'No source was given.',
  );

/** Each source once, with the tables that were made from it. */
const sourcesOf = (tables: readonly PeriodTable[]): readonly Source[] => {
  const found = new Map<string, Source & { readonly used: Html[] }>();
  for (const one of tables) {
    for (const { records, ...source } of one.sources) {
      const key = JSON.stringify([source.name, source.query, source.sha256]);
      const known = found.get(key) ?? { ...source, used: [] };
      found.set(key, known);
      known.used.push(html`${tableLink(one, one.id)}: ${number(records)}`);
    }
  }
  return [...found.values()];
};
