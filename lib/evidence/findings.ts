import { z } from 'zod';
import type { Controls } from '../governance/register/controls';
import { type CsvValue, csv } from '../governance/register/csv';
import { type Register, type Row, rowSchema } from '../governance/register/schema';

const findingSchema = z.strictObject({
  ...rowSchema.shape,
  what: z.string().describe('The text of the rule.'),
  controls: z.array(z.string()).describe('Controls that the rule is evidence for.'),
});

/** `findings.json`: everything that is not compliant, waived or not, under the key that it has in every format. */
export const findingsSchema = z.strictObject({ asOf: z.string(), findings: z.array(findingSchema) });
export type Findings = z.infer<typeof findingsSchema>;

/** What is not compliant in a register, with the text of its rule and the controls that it touches. */
export const findingsOf = ({ about, rows, rules }: Register, frameworks: Controls['frameworks']): Findings => {
  const texts = new Map(rules.map(({ rule, what }) => [rule, what]));
  const controls = new Map<string, string[]>();
  for (const { framework, controls: all } of frameworks) {
    for (const { control, mappings } of all) {
      for (const { rule } of mappings) {
        const named = controls.get(rule) ?? [];
        controls.set(rule, named);
        named.push(`${framework} ${control}`);
      }
    }
  }
  return {
    asOf: about.asOf,
    findings: rows
      .filter(({ outcome }) => outcome !== 'compliant')
      .map((row) => ({ ...row, what: texts.get(row.rule) ?? row.rule, controls: controls.get(row.rule) ?? [] })),
  };
};

const COLUMNS = [
  'key',
  'outcome',
  'level',
  'mode',
  'pack',
  'rule',
  'path',
  'launch',
  'finding',
  'message',
  'waiver',
  'waiverStarts',
  'waiverEnded',
  'what',
  'controls',
] as const satisfies readonly (keyof Row | 'what' | 'controls')[];

/** The same as CSV. */
export const findingsCsv = ({ findings }: Findings): string =>
  csv(COLUMNS, findings as readonly Partial<Record<(typeof COLUMNS)[number], CsvValue>>[]);
