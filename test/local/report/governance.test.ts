import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadWorkspace } from '../../../lib/workspace';
import { governanceOf } from '../../../local/report/governance';

describe('governance of a run', () => {
  const { workspace } = loadWorkspace(resolve(__dirname, '../../..'));
  if (workspace === undefined) throw new Error('The workspace cannot be read.');
  let assembly: string;
  beforeEach(() => {
    assembly = mkdtempSync(join(tmpdir(), 'tandem-governance-'));
  });
  afterEach(() => rmSync(assembly, { recursive: true }));

  const report = (...pluginReports: object[]): void =>
    writeFileSync(join(assembly, 'validation-report.json'), JSON.stringify({ pluginReports }));
  const rule = { violatingConstructs: [{}, {}] };

  it('claims nothing where the packs left no report', () => {
    expect(() => governanceOf(assembly, workspace)).toThrow('validation-report.json');
  });

  it('counts what each pack found and what was waived', () => {
    report({ pluginName: 'AwsSolutions', violations: [rule], suppressedViolations: [rule, rule] });
    const { packs } = governanceOf(assembly, workspace);
    expect(packs.find(({ pack }) => pack === 'AwsSolutions')).toMatchObject({ open: 2, waived: 4 });
    expect(packs.find(({ pack }) => pack === 'Serverless')).toMatchObject({ open: 0, waived: 0 });
  });

  it('leaves out waivers of options that the stage does not use', () => {
    report();
    const optional = workspace.waivers.filter(({ option }) => option !== undefined).length;
    expect(optional).toBeGreaterThan(0);
    expect(governanceOf(assembly, workspace).waivers).toBe(workspace.waivers.length - optional);
  });
});
