import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from '../../lib/workspace';
import { AS_OF } from '../deployment';
import type { Governance } from './model';

interface PluginReport {
  readonly pluginName: string;
  readonly violations: readonly { readonly violatingConstructs: readonly unknown[] }[];
  readonly suppressedViolations?: readonly { readonly violatingConstructs: readonly unknown[] }[];
}

/** What the packs said at synthesis, and the waivers in force. A pack without a line in the report found nothing. */
export const governanceOf = (assembly: string, { policy, waivers }: Workspace, asOf = AS_OF): Governance => {
  const file = join(assembly, 'validation-report.json');
  const reports = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { pluginReports: PluginReport[] }).pluginReports
    : [];
  const count = (rows: readonly { readonly violatingConstructs: readonly unknown[] }[] = []): number =>
    rows.reduce((sum, { violatingConstructs }) => sum + violatingConstructs.length, 0);
  const inForce = waivers.filter(({ granted, expires }) => granted <= asOf && asOf < expires);
  const [next] = inForce.map(({ expires }) => expires).sort();
  return {
    packs: policy.packs.map(({ pack, mode }) => {
      const report = reports.find(({ pluginName }) => pluginName.replaceAll(' ', '') === pack.replaceAll(' ', ''));
      return { pack, mode, open: count(report?.violations), waived: count(report?.suppressedViolations) };
    }),
    waivers: inForce.length,
    ...(next === undefined ? {} : { nextExpiry: next }),
  };
};
