import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from '../../lib/workspace';
import { AS_OF } from '../deployment';
import type { Governance } from './model';

interface PluginReport {
  readonly pluginName: string;
  readonly violations: readonly { readonly violatingConstructs: readonly unknown[] }[];
  readonly suppressedViolations?: readonly { readonly violatingConstructs: readonly unknown[] }[];
}

/** The part of a workspace that says what was governed, and how. */
type Governed = Pick<Workspace, 'policy' | 'waivers' | 'platform'>;

/**
 * What the packs said at synthesis, and the waivers in force in stage `local`. A pack without a line in the report found
 * nothing; without a report nobody knows, so its absence throws.
 */
export const governanceOf = (
  assembly: string,
  { policy, waivers, platform }: Governed,
  asOf: string = AS_OF,
): Governance => {
  const text = readFileSync(join(assembly, 'validation-report.json'), 'utf8');
  const { pluginReports: reports } = JSON.parse(text) as { pluginReports: readonly PluginReport[] };
  const count = (rows: readonly { readonly violatingConstructs: readonly unknown[] }[] = []): number =>
    rows.reduce((sum, { violatingConstructs }) => sum + violatingConstructs.length, 0);
  const edge = platform.stages.local?.edge;
  // A waiver of an option says nothing where the option is off.
  const inForce = waivers.filter(
    ({ granted, expires, option }) =>
      granted <= asOf && asOf < expires && (option === undefined || edge?.[option] === true),
  );
  const [next] = inForce.map(({ expires }) => expires).sort();
  return {
    // Reported packs run for evidence only: synthesis has nothing to say of them.
    packs: policy.packs
      .filter(({ mode }) => mode === 'enforced')
      .map(({ pack, mode }) => {
        const report = reports.find(({ pluginName }) => pluginName.replaceAll(' ', '') === pack.replaceAll(' ', ''));
        return { pack, mode, open: count(report?.violations), waived: count(report?.suppressedViolations) };
      }),
    waivers: inForce.length,
    ...(next === undefined ? {} : { nextExpiry: next }),
  };
};
