import { type Html, html } from '../../../contracts/html';
import type { Register, Row } from '../../governance/register/schema';
import type { Evidence } from '../evidence';
import { launchOfPath, type ReportedLaunch } from './launches';
import { type Column, code, number, rowsLink, section, table } from './parts';

type Counts = Readonly<Record<'compliant' | 'waived' | 'open', number>>;
const NONE: Counts = { compliant: 0, waived: 0, open: 0 };

const countsBy = (rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, Counts> => {
  const counts = new Map<string, { compliant: number; waived: number; open: number }>();
  for (const row of rows) {
    const key = keyOf(row);
    const count = counts.get(key) ?? { ...NONE };
    counts.set(key, count);
    count[row.outcome === 'compliant' || row.outcome === 'waived' ? row.outcome : 'open'] += 1;
  }
  return counts;
};

/** Columns of numbers that lead to the rows they count. */
const counted = <Line>(
  countsOf: (line: Line) => Counts,
  show: (line: Line) => Readonly<Record<string, string>>,
): readonly Column<Line>[] =>
  (['compliant', 'waived', 'open'] as const).map((outcome) => ({
    head: outcome[0]?.toUpperCase() + outcome.slice(1),
    number: true,
    cell: (line) => rowsLink(countsOf(line)[outcome], { ...show(line), outcome }),
  }));

/** Proof that each pack ran, and on what. */
export const packSection = ({ register: { packs, rows } }: Evidence): Html => {
  const counts = countsBy(rows, ({ pack }) => pack);
  return section(
    'packs',
    'Packs: that each ran, and on what',
    html`<p>Every rule was asked about every resource. One answer each: compliant, not compliant, could not be judged, not applicable.
Findings can be more than answers, for a rule may find several things on one resource.</p>
${table<Register['packs'][number]>(
  'Packs of rules',
  [
    { head: 'Pack', cell: ({ pack }) => pack },
    { head: 'Decides', cell: ({ mode }) => (mode === 'enforced' ? 'yes: enforced' : 'no: reported') },
    {
      head: 'Standard',
      cell: ({ standard = '', superseded }) =>
        superseded === undefined ? standard : `${standard}, superseded on ${superseded.on} by ${superseded.by}`,
    },
    { head: 'Rules', number: true, cell: ({ rules }) => number(rules) },
    { head: 'Asked about', number: true, cell: ({ resources }) => number(resources) },
    { head: 'Not applicable', number: true, cell: ({ answers }) => number(answers.notApplicable) },
    ...counted<Register['packs'][number]>(
      ({ pack }) => counts.get(pack) ?? NONE,
      ({ pack }) => ({ pack }),
    ),
  ],
  packs,
  'No pack ran.',
)}`,
  );
};

/** What rules say of each launch, and of each team's launches together. */
export const launchSection = ({ register: { rows } }: Evidence, launches: readonly ReportedLaunch[]): Html => {
  const whose = launchOfPath(launches);
  const launchOf = (row: Row): string => row.launch ?? whose(row.path)?.launch ?? '';
  const teamOf = new Map(launches.map(({ launch, team }) => [launch, team]));
  const byLaunch = countsBy(rows, launchOf);
  const byTeam = countsBy(rows, (row) => teamOf.get(launchOf(row)) ?? '');
  return section(
    'launches',
    'Launches and teams',
    html`${table<ReportedLaunch>(
      'By launch',
      [
        { head: 'Launch', cell: ({ launch }) => launch },
        { head: 'Team', cell: ({ team }) => team },
        { head: 'Channels', cell: ({ channels }) => channels.join(', ') },
        ...counted<ReportedLaunch>(
          ({ launch }) => byLaunch.get(launch) ?? NONE,
          ({ launch }) => ({ launch }),
        ),
      ],
      launches,
      'There is no launch.',
    )}
${table<string>(
  'By team',
  [
    { head: 'Team', cell: (team) => team },
    ...counted<string>(
      (team) => byTeam.get(team) ?? NONE,
      (team) => ({ team }),
    ),
  ],
  [...new Set(launches.map(({ team }) => team))].sort(),
  'No team has a launch.',
)}`,
  );
};

/** Every rule that ran, with what it did not concern. */
export const ruleSection = ({ register: { rules, rows } }: Evidence): Html => {
  const counts = countsBy(rows, ({ rule }) => rule);
  return section(
    'rules',
    'Rules',
    table<Register['rules'][number]>(
      'Every rule that ran',
      [
        { head: 'Rule', cell: ({ rule }) => code(rule) },
        { head: 'Severity', cell: ({ level }) => level },
        { head: 'What it says', cell: ({ what }) => what },
        ...counted<Register['rules'][number]>(
          ({ rule }) => counts.get(rule) ?? NONE,
          ({ rule }) => ({ text: rule }),
        ),
        {
          head: 'Not applicable',
          number: true,
          cell: ({ notApplicable }) => number(Object.values(notApplicable).reduce((a, b) => a + b, 0)),
        },
      ],
      [...rules].sort((a, b) => Number(!counts.has(a.rule)) - Number(!counts.has(b.rule))),
      'No rule ran.',
    ),
  );
};
