import { z } from 'zod';
import gdpr from '../controls/gdpr.json';
import nist80053R5 from '../controls/nist-800-53-r5.json';
import pciDss401 from '../controls/pci-dss-4.0.1.json';
import { isOpen } from './register';
import type { Register, Row } from './schema';

const count = z.number().int().min(0);

const controlSchema = z.strictObject({
  control: z.string(),
  title: z.string().optional(),
  /** Why no rule is mapped to it. */
  note: z.string().optional(),
  /** File of a bundle that is what the control asks for. */
  record: z.string().optional(),
  mappings: z.array(z.strictObject({ rule: z.string(), source: z.string(), because: z.string().optional() })),
});

const frameworkSchema = z.strictObject({
  framework: z.string(),
  version: z.string(),
  /** Where the framework itself can be read. */
  published: z.url(),
  /** What each mapping rests on. */
  sources: z.record(z.string(), z.string()),
  controls: z.array(controlSchema),
});
export type Framework = z.infer<typeof frameworkSchema>;

/** What rules are evidence for: data, each mapping with its source. */
export const FRAMEWORKS: readonly Framework[] = [nist80053R5, pciDss401, gdpr].map((one) => frameworkSchema.parse(one));

const entrySchema = z.strictObject({
  control: z.string(),
  title: z.string().optional(),
  status: z
    .enum(['designed', 'operated', 'no-evidence'])
    .describe('operated: designed, or without rules, and records of a period show that it was kept.'),
  why: z
    .enum(['no rule is mapped', 'nothing that its rules concern', 'only waived', 'violated'])
    .optional()
    .describe('Why there is no evidence.'),
  note: z.string().optional(),
  mappings: controlSchema.shape.mappings,
  rows: z.strictObject({ compliant: count, waived: count, open: count }),
  waivers: z.array(z.string()).describe('Exceptions from it.'),
  records: z
    .array(z.string())
    .describe('Files of the bundle that are what it asks for, or whose records show that it operated.'),
});

/**
 * What is known of a control. `designed`: its rules were asked, something keeps to them and nothing breaks them; or a file
 * of the bundle is what it asks for. Whether it operated is a matter of a period, which no build can tell.
 */
export type ControlEntry = z.infer<typeof entrySchema>;

/** `controls.json`: every control of every framework. */
export const controlsSchema = z.strictObject({
  asOf: z.string(),
  meaning: z.string(),
  frameworks: z.array(z.strictObject({ ...frameworkSchema.shape, controls: z.array(entrySchema) })),
});
export type Controls = z.infer<typeof controlsSchema>;

/** Files that show that a control was kept over a period, by framework and control: `GDPR Art. 17`. */
export type Operation = ReadonlyMap<string, readonly string[]>;

/** Every control of every framework, what the register is evidence for, and what records of a period show. */
export const controlRegister = (
  { rows }: Pick<Register, 'rows'>,
  frameworks: readonly Framework[] = FRAMEWORKS,
  operation: Operation = new Map(),
): Controls['frameworks'] => {
  const byRule = new Map<string, Row[]>();
  for (const row of rows) {
    const others = byRule.get(row.rule);
    if (others === undefined) byRule.set(row.rule, [row]);
    else others.push(row);
  }
  return frameworks.map((framework) => ({
    ...framework,
    controls: framework.controls.map((control) =>
      entryOf(
        control,
        control.mappings.flatMap(({ rule }) => byRule.get(rule) ?? []),
        operation.get(`${framework.framework} ${control.control}`) ?? [],
      ),
    ),
  }));
};

const entryOf = (
  control: Framework['controls'][number],
  rows: readonly Row[],
  records: readonly string[],
): ControlEntry => {
  const compliant = rows.filter(({ outcome }) => outcome === 'compliant').length;
  const open = rows.filter(({ outcome }) => isOpen(outcome)).length;
  const waived = rows.filter(({ outcome }) => outcome === 'waived');
  const why = reason(control, { compliant, waived: waived.length, open });
  const { title, note } = control;
  const status = statusOf(why, records);
  return {
    control: control.control,
    ...(title === undefined ? {} : { title }),
    status,
    ...(status === 'no-evidence' && why !== undefined ? { why } : {}),
    ...(note === undefined ? {} : { note }),
    mappings: control.mappings,
    rows: { compliant, waived: waived.length, open },
    waivers: [...new Set(waived.flatMap(({ waiver }) => waiver ?? []))].sort(),
    records: [...(control.record === undefined ? [] : [control.record]), ...records],
  };
};

/** Records of a period make nothing good that the build breaks, or that is nothing but exceptions. */
const statusOf = (why: ControlEntry['why'], records: readonly string[]): ControlEntry['status'] => {
  if (records.length > 0 && why !== 'violated' && why !== 'only waived') return 'operated';
  return why === undefined ? 'designed' : 'no-evidence';
};

const reason = (
  { mappings, record }: Framework['controls'][number],
  { compliant, waived, open }: ControlEntry['rows'],
): ControlEntry['why'] => {
  if (open > 0) return 'violated';
  if (compliant > 0 || record !== undefined) return undefined;
  if (waived > 0) return 'only waived';
  return mappings.length === 0 ? 'no rule is mapped' : 'nothing that its rules concern';
};
