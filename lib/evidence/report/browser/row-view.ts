import type { ShownRow } from './query';

/** Words of outcomes; the same that tables without script have. */
const OUTCOMES: Readonly<Record<string, string>> = {
  compliant: 'compliant',
  waived: 'waived',
  'non-compliant': 'open',
  error: 'could not be judged',
};

/** An element with text; nothing that comes from a file is ever read as HTML. */
export const element = (name: string, text = '', className = ''): HTMLElement => {
  const made = document.createElement(name);
  made.textContent = text;
  if (className !== '') made.className = className;
  return made;
};

const outcomeOf = ({ outcome, mode }: ShownRow): HTMLElement => {
  const isOpen = outcome === 'non-compliant' || outcome === 'error';
  const words = OUTCOMES[outcome] ?? outcome;
  return element(
    'span',
    isOpen && mode === 'reported' ? `${words}, reported` : words,
    `mark ${isOpen ? mode : ''} ${outcome}`,
  );
};

/** The cells of a row, in the order of the head. */
export const cellsOf = (row: ShownRow): readonly HTMLElement[] => {
  const outcome = element('td');
  outcome.append(outcomeOf(row));
  return [
    outcome,
    element('td', row.level),
    element('td', row.rule, 'code'),
    element('td', [row.path, row.finding].filter((text) => text !== '').join(' · '), 'code'),
    element('td', row.launch === '' ? 'platform' : row.launch),
    element('td', row.waiver),
    element('td', row.key, 'code'),
  ];
};

/** Everything about a row, as names and values. */
export const detailOf = (row: ShownRow): HTMLElement => {
  const list = element('dl', '', 'detail');
  const facts: readonly (readonly [string, string])[] = [
    ['Rule', `${row.rule} (${row.level}, pack ${row.pack}, ${row.mode})`],
    ['It says', row.what],
    ['Outcome', [OUTCOMES[row.outcome] ?? row.outcome, row.waiver].filter((text) => text !== '').join(', by waiver ')],
    ['Resource', `${row.path} (${row.type})`],
    ['Finding', row.finding],
    ['Here', row.message],
    ['Launch', row.launch === '' ? 'none: the platform' : `${row.launch}, team ${row.team}`],
    ['Controls', row.controls.join(', ')],
    ['Key', row.key],
  ];
  for (const [name, value] of facts) if (value !== '') list.append(element('dt', name), element('dd', value));
  return list;
};
