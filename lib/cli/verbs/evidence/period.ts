import { existsSync, lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import { periodFiles, periodTables } from '../../../evidence/period/files';
import type { PeriodInput } from '../../../evidence/period/input';
import { RecordsError, readExports } from '../../../evidence/period/records';
import type { PeriodTable } from '../../../evidence/period/table';
import { stageContext } from '../../../stacks/compose';
import { fileFinding } from '../../codes';
import { type Context, EnvironmentError } from '../../context';

export interface PeriodOptions {
  /** First day of the period, in UTC. @default - the bundle tells of no period */
  readonly from?: Date | undefined;
  /** Last day of it. */
  readonly to?: Date | undefined;
  /** Folder with the exports that it is judged from. */
  readonly records?: string | undefined;
  /** What the sample is drawn by. @default - the hash of the population, which nobody can choose */
  readonly seed?: string | undefined;
  /** How many rows are drawn. @default - as the size of the population asks for */
  readonly sample?: number | undefined;
}

type Given = Omit<PeriodInput, 'root' | 'commit' | 'workspace' | 'templates' | 'register'>;

const DAY_MS = 24 * 60 * 60_000;

/** What a period is judged from, read before anything else is done; undefined where none was asked for. */
export const periodGiven = (context: Context, options: PeriodOptions & { readonly out?: string | undefined }) => {
  const { from, to, records, seed, sample, out } = options;
  if ([from, to, records, seed, sample].every((one) => one === undefined)) return undefined;
  if (from === undefined || to === undefined || records === undefined || out === undefined) {
    throw new EnvironmentError(
      'Evidence of a period needs all of --from <day>, --to <day>, --records <folder> and --out <folder>.',
    );
  }
  if (to < from) {
    throw new EnvironmentError(`--to ${dayOf(to)} is before --from ${dayOf(from)}: both days are of the period.`);
  }
  const folder = resolve(context.cwd, records);
  if (!existsSync(folder) || !lstatSync(folder).isDirectory()) {
    throw new EnvironmentError(
      `There is no folder ${records}: it holds trail.jsonl, anchors.json, withdrawals.json and cloudtrail/.`,
    );
  }
  const stage = stageContext(context.platform, context.stage);
  const given: Given = { from, to: new Date(to.getTime() + DAY_MS), stage, sample: { seed, size: sample } };
  return { ...given, ...exportsIn(folder, stage) };
};

const exportsIn = (folder: string, stage: Given['stage']) => {
  try {
    return readExports(folder, stage);
  } catch (error) {
    if (error instanceof RecordsError) throw new EnvironmentError(error.message, { cause: error });
    throw error;
  }
};

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

/** A period as a bundle tells it: its files, a finding for each table with exceptions, and lines for people. */
export const periodTold = (input: PeriodInput, shown: string) => {
  const tables = periodTables(input);
  const gaps = tables.reduce((sum, table) => sum + table.gaps.length, 0);
  const last = new Date(input.to.getTime() - 1);
  return {
    files: periodFiles(input, tables),
    findings: tables.flatMap((table) => exceptionFinding(table, shown)),
    data: tables.map(({ id, count, exceptions, gaps: missing }) => ({ id, count, exceptions, gaps: missing })),
    lines: [
      `Period ${dayOf(input.from)} to ${dayOf(last)}: ${gaps === 0 ? 'no gaps' : `${gaps} gaps, which the tables name`}`,
      ...tables.map(
        ({ id, title, count, exceptions }) =>
          `  ${id}: ${title}: ${count}, ${exceptions === 1 ? '1 exception' : `${exceptions} exceptions`}`,
      ),
    ],
  };
};

const exceptionFinding = ({ id, count, exceptions, rows }: PeriodTable, shown: string) => {
  const [first] = rows.filter(({ exception }) => exception !== '' && exception !== undefined);
  if (exceptions === 0) return [];
  return [
    fileFinding(
      'evidence.exception',
      `${shown}/period/${id}.json`,
      `${exceptions} of ${count} rows are exceptions, the first: ${String(first?.exception ?? '')}`,
      'Find out what happened, and write down for the auditor what was done about it.',
    ),
  ];
};
