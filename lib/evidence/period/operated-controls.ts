import { z } from 'zod';
import mappings from '../../governance/controls/operation.json';
import { canonicalJson } from '../../governance/register/canonical-json';
import { type Controls, controlRegister, controlsSchema, type Operation } from '../../governance/register/controls';
import { csv } from '../../governance/register/csv';
import type { PeriodInput } from './input';
import { type PeriodTable, periodTableSchema } from './table';

const mappingSchema = z.strictObject({
  framework: z.string(),
  control: z.string(),
  /** Id of the table that shows it. */
  table: z.string(),
  asks: z
    .enum(['records', 'no-exceptions'])
    .describe('Whether the control asks that there are records, or that none of them is an exception.'),
  source: z.string(),
  because: z.string(),
});

/** Which table of a period shows that a control was kept: data, each with its source. */
export const OPERATION_MAPPINGS = mappingSchema.array().parse(mappings);

const framework = controlsSchema.shape.frameworks.element;
const shownSchema = z.strictObject({
  ...mappingSchema.omit({ framework: true, control: true }).shape,
  count: z.number().int().min(0),
  exceptions: z.number().int().min(0),
  shows: z.boolean().describe('Whether the table has a row, and, where the control asks it, no exception.'),
});

/** `period/controls.json`: every control, and what the period shows of it. */
export const periodControlsSchema = z.strictObject({
  from: periodTableSchema.shape.from,
  to: periodTableSchema.shape.to,
  meaning: z.string(),
  frameworks: z.array(
    z.strictObject({
      ...framework.shape,
      controls: z.array(z.strictObject({ ...framework.shape.controls.element.shape, operation: z.array(shownSchema) })),
    }),
  ),
});
export type PeriodControls = z.infer<typeof periodControlsSchema>;

const MEANING =
  'designed: at least one rule that is mapped to the control keeps on something, and none is broken. operated: a table of the period shows it, and no rule is broken. A table without rows shows nothing: the occasion never came up, or nobody gave the records. None of the two says that the control is met in full.';

/** Every control, judged by the register of the commit and by the tables of the period. */
export const periodControls = (
  { from, to, register }: Pick<PeriodInput, 'from' | 'to' | 'register'>,
  tables: readonly PeriodTable[],
): PeriodControls => {
  const shown = shownBy(tables);
  const operation: Operation = new Map(
    [...shown].map(([control, all]) => [
      control,
      all.filter(({ shows }) => shows).map(({ table }) => `period/${table}.json`),
    ]),
  );
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    meaning: MEANING,
    frameworks: controlRegister(register, undefined, operation).map((one) => ({
      ...one,
      controls: one.controls.map((entry) => ({
        ...(entry.status === 'operated' ? withoutNote(entry) : entry),
        operation: [...(shown.get(`${one.framework} ${entry.control}`) ?? [])],
      })),
    })),
  };
};

type Shown = z.infer<typeof shownSchema>;

const shownBy = (tables: readonly PeriodTable[]): ReadonlyMap<string, readonly Shown[]> => {
  const byId = new Map(tables.map((table) => [table.id, table]));
  const shown = new Map<string, Shown[]>();
  for (const { framework: of, control, ...mapping } of OPERATION_MAPPINGS) {
    const { count = 0, exceptions = 0 } = byId.get(mapping.table) ?? {};
    const shows = count > 0 && (mapping.asks === 'records' || exceptions === 0);
    const key = `${of} ${control}`;
    shown.set(key, [...(shown.get(key) ?? []), { ...mapping, count, exceptions, shows }]);
  }
  return shown;
};

/** What a build has no records for, the period has. */
const withoutNote = ({ note: _note, ...entry }: Controls['frameworks'][number]['controls'][number]) => entry;

/** `period/controls.json`, its schema, and the same as CSV, by file. */
export const controlFiles = (controls: PeriodControls): ReadonlyMap<string, string> =>
  new Map([
    ['period/controls.json', `${canonicalJson(controls)}\n`],
    ['period/controls.csv', periodControlsCsv(controls)],
    ['period/schemas/controls.schema.json', `${canonicalJson(z.toJSONSchema(periodControlsSchema))}\n`],
  ]);

const periodControlsCsv = ({ frameworks }: PeriodControls): string =>
  csv(
    ['framework', 'version', 'control', 'title', 'status', 'why', 'compliant', 'waived', 'open', 'records', 'shownBy'],
    frameworks.flatMap(({ framework: of, version, controls }) =>
      controls.map(({ rows, operation, ...control }) => ({
        ...{ framework: of, version, ...control, ...rows },
        shownBy: operation.map(({ table, count, exceptions }) => `${table}: ${count}, ${exceptions} exceptions`),
      })),
    ),
  );
