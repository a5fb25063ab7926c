import type { Controls } from '../../governance/register/controls';
import type { Register, Row } from '../../governance/register/schema';
import { launchOfPath, type ReportedLaunch } from './launches';

/** One column of rows: its different values, and of each row the difference of its value's place to that of the row before. */
export interface PackedColumn {
  readonly values: readonly string[];
  readonly steps: readonly number[];
}

/** What is the same in all rows of a rule. */
export interface PackedRule {
  readonly rule: string;
  readonly pack: string;
  readonly mode: Row['mode'];
  readonly level: Row['level'];
  readonly what: string;
  /** Places in `controls`. */
  readonly controls: readonly number[];
}

/** All rows of a register, column by column, so that two hundred thousand of them fit into a page; an empty text is no value. */
export interface PackedRows {
  readonly count: number;
  /** Keys of all rows, sixteen digits each. */
  readonly keys: string;
  readonly rules: readonly PackedRule[];
  /** `NIST 800-53 AC-4`: what filters call a control. */
  readonly controls: readonly string[];
  /** Team by launch. */
  readonly teams: Readonly<Record<string, string>>;
  readonly columns: Readonly<Record<PackedName, PackedColumn>>;
}

/** Columns beside the key; `rule` holds places in `rules`. */
export const PACKED = ['rule', 'outcome', 'path', 'type', 'launch', 'finding', 'message', 'waiver'] as const;
export type PackedName = (typeof PACKED)[number];

/** Packs the rows of a register with what filters ask of them. */
export const packRows = (
  { rows, rules }: Pick<Register, 'rows' | 'rules'>,
  frameworks: Controls['frameworks'],
  launches: readonly ReportedLaunch[],
): PackedRows => {
  const { names, ofRule } = controlsByRule(frameworks);
  const first = new Map<string, Row>();
  for (const row of rows) if (!first.has(row.rule)) first.set(row.rule, row);
  const texts = new Map(rules.map(({ rule, what }) => [rule, what]));
  const launchOf = launchOfPath(launches);
  const column = (textOf: (row: Row) => string): PackedColumn => packed(rows, textOf);
  return {
    count: rows.length,
    keys: rows.map(({ key }) => key).join(''),
    rules: [...first.values()].map(({ rule, pack, mode, level }) => ({
      rule,
      pack,
      mode,
      level,
      what: texts.get(rule) ?? rule,
      controls: ofRule.get(rule) ?? [],
    })),
    controls: names,
    teams: Object.fromEntries(launches.map(({ launch, team }) => [launch, team])),
    columns: {
      rule: column(({ rule }) => rule),
      outcome: column(({ outcome }) => outcome),
      path: column(({ path }) => path),
      type: column(({ type }) => type),
      launch: column((row) => row.launch ?? launchOf(row.path)?.launch ?? ''),
      finding: column(({ finding = '' }) => finding),
      message: column(({ message = '' }) => message),
      waiver: column(({ waiver = '', waiverStarts, waiverEnded }) => {
        if (waiverStarts !== undefined) return `${waiver} (from ${waiverStarts})`;
        return waiverEnded === undefined ? waiver : `${waiver} (ended ${waiverEnded})`;
      }),
    },
  };
};

const packed = (rows: readonly Row[], textOf: (row: Row) => string): PackedColumn => {
  const places = new Map<string, number>();
  let before = 0;
  const steps = rows.map((row) => {
    const value = textOf(row);
    const place = places.get(value) ?? places.size;
    places.set(value, place);
    const step = place - before;
    before = place;
    return step;
  });
  return { values: [...places.keys()], steps };
};

const controlsByRule = (frameworks: Controls['frameworks']) => {
  const names: string[] = [];
  const ofRule = new Map<string, number[]>();
  for (const { framework, controls } of frameworks) {
    for (const { control, mappings } of controls) {
      if (mappings.length === 0) continue;
      const place = names.push(`${framework} ${control}`) - 1;
      for (const { rule } of mappings) {
        const named = ofRule.get(rule) ?? [];
        ofRule.set(rule, named);
        if (!named.includes(place)) named.push(place);
      }
    }
  }
  return { names, ofRule };
};
