import { createHash } from 'node:crypto';
import type { Waiver } from '../../../contracts/platform';
import { tandemRule } from '../tandem-rules';
import { answering, timeOfWaiver } from '../waiver-dates';
import { covers, matchesGlob } from '../waiver-match';
import { widthFaults } from '../waiver-width';
import type { Evaluation, Judged, RuleFacts } from './evaluation';
import type { About, PackProof, Register, Row } from './schema';
import { STANDARDS } from './standards';

/** What one pack said, and whether that decides. */
export interface Evaluated {
  readonly mode: Row['mode'];
  /** Whether an unwaived warning of it fails, where it is enforced. @default - allow */
  readonly warnings?: 'block' | 'allow' | undefined;
  readonly evaluation: Evaluation;
}

export interface RegisterProps {
  readonly about: About;
  readonly evaluated: readonly Evaluated[];
  readonly waivers: readonly Waiver[];
  /** Files of launches with mistakes. */
  readonly leftOut: readonly string[];
}

/** The register of a stage. An unwaived error of an enforced pack fails it, a warning where policy says so, and a launch that cannot be judged. */
export const buildRegister = ({ about, evaluated, waivers, leftOut }: RegisterProps): Register => {
  const named = evaluated.flatMap((one) => rowsOf(one, waivers, about.asOf));
  const wide = new Set(waivers.filter((waiver) => widthOf(waiver, named).length > 0).map(({ id }) => id));
  const rows = wide.size === 0 ? named : evaluated.flatMap((one) => rowsOf(one, waivers, about.asOf, wide));
  const open = rows.filter(({ mode, outcome }) => mode === 'enforced' && isOpen(outcome));
  const blocking = new Set(
    evaluated.filter(({ warnings }) => warnings === 'block').map(({ evaluation }) => evaluation.pack),
  );
  const failing = open.filter(({ level, pack }) => level !== 'warning' || blocking.has(pack)).map(({ key }) => key);
  return {
    about,
    verdict: {
      passes: failing.length === 0 && leftOut.length === 0,
      failing,
      warnings: open.length - failing.length,
      leftOut: [...leftOut],
    },
    packs: evaluated.map((one) => proofOf(one, rows)),
    rules: evaluated.flatMap(({ evaluation }) => rulesOf(evaluation)),
    rows,
  };
};

/** Whether an outcome is neither compliant nor answered for. */
export const isOpen = (outcome: Row['outcome']): boolean => outcome === 'non-compliant' || outcome === 'error';

/** Why a waiver is too wide, given rows that say which waiver names them. */
export const widthOf = (waiver: Waiver, rows: readonly Row[]): ReturnType<typeof widthFaults> => {
  const excused = rows.filter((row) => row.waiver === waiver.id);
  return excused.length === 0 ? [] : widthFaults(waiver, excused);
};

/** What one pack said of each resource, with the waivers that answer for it; those in `wide` name it and excuse nothing. */
export const rowsOf = (
  { mode, evaluation }: Evaluated,
  waivers: readonly Waiver[],
  asOf: string,
  wide: ReadonlySet<string> = new Set(),
): readonly Row[] => {
  const facts = new Map(evaluation.rules.map((one) => [one.rule, one]));
  return evaluation.judged
    .map((judged) => rowOf({ pack: evaluation.pack, mode }, judged, facts.get(judged.rule), { waivers, asOf, wide }))
    .sort((a, b) => compare(a.rule, b.rule) || compare(a.path, b.path) || compare(a.finding ?? '', b.finding ?? ''));
};

interface Exceptions {
  readonly waivers: readonly Waiver[];
  readonly asOf: string;
  /** Ids of those that are too wide. */
  readonly wide: ReadonlySet<string>;
}

const rowOf = (
  pack: Pick<Row, 'pack' | 'mode'>,
  judged: Judged,
  facts: RuleFacts | undefined,
  { waivers, asOf, wide }: Exceptions,
): Row => {
  const { outcome, ...rest } = judged;
  const level = facts?.level ?? 'error';
  const naming = isOpen(outcome) && level !== 'fatal' ? waivers.filter((one) => names(one, judged)) : [];
  const waiver = answering(naming, asOf);
  const time = waiver === undefined ? undefined : timeOfWaiver(waiver, asOf);
  return {
    key: keyOf(judged),
    ...pack,
    ...rest,
    level,
    outcome: time === 'in-force' && waiver !== undefined && !wide.has(waiver.id) ? 'waived' : outcome,
    ...(waiver === undefined ? {} : { waiver: waiver.id }),
    ...(waiver !== undefined && time === 'not-yet' ? { waiverStarts: waiver.granted } : {}),
    ...(waiver !== undefined && time === 'ended' ? { waiverEnded: waiver.expires } : {}),
  };
};

/** Whether a waiver names what is judged, whatever the day. */
export const names = (
  waiver: Waiver,
  { launch, rule, path, finding }: Pick<Row, 'launch' | 'rule' | 'path' | 'finding'>,
): boolean =>
  launch === undefined
    ? covers(waiver, { pack: '', rule, path, ...(finding === undefined ? {} : { finding }) })
    : tandemRule({ id: waiver.rule }) === rule && waiver.finding === undefined && matchesGlob(waiver.path, launch);

/** Stable name of what is judged: nothing in it is generated, so it outlives a change elsewhere. */
const keyOf = ({ rule, path, finding = '' }: Judged): string =>
  createHash('sha256')
    .update(JSON.stringify([rule, path, finding]))
    .digest('hex')
    .slice(0, 16);

const proofOf = ({ mode, evaluation }: Evaluated, all: readonly Row[]): PackProof => {
  const { pack, rules, resources, judged, notApplicable } = evaluation;
  const rows = all.filter((row) => row.pack === pack);
  const counted = (outcome: Row['outcome']) => rows.filter((row) => row.outcome === outcome).length;
  const answers = (outcome: Judged['outcome']) =>
    new Set(judged.filter((one) => one.outcome === outcome).map(({ rule, path }) => `${rule} ${path}`)).size;
  return {
    pack,
    mode,
    ...STANDARDS[pack],
    rules: rules.length,
    resources,
    answers: {
      compliant: answers('compliant'),
      nonCompliant: answers('non-compliant'),
      error: answers('error'),
      notApplicable: [...notApplicable.values()].flatMap((types) => [...types.values()]).reduce((a, b) => a + b, 0),
    },
    rows: {
      compliant: counted('compliant'),
      waived: counted('waived'),
      'non-compliant': counted('non-compliant'),
      error: counted('error'),
    },
  };
};

const rulesOf = ({ rules, notApplicable }: Evaluation): Register['rules'] =>
  rules
    .map((one) => ({ ...one, notApplicable: Object.fromEntries(notApplicable.get(one.rule) ?? []) }))
    .sort((a, b) => compare(a.rule, b.rule));

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
