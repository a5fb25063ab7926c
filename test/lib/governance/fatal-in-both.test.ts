import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { govern } from '../../../lib/governance/govern';
import { LAUNCH_RULES } from '../../../lib/governance/launch-rules';
import { LaunchStack } from '../../../lib/stacks/launch-stack';
import { loadWorkspace } from '../../../lib/workspace';
import { BROKEN } from '../../support/broken-rules';
import { launchYaml, policyWith, teamWith } from '../../support/policy';
import { testApp, testDefinition, testStage } from '../../support/stage';
import { AS_OF, removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const ROOT = resolve(__dirname, '../../..');
/** One broken launch for each fatal rule, a declared one among them. */
const FATAL = [
  ...LAUNCH_RULES.filter(({ severity }) => severity === 'fatal').map(({ id }) => id),
  'policy.says-what',
].map((rule) => {
  const broken = BROKEN.filter((one) => one.rule === rule).at(-1);
  if (broken === undefined) throw new Error(`No launch breaks ${rule}.`);
  return broken;
});
const codeOf = (rule: string): string => (rule.startsWith('policy.') ? 'policy.rule' : rule);

const waiversOf = (rules: readonly string[], path = '*'): string =>
  `waivers:\n${rules
    .map(
      (rule, index) =>
        `  - { id: W-${index}, rule: ${rule}, path: "${path}", reason: "Nothing else would do here.", owner: a, approver: b, granted: 2026-11-01, expires: 2027-01-01, ticket: T-1 }\n`,
    )
    .join('')}`;

/** The workspace governs an app in which the launch stands, whatever the workspace says of it. */
const governed = (files: Readonly<Record<string, string>>) => {
  const { workspace, findings, sources, drafts } = loadWorkspace(workspaceWith(files), { asOf: AS_OF });
  const manifest = drafts.get('launches/judged.yaml');
  if (workspace === undefined || manifest === undefined) throw new Error('The workspace cannot be read.');
  const stage = testStage();
  const app = testApp();
  const stack = new LaunchStack(app, { stage, definition: testDefinition({ launch: 'judged' }), costCentre: 'CC-2' });
  const launches = [{ file: 'launches/judged.yaml', manifest }];
  govern(app, { workspace: { ...workspace, launches }, stage, sources, asOf: AS_OF });
  return { app, stack, findings };
};

describe.each(FATAL)('the fatal rule $rule', ({ rule, policy = '', team = '', launch }) => {
  const files = {
    'platform/policy.yaml': policyWith(policy),
    'platform/teams.yaml': teamWith(team),
    'platform/waivers.yaml': waiversOf([rule]),
    'launches/judged.yaml': launchYaml('judged', launch),
  };

  it('is reported by check, whatever waivers say', () => {
    const { findings } = governed(files);

    expect(findings).toContainEqual(
      expect.objectContaining({ code: codeOf(rule), severity: 'error', file: 'launches/judged.yaml' }),
    );
    expect(findings).toContainEqual(expect.objectContaining({ code: 'waiver.fatal', severity: 'error' }));
  });

  it('fails synthesis, whatever waivers and acknowledgements say', () => {
    const { app, stack } = governed(files);
    for (const id of [`Tandem-${rule}`, `Tandem::Tandem-${rule}`]) {
      Validations.of(stack).acknowledge({ id, reason: 'A launch wants to be the exception.' });
    }

    expect(() => app.synth()).toThrow(`Tandem-${rule}`);
  });
});

describe('the CDK app', () => {
  it('stops at every launch that breaks a fatal rule, at its line, before it makes a template', () => {
    const names = FATAL.map(({ rule }) => rule.replaceAll('.', '-').toLowerCase());
    const root = workspaceWith({
      'platform/policy.yaml': policyWith(
        [...new Set(FATAL.map(({ policy = '' }) => policy))].flatMap(limitsIn).join(''),
      ),
      'platform/teams.yaml': teamWith(FATAL.map(({ team = '' }) => team).join('')),
      'platform/waivers.yaml': waiversOf(FATAL.map(({ rule }) => rule)),
      ...Object.fromEntries(
        FATAL.map(({ launch }, index) => [`launches/${names[index]}.yaml`, launchYaml(names[index] ?? '', launch)]),
      ),
    });
    const program = [join(ROOT, 'node_modules/tsx/dist/cli.mjs'), join(ROOT, 'bin/app.ts')];
    const { status, stderr } = spawnSync(process.execPath, program, { cwd: root, encoding: 'utf8' });

    expect(stderr).toContain('The findings above stop the synthesis.');
    expect(status).toBe(1);
    const missing = FATAL.filter(
      ({ rule }, index) => !stderr.includes(`error  ${codeOf(rule)}  launches/${names[index]}.yaml:`),
    );
    expect(missing.map(({ rule }) => rule)).toEqual([]);
  });
});

/** Limits by their key: each stands once in a file. */
const limitsIn = (policy: string, index: number, all: readonly string[]): readonly string[] =>
  policy.split(/^(?=[a-zA-Z])/m).filter((limit) => all.findIndex((other) => other.includes(limit)) === index);

describe('a rule that can be waived', () => {
  const files = (waivers: string) => ({
    'platform/teams.yaml': teamWith(),
    'platform/waivers.yaml': waivers,
    'launches/judged.yaml': launchYaml('judged', { audience: 'audience: { holdout: 1% }' }),
  });

  it('fails synthesis without a waiver', () => {
    expect(() => governed(files('waivers: []\n')).app.synth()).toThrow('Tandem-holdout.tooSmall');
  });

  it('stands in the report with its waiver, and synthesises', () => {
    const { directory } = governed(files(waiversOf(['holdout.tooSmall'], 'judged'))).app.synth();
    const { pluginReports } = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8'));
    const { violations, suppressedViolations } = pluginReports.find(
      (one: { pluginName: string }) => one.pluginName === 'Tandem',
    );

    expect(violations).toEqual([]);
    expect(suppressedViolations).toMatchObject([
      {
        ruleName: 'Tandem-holdout.tooSmall',
        reason: expect.stringMatching(/^W-0: .* \(owner a, approved by b in T-1/),
      },
    ]);
  });
});

describe('a rule that only warns', () => {
  it('is in the report, and stops nothing', () => {
    const { app } = governed({
      'platform/policy.yaml': policyWith('blackouts: [{ from: 2026-11-24, reason: silence }]\n'),
      'platform/teams.yaml': teamWith(),
      'launches/judged.yaml': launchYaml('judged'),
    });
    const said = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const { directory } = app.synth();
    said.mockRestore();
    const report = readFileSync(join(directory, 'validation-report.json'), 'utf8');

    expect(report).toContain('Tandem-when.blackout');
  });
});
