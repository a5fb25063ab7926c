import { z } from 'zod';
import { canonicalJson } from '../../governance/register/canonical-json';
import { csv } from '../../governance/register/csv';
import type { PeriodInput, PeriodPart } from './input';
import { controlFiles, periodControls } from './operated-controls';
import { PERIOD_PARTS } from './parts';
import { periodReportPage } from './report/report';
import { type PeriodTable, periodTableSchema } from './table';

/** `period/index.json`: what the folder holds. */
export const periodIndexSchema = z.strictObject({
  from: periodTableSchema.shape.from,
  to: periodTableSchema.shape.to,
  stage: z.string(),
  account: z.string(),
  region: z.string(),
  commit: z.string().describe('The project by which the records were judged.'),
  tables: z.array(
    z.strictObject({
      id: periodTableSchema.shape.id,
      title: z.string(),
      count: z.number().int().min(0),
      exceptions: z.number().int().min(0),
      gaps: z.number().int().min(0),
    }),
  ),
});

/** A period's tables, in the order of the index. */
export const periodTables = (input: PeriodInput, parts: readonly PeriodPart[] = PERIOD_PARTS): readonly PeriodTable[] =>
  parts.flatMap((part) => part(input));

/** What `period/` of a bundle says, by file; the same records and the same commit give the same bytes. */
export const periodFiles = (input: PeriodInput, tables: readonly PeriodTable[]): ReadonlyMap<string, string> => {
  const controls = periodControls(input, tables);
  return new Map([
    ['period/index.json', jsonText(indexOf(input, tables))],
    ...tables.flatMap((table) => [
      [`period/${table.id}.json`, jsonText(table)] as const,
      [`period/${table.id}.csv`, tableCsv(table)] as const,
    ]),
    ...controlFiles(controls),
    ['period/report.html', periodReportPage(input, tables, controls)],
    ['period/schemas/index.schema.json', jsonText(z.toJSONSchema(periodIndexSchema))],
    ['period/schemas/table.schema.json', jsonText(z.toJSONSchema(periodTableSchema))],
  ]);
};

const indexOf = ({ from, to, stage, commit }: PeriodInput, tables: readonly PeriodTable[]) => ({
  ...{ from: from.toISOString(), to: to.toISOString(), stage: stage.name, commit },
  ...{ account: stage.settings.account, region: stage.settings.region },
  tables: tables.map(({ id, title, count, exceptions, gaps }) => ({ id, title, count, exceptions, gaps: gaps.length })),
});

const jsonText = (data: unknown): string => `${canonicalJson(data)}\n`;

const tableCsv = ({ columns, rows }: PeriodTable): string => {
  const names = columns.map(({ name }) => name);
  return csv(
    names,
    rows.map((row) => Object.fromEntries(names.map((name) => [name, row[name] ?? undefined]))),
  );
};
