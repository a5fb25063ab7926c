import type { PackedColumn, PackedName, PackedRows } from '../packed-rows';

/** One column, unpacked: the place of each row's value in `values`. */
interface Column {
  readonly values: readonly string[];
  readonly places: Uint32Array;
}

/** Rows as they are searched. */
export interface Rows extends Omit<PackedRows, 'columns'> {
  readonly columns: Readonly<Record<PackedName, Column>>;
  /** All rows, what is open first, then what is waived, then what keeps. */
  readonly order: Uint32Array;
}

/** What is looked for; what is left out or empty is not asked. */
export interface Query {
  /** Words that all have to be somewhere in a row. */
  readonly text?: string;
  /** An outcome; `open`: non-compliant or error; `found`: everything that is not compliant. */
  readonly outcome?: string;
  readonly level?: string;
  readonly pack?: string;
  readonly control?: string;
  /** A launch, or `-` for what no launch makes. */
  readonly launch?: string;
  readonly team?: string;
}

/** One row as it is shown; an empty text is no value. */
export type ShownRow = Readonly<
  Record<PackedName | 'key' | 'pack' | 'mode' | 'level' | 'what' | 'team', string> & { controls: readonly string[] }
>;

const RANKS: Readonly<Record<string, number>> = { error: 0, 'non-compliant': 1, waived: 3, compliant: 4 };
const REPORTED = 2;

/** Unpacks rows. */
export const unpacked = (packed: PackedRows): Rows => {
  const names = Object.keys(packed.columns) as PackedName[];
  const columns = Object.fromEntries(
    names.map((name) => [name, columnOf(packed.columns[name])]),
  ) as unknown as Rows['columns'];
  const rows = { ...packed, columns };
  return { ...rows, order: orderOf(rows) };
};

const columnOf = ({ values, steps }: PackedColumn): Column => {
  let place = 0;
  return {
    values,
    places: Uint32Array.from(steps, (step) => {
      place += step;
      return place;
    }),
  };
};

/** Places in `rules` by places of the column: rules stand there in the order in which rows name them first. */
const orderOf = ({ count, columns: { outcome, rule }, rules }: Omit<Rows, 'order'>): Uint32Array => {
  const buckets: number[][] = [[], [], [], [], []];
  for (let row = 0; row < count; row++) {
    const rank = RANKS[outcome.values[outcome.places[row] ?? 0] ?? ''] ?? 0;
    const isReported = rank < REPORTED && rules[rule.places[row] ?? 0]?.mode === 'reported';
    buckets[isReported ? REPORTED : rank]?.push(row);
  }
  return Uint32Array.from(buckets.flat());
};

/** Numbers of the rows that a query asks for, what is open first. */
export const matching = (rows: Rows, query: Query): Uint32Array => {
  const tests = testsOf(rows, query);
  return rows.order.filter((row) => tests.every((test) => test(row)));
};

type Test = (row: number) => boolean;

/** Values are judged once each, so that a row costs a look into a table. */
const testsOf = (rows: Rows, query: Query): readonly Test[] => {
  const tests: Test[] = [];
  const by = (name: PackedName, holds: (value: string) => boolean): void => {
    const { values, places } = rows.columns[name];
    const good = values.map(holds);
    tests.push((row) => good[places[row] ?? 0] === true);
  };
  const byRule = (holds: (rule: PackedRows['rules'][number]) => boolean): void => {
    const good = new Set(rows.rules.filter(holds).map(({ rule }) => rule));
    by('rule', (rule) => good.has(rule));
  };
  const { outcome, level, pack, control, launch, team, text = '' } = query;
  if (outcome) by('outcome', (value) => isOutcome(value, outcome));
  if (level) byRule((one) => one.level === level);
  if (pack) byRule((one) => one.pack === pack);
  if (control) byRule((one) => one.controls.includes(rows.controls.indexOf(control)));
  if (launch) by('launch', (value) => value === (launch === '-' ? '' : launch));
  if (team) by('launch', (value) => (rows.teams[value] ?? '') === team);
  for (const word of text.toLowerCase().split(/\s+/)) if (word !== '') tests.push(hasWord(rows, word));
  return tests;
};

const isOutcome = (value: string, asked: string): boolean => {
  if (asked === 'found') return value !== 'compliant';
  if (asked === 'open') return value === 'error' || value === 'non-compliant';
  return value === asked;
};

const hasWord = (rows: Rows, word: string): Test => {
  const columns = Object.entries(rows.columns).map(([name, { values, places }]) => {
    const texts = name === 'rule' ? rows.rules.map(({ rule, what }) => `${rule} ${what}`) : values;
    return { places, good: texts.map((text) => text.toLowerCase().includes(word)) };
  });
  const isKey = /^[0-9a-f]{4,16}$/.test(word);
  return (row) =>
    columns.some(({ places, good }) => good[places[row] ?? 0] === true) || (isKey && keyOf(rows, row).includes(word));
};

const keyOf = ({ keys }: Rows, row: number): string => keys.slice(row * 16, row * 16 + 16);

/** Everything about a row. */
export const shownRow = (rows: Rows, row: number): ShownRow => {
  const value = (name: PackedName): string => {
    const { values, places } = rows.columns[name];
    return values[places[row] ?? 0] ?? '';
  };
  const facts = rows.rules[rows.columns.rule.places[row] ?? 0];
  return {
    key: keyOf(rows, row),
    rule: value('rule'),
    outcome: value('outcome'),
    path: value('path'),
    type: value('type'),
    launch: value('launch'),
    finding: value('finding'),
    message: value('message'),
    waiver: value('waiver'),
    team: rows.teams[value('launch')] ?? '',
    pack: facts?.pack ?? '',
    mode: facts?.mode ?? '',
    level: facts?.level ?? '',
    what: facts?.what ?? '',
    controls: (facts?.controls ?? []).map((place) => rows.controls[place] ?? ''),
  };
};
