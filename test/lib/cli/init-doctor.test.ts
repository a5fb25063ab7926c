import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchExecutionPolicy } from '../../../lib/cli/launch-execution-policy';
import { pipelinePolicy } from '../../../lib/cli/launch-pipeline-policy';
import { fakeStage, runTandem } from '../../support/fake-stage';
import { removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const settings = { account: '111111111111', region: 'eu-west-1', launchQualifier: 'tandemlnch' };

describe('tandem init', () => {
  it('writes the policy of launch deployments and both bootstrap commands of the stage', async () => {
    const root = workspaceWith();
    const { code, out } = await runTandem(root, ['init', '--stage', 'prod']);
    const policy = JSON.parse(readFileSync(join(root, 'dist/bootstrap/tandem-prod-launch-execution.json'), 'utf8'));

    expect(code).toBe(0);
    expect(policy).toEqual(
      launchExecutionPolicy({
        prefix: 'tandem',
        stage: 'prod',
        settings,
      }),
    );
    expect(out).toContain(
      'npx cdk bootstrap aws://111111111111/eu-west-1 -c stage=prod --qualifier tandem --toolkit-stack-name tandem-prod-toolkit\n',
    );
    expect(out).toContain(
      '--qualifier tandemlnch --toolkit-stack-name tandem-prod-toolkit-launches --cloudformation-execution-policies arn:aws:iam::111111111111:policy/tandem-prod-launch-execution',
    );
  });
});

describe('tandem init of a pipeline', () => {
  const files = (root: string) => readdirSync(join(root, 'dist/bootstrap')).sort();
  const read = (root: string, name: string) => JSON.parse(readFileSync(join(root, 'dist/bootstrap', name), 'utf8'));

  it('keeps whoever deploys launches to launches, with a pipeline or without', async () => {
    const root = workspaceWith();
    const { out } = await runTandem(root, ['init', '--stage', 'prod']);
    expect(files(root)).toEqual(['tandem-prod-launch-deploy-limits.json', 'tandem-prod-launch-execution.json']);
    expect(out).toContain(
      'aws iam put-role-policy --role-name cdk-tandemlnch-deploy-role-111111111111-eu-west-1 --policy-name only-launches --policy-document file://dist/bootstrap/tandem-prod-launch-deploy-limits.json',
    );
    expect(out).not.toContain('create-role');
  });

  it('writes a role for each duty of a pipeline, which only jobs of its repository can take on', async () => {
    const root = workspaceWith();
    const { code, out } = await runTandem(root, ['init', '--stage', 'prod', '--repository', 'coats/tandem']);
    expect(code).toBe(0);
    const of = { prefix: 'tandem', stage: 'prod', settings };
    for (const [duty, environment] of [
      ['plan', 'prod-plan'],
      ['approvals', 'prod-approvals'],
      ['go-live', 'prod'],
      ['evidence', 'prod-evidence'],
      ['anchor', 'prod-anchor'],
    ] as const) {
      const role = `tandem-prod-pipeline-${duty}`;
      expect(out).toContain(`aws iam create-role --role-name ${role} `);
      expect(JSON.stringify(read(root, `${role}-trust.json`))).toContain(
        `repo:coats/tandem:environment:${environment}"`,
      );
      expect(read(root, `${role}.json`).Statement).toEqual(pipelinePolicy(of, duty).Statement);
    }
  });

  it('refuses a repository that would trust more than one', async () => {
    for (const name of ['coats', 'coats/*', 'coats/tandem:environment:x']) {
      const { code, err } = await runTandem(workspaceWith(), ['init', '--stage', 'prod', '--repository', name]);
      expect([code, err]).toEqual([2, expect.stringContaining('owner/name')]);
    }
  });
});

describe('launchExecutionPolicy', () => {
  const { Statement: statements } = launchExecutionPolicy({
    prefix: 'tandem',
    stage: 'prod',
    settings,
  });

  it('names every action, and no resource that is not a launch of the stage or a parameter that launches read', () => {
    for (const { Action: actions, Resource: resources } of statements) {
      expect(actions.filter((action) => action.includes('*'))).toEqual([]);
      expect(
        resources.filter(
          (resource) =>
            !/tandem-prod-(launch-\*|scheduler)$|\/prod\/(launches|foundation)\/\*$|tandemlnch\/version$/.test(
              resource,
            ),
        ),
      ).toEqual([]);
    }
  });

  it('lets roles be passed to the scheduler only, and made by nobody', () => {
    const iam = statements.filter(({ Action: actions }) => actions.some((action) => action.startsWith('iam:')));

    expect(iam).toEqual([
      {
        Sid: 'SchedulerRole',
        Effect: 'Allow',
        Action: ['iam:PassRole'],
        Resource: ['arn:aws:iam::111111111111:role/tandem-prod-scheduler'],
        Condition: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      },
    ]);
  });
});

describe('tandem doctor', () => {
  const project = (): string => {
    const root = workspaceWith({ 'package.json': '{"devDependencies":{"aws-cdk":"2.1148.1"}}' });
    mkdirSync(join(root, 'node_modules/aws-cdk'), { recursive: true });
    return root;
  };

  it('exits 0 where machine, files and stage are fit', async () => {
    const root = project();
    writeFileSync(join(root, 'node_modules/aws-cdk/package.json'), '{"version":"2.1148.1"}');
    const { code, out } = await runTandem(root, ['doctor'], fakeStage());

    expect(code).toBe(0);
    expect(out).toContain('ok     stage       local answers; 0 of 0 launches live');
    expect(out).toContain('ok     trail       is kept in trail');
  });

  it('exits 2 where nothing keeps the audit trail', async () => {
    const root = project();
    writeFileSync(join(root, 'node_modules/aws-cdk/package.json'), '{"version":"2.1148.1"}');
    const { code, out } = await runTandem(root, ['doctor'], { ...fakeStage(), trail: null });

    expect(code).toBe(2);
    expect(out).toContain('FAILS  trail       No bucket: the audit trail is not deployed. What happens is kept for 24');
  });

  it('exits 2 and says what is not, all of it', async () => {
    const root = project();
    writeFileSync(join(root, 'node_modules/aws-cdk/package.json'), '{"version":"3.0.0"}');
    writeFileSync(join(root, 'launches/bad.yaml'), 'launch: bad\n');
    const { code, out } = await runTandem(root, ['doctor']);

    expect(code).toBe(2);
    expect(out).toContain('FAILS  cdk         3.0.0; needed: 2.1148.1');
    expect(out).toMatch(/FAILS {2}yaml {8}\d errors; run: npx tandem check/);
    expect(out).toContain('FAILS  stage       AWS does not answer.');
  });
});

describe('tandem --help', () => {
  it('lists every verb, exit 0', async () => {
    const { code, out } = await runTandem('/', ['--help']);

    expect(code).toBe(0);
    for (const verb of ['check', 'go-live', 'pause', 'resume', 'end', 'status', 'vendor', 'init', 'doctor']) {
      expect(out).toMatch(new RegExp(`^ {2}${verb} `, 'm'));
    }
  });
});
