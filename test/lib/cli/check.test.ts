import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTandem } from '../../support/fake-stage';
import { FIXTURES, removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const invalid = (name: string): string => readFileSync(join(FIXTURES, 'invalid', name), 'utf8');

describe('tandem check', () => {
  it('says stage, account and whether customers are real first, then what is fine', async () => {
    const { code, out } = await runTandem(
      workspaceWith({ 'platform/vendors/oldpost.yaml': undefined, 'platform/teams.yaml': teams }),
      ['check'],
    );

    expect(code).toBe(0);
    expect(out).toBe('stage local · account 000000000000 · REAL CUSTOMERS: no\n\n25 files, nothing to mend.');
  });

  it('shows the line with a caret, what is allowed and the way out', async () => {
    const { code, out } = await runTandem(workspaceWith({ 'launches/vendors.yaml': invalid('vendors.yaml') }), [
      'check',
      '--stage',
      'prod',
    ]);

    expect(code).toBe(1);
    expect(out).toContain('stage prod · account 111111111111 · REAL CUSTOMERS: yes\n');
    expect(out).toContain(`error  vendor.notApproved  launches/vendors.yaml:7:33
  channels.use[0].vendor: "mailmax" is not approved; approved: chirp, mailhub, oldpost
  7 |     - { channel: email, vendor: mailmax }
    |                                 ^
  fix: Ask IT to add platform/vendors/mailmax.yaml.
  more: docs/findings/vendor.notApproved.md`);
    expect(out).toContain('27 files: 2 errors, 1 warning.');
  });

  it('prints data for programs', async () => {
    const { code, out } = await runTandem(workspaceWith({ 'launches/vendors.yaml': invalid('vendors.yaml') }), [
      'check',
      '--json',
    ]);
    const answer = JSON.parse(out);

    expect(code).toBe(1);
    expect(answer).toMatchObject({
      stage: 'local',
      account: '000000000000',
      realCustomers: false,
      errors: 2,
      warnings: 1,
    });
    expect(answer.findings[0]).toEqual({
      code: 'vendor.notApproved',
      severity: 'error',
      file: 'launches/vendors.yaml',
      line: 7,
      column: 33,
      path: 'channels.use[0].vendor',
      message: '"mailmax" is not approved; approved: chirp, mailhub, oldpost',
      fix: 'Ask IT to add platform/vendors/mailmax.yaml.',
      docs: 'docs/findings/vendor.notApproved.md',
    });
  });

  it('prints SARIF for code scanning, and nothing else', async () => {
    const { code, out } = await runTandem(workspaceWith({ 'launches/vendors.yaml': invalid('vendors.yaml') }), [
      'check',
      '--format',
      'sarif',
    ]);
    const { version, runs } = JSON.parse(out);

    expect(code).toBe(1);
    expect(version).toBe('2.1.0');
    expect(runs[0].tool.driver.rules.map((rule: { id: string }) => rule.id)).toEqual([
      'vendor.notApproved',
      'vendor.notNeeded',
      'vendor.approvalOver',
    ]);
    expect(runs[0].results[0]).toMatchObject({
      ruleId: 'vendor.notApproved',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'launches/vendors.yaml' },
            region: { startLine: 7, startColumn: 33 },
          },
        },
      ],
    });
  });

  it('judges approvals as of another day', async () => {
    const root = workspaceWith({ 'launches/expired-vendor.yaml': invalid('expired-vendor.yaml') });
    const codesOn = async (day: string): Promise<string[]> => {
      const { out } = await runTandem(root, ['check', '--json', '--as-of', day]);
      return JSON.parse(out).findings.map((one: { code: string }) => one.code);
    };

    expect(await codesOn('2026-09-30')).toEqual(expect.not.arrayContaining(['vendor.approvalOver']));
    expect(await codesOn('2026-10-01')).toEqual(expect.arrayContaining(['vendor.expired', 'vendor.approvalOver']));
  });

  it('still says what is wrong where the stages themselves cannot be read', async () => {
    const { code, out } = await runTandem(workspaceWith({ 'platform/platform.yaml': 'organisation: 7\n' }), ['check']);

    expect(code).toBe(1);
    expect(out).toContain('schema.missing  platform/platform.yaml:1:1');
  });

  it.each([
    { case: 'outside a project', cwd: '/', argv: ['check'], said: 'No platform/platform.yaml here or above' },
    {
      case: 'with an unknown stage',
      argv: ['check', '--stage', 'tset'],
      said: 'There is no stage "tset"; stages: local, prod.',
    },
    {
      case: 'with an unknown format',
      argv: ['check', '--format', 'xml'],
      said: 'Allowed choices are text, json, sarif',
    },
    { case: 'with a day that is none', argv: ['check', '--as-of', 'soon'], said: 'YYYY-MM-DD' },
    { case: 'with an unknown verb', argv: ['chekc'], said: "unknown command 'chekc'" },
  ])('exits 2 $case', async ({ cwd, argv, said }) => {
    const { code, err } = await runTandem(cwd ?? workspaceWith(), argv);

    expect(code).toBe(2);
    expect(err).toContain(said);
  });
});

const teams = `teams:
  - { team: retail-marketing, costCentre: C, lead: l, languages: [en], channels: [email, pos, app], purposes: [personalised-offers] }
`;
