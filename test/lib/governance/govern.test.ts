import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stage } from '../../../contracts/platform';
import { govern } from '../../../lib/governance/govern';
import { packsOf } from '../../../lib/governance/packs';
import { compose } from '../../../lib/stacks/compose';
import { loadWorkspace, projectRoot } from '../../../lib/workspace';
import { handlersFolder, testApp } from '../../support/stage';

/** What the tests read of the report. */
interface PluginReport {
  readonly violations: readonly unknown[];
  readonly suppressedViolations?: readonly { readonly reason?: string }[];
}

const AS_OF = new Date('2026-11-22T12:00:00Z');
const root = projectRoot(__dirname) ?? '';
const { workspace, sources } = loadWorkspace(root, { asOf: AS_OF });
if (workspace === undefined) throw new Error('The workspace of the project cannot be read.');

/** Findings of the waivers and what the packs report, for a stage of the project with some settings of its own. */
const governed = (name: string, change: Partial<Stage> = {}) => {
  const { platform } = workspace;
  const settings = platform.stages[name];
  if (settings === undefined) throw new Error(`There is no stage ${name}.`);
  const stage = {
    name,
    prefix: platform.prefix,
    costCentre: platform.costCentre,
    settings: { ...settings, ...change },
  };
  const app = testApp();
  compose(app, { workspace, stage, handlersDir: handlersFolder() });
  const findings = govern(app, { workspace, stage, sources, asOf: AS_OF });
  const { directory } = app.synth();
  const report = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8')) as {
    pluginReports: PluginReport[];
  };
  return { findings, reports: report.pluginReports };
};

describe.each(Object.keys(workspace.platform.stages))('stage %s', (name) => {
  it('synthesises without a finding that nobody answers for, and with no waiver too many', () => {
    const { findings, reports } = governed(name);
    expect(findings).toEqual([]);
    expect(reports.flatMap(({ violations }) => violations)).toEqual([]);
  });
});

describe('a stage behind CloudFront', () => {
  it('uses the waivers of that option, and needs no others', () => {
    const { findings, reports } = governed('prod', { edge: { cloudFrontWaf: true } });
    expect(findings).toEqual([]);
    expect(reports.flatMap(({ violations }) => violations)).toEqual([]);
  });
});

describe('what is waived', () => {
  it('stands in the report with its waiver, and ends within a year', () => {
    const { reports } = governed('prod');
    const waived = reports.flatMap(({ suppressedViolations = [] }) => suppressedViolations);
    expect(waived.length).toBeGreaterThan(0);
    for (const { reason } of waived) expect(reason).toMatch(/^W-\d+: .* \(owner .*, approved by .* in .*, until \d/);
    for (const { granted, expires } of workspace.waivers) {
      expect(Date.parse(expires) - Date.parse(granted)).toBeLessThanOrEqual(365 * 86_400_000);
    }
  });
});

describe('packsOf', () => {
  it('makes the packs that policy.yaml enforces', () => {
    expect(packsOf(workspace.policy, 'enforced').map(({ readPackName }) => readPackName)).toEqual([
      'AwsSolutions',
      'NIST.800.53.R5',
      'Serverless',
    ]);
  });

  it('names the packs there are where policy.yaml has another', () => {
    const policy = { ...workspace.policy, packs: [{ pack: 'PCI.4.0', mode: 'enforced' as const }] };
    expect(() => packsOf(policy, 'enforced')).toThrow(/there is no pack "PCI\.4\.0"; there are AwsSolutions, /);
  });
});
