import { z } from 'zod';
import gdpr from '../controls/gdpr.json';
import nist80053R5 from '../controls/nist-800-53-r5.json';
import pciDss401 from '../controls/pci-dss-4.0.1.json';
import { isOpen } from './register';
import type { Register, Row } from './schema';

const frameworkSchema = z.strictObject({
  framework: z.string(),
  version: z.string(),
  /** Where the framework itself can be read. */
  published: z.url(),
  /** What each mapping rests on. */
  sources: z.record(z.string(), z.string()),
  controls: z.array(
    z.strictObject({
      control: z.string(),
      title: z.string().optional(),
      /** Why no rule is mapped to it. */
      note: z.string().optional(),
      mappings: z.array(z.strictObject({ rule: z.string(), source: z.string(), because: z.string().optional() })),
    }),
  ),
});
export type Framework = z.infer<typeof frameworkSchema>;

/** What rules are evidence for: data, each mapping with its source. */
export const FRAMEWORKS: readonly Framework[] = [nist80053R5, pciDss401, gdpr].map((one) => frameworkSchema.parse(one));

/**
 * What a build says of a control. `designed`: its rules were asked, something keeps to them and nothing breaks them.
 * Whether it operated is a matter of a period, which no build can tell.
 */
export interface ControlEntry {
  readonly control: string;
  readonly title?: string;
  readonly status: 'designed' | 'no-evidence';
  /** Why there is no evidence. */
  readonly why?: 'no rule is mapped' | 'nothing that its rules concern' | 'only waived' | 'violated';
  readonly note?: string;
  readonly mappings: Framework['controls'][number]['mappings'];
  readonly rows: { readonly compliant: number; readonly waived: number; readonly open: number };
  /** Exceptions from it. */
  readonly waivers: readonly string[];
}

/** Every control of every framework, and what the register is evidence for. */
export const controlRegister = (
  { rows }: Pick<Register, 'rows'>,
  frameworks: readonly Framework[] = FRAMEWORKS,
): readonly (Omit<Framework, 'controls'> & { readonly controls: readonly ControlEntry[] })[] => {
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
      ),
    ),
  }));
};

const entryOf = (control: Framework['controls'][number], rows: readonly Row[]): ControlEntry => {
  const compliant = rows.filter(({ outcome }) => outcome === 'compliant').length;
  const open = rows.filter(({ outcome }) => isOpen(outcome)).length;
  const waived = rows.filter(({ outcome }) => outcome === 'waived');
  const why = reason(control, { compliant, waived: waived.length, open });
  const { title, note } = control;
  return {
    control: control.control,
    ...(title === undefined ? {} : { title }),
    status: why === undefined ? 'designed' : 'no-evidence',
    ...(why === undefined ? {} : { why }),
    ...(note === undefined ? {} : { note }),
    mappings: control.mappings,
    rows: { compliant, waived: waived.length, open },
    waivers: [...new Set(waived.flatMap(({ waiver }) => waiver ?? []))].sort(),
  };
};

const reason = (
  { mappings }: Framework['controls'][number],
  { compliant, waived, open }: ControlEntry['rows'],
): ControlEntry['why'] => {
  if (open > 0) return 'violated';
  if (compliant > 0) return undefined;
  if (waived > 0) return 'only waived';
  return mappings.length === 0 ? 'no rule is mapped' : 'nothing that its rules concern';
};
