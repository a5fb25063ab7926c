import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PeriodInput } from '../../../../../lib/evidence/period/input';
import { stageContext } from '../../../../../lib/stacks/compose';
import {
  type ApprovedProject,
  approvedProject,
  changesIn,
  cloudFormation,
  deployed,
  LAUNCH,
  periodOf,
  tablesOf,
} from '../../../../support/period-account';
import { sessionOf } from '../../../../support/period-input';
import { removeWorkspaces } from '../../../../support/workspace';

afterAll(removeWorkspaces);

const BEFORE = '2026-11-20T10:00:00Z';
/** After everybody has approved, in the order of tests. */
const [MERGED, DEPLOYED, MERGED_LATER, DEPLOYED_LATER] = ['12:10', '12:30', '12:40', '13:00'].map(
  (time) => `2026-11-20T${time}:00Z`,
);
const SHA = /^[0-9a-f]{40}$/;

const platformDeployed = (id: string, at = DEPLOYED, stack = 'tandem-prod-foundation') =>
  cloudFormation(
    'ExecuteChangeSet',
    { stackName: stack, changeSetName: 'cdk-deploy-change-set' },
    { eventID: id, eventTime: at },
  );

/** Changes the policy, and has people approve it. */
const propose = async (project: ApprovedProject, approvers: readonly string[], days = 61, since = 'main') => {
  const policy = project.read('platform/policy.yaml');
  project.write('platform/policy.yaml', policy.replace(/longestRun: \d+ days/, `longestRun: ${days} days`));
  await approve(project, approvers, since);
};
const approve = async ({ tandem, key }: ApprovedProject, names: readonly string[], since: string) => {
  const about = ['--platform', '--since', since];
  const calls = [['ask', ...about], ...names.map((name) => ['approve', ...about, '--key', key(name)])];
  for (const call of names.length === 0 ? [] : calls) {
    const { code, out } = await tandem(call);
    if (code !== 0) throw new Error(out);
  }
};
const BOTH = ['tess', 'ivy'];

const rowsOf = (project: ApprovedProject, events: readonly ReturnType<typeof platformDeployed>[], more = {}) =>
  changesIn(project, [], events, { commit: project.git('rev-parse', 'HEAD'), ...more }).rows;

describe('a deployment of the platform', () => {
  it('is granted by the two-person records of what was changed since the one before, and names the people', async () => {
    const project = await approvedProject([]);
    await propose(project, BOTH);
    const commit = await project.recommit('feat: longer runs', undefined, MERGED);
    const events = [platformDeployed('first', BEFORE), platformDeployed('second')];
    expect(rowsOf(project, events)).toEqual([
      expect.objectContaining({ id: 'first', approval: 'nothing-governed', approvedBy: [], exception: '' }),
      expect.objectContaining({
        ...{ id: 'second', kind: 'platform', since: project.commit, commit, approval: 'granted', exception: '' },
        approvedBy: ['ivy (security)', 'tess (it)'],
      }),
    ]);
    const { approvals } = tablesOf(periodOf(project, [], events, { commit }));
    expect(approvals?.rows.map(({ person, use, changes }) => [person, use, changes])).toEqual([
      ['ivy', 'used', ['second']],
      ['tess', 'used', ['second']],
    ]);
  });

  it('needs no record where no file that governs says something else', async () => {
    const project = await approvedProject([]);
    project.edit(`launches/${LAUNCH}.yaml`, 'Hello', 'Hi');
    project.write('platform/policy.yaml', `# IT's\n${project.read('platform/policy.yaml')}`);
    await project.recommit('feat: hi', undefined, MERGED);
    expect(rowsOf(project, [platformDeployed('one')])).toEqual([
      expect.objectContaining({ approval: 'nothing-governed', approvedBy: [], exception: '' }),
    ]);
  });

  it.each<[string, readonly string[], string, string]>([
    ['nobody', [], 'author@coats.example', 'lacks it, security'],
    ['one person alone', ['ivy'], 'author@coats.example', 'lacks it'],
    ['its author', BOTH, 'tess@coats.example', 'lacks it (Tess wrote'],
  ])(
    'is an exception where a file that governs was changed, and %s approved it',
    async (_, approvers, author, lacks) => {
      const project = await approvedProject([]);
      await propose(project, approvers);
      const commit = await project.recommit('feat: longer runs', author, MERGED);
      expect(rowsOf(project, [platformDeployed('one')])).toEqual([
        expect.objectContaining({
          approval: 'no-record',
          exception: expect.stringContaining(`platform/policy.yaml changed by ${commit} without a record: ${lacks}`),
        }),
      ]);
    },
  );

  it('is an exception where the record came after it, and not the one that follows', async () => {
    const project = await approvedProject([]);
    await propose(project, []);
    await project.recommit('feat: longer runs', undefined, MERGED);
    await approve(project, BOTH, project.commit);
    await project.recommit('docs: the record', undefined, MERGED_LATER);
    const rows = rowsOf(project, [platformDeployed('one'), platformDeployed('two', DEPLOYED_LATER)]);
    expect(rows.map(({ approval }) => approval)).toEqual(['no-record', 'nothing-governed']);
  });

  it('is granted where a proposal came in several commits, the records in the last one', async () => {
    const project = await approvedProject([]);
    await propose(project, []);
    await project.recommit('feat: longer runs', undefined, BEFORE);
    await approve(project, BOTH, project.commit);
    await project.recommit('docs: the record', undefined, MERGED);
    expect(rowsOf(project, [platformDeployed('one')])).toEqual([
      expect.objectContaining({ approval: 'granted', exception: '' }),
    ]);
  });

  it('is judged merge by merge: one without a record is an exception, whatever is approved beside it', async () => {
    const project = await approvedProject([]);
    await propose(project, BOTH);
    await project.recommit('feat: longer runs', undefined, MERGED);
    await propose(project, BOTH, 62, 'HEAD');
    await project.recommit('feat: longer still', undefined, MERGED);
    expect(rowsOf(project, [platformDeployed('one')])).toEqual([
      expect.objectContaining({
        approval: 'granted',
        approvedBy: ['ivy (security)', 'tess (it)'],
      }),
    ]);
    await propose(project, [], 63);
    const last = await project.recommit('feat: and longer', undefined, MERGED);
    expect(rowsOf(project, [platformDeployed('one')])).toEqual([
      expect.objectContaining({ approval: 'no-record', exception: expect.stringContaining(`changed by ${last}`) }),
    ]);
  });

  it('names who deployed what they wrote, without the approvals of others', async () => {
    const project = await approvedProject([]);
    await propose(project, []);
    const commit = await project.recommit('feat: longer runs', 'tess@coats.example', MERGED);
    const event = { ...platformDeployed('one'), userIdentity: sessionOf('AWSReservedSSO_Deploy_1', 'tess') };
    const { segregation } = tablesOf(periodOf(project, [], [event], { commit }));
    expect(segregation?.rows.find(({ person }) => person === 'tess')).toMatchObject({
      exception: 'wrote and deployed tandem-prod-foundation without the approvals of others',
    });
  });

  it('is held against the one before of its own stack', async () => {
    const project = await approvedProject([]);
    await propose(project, []);
    await project.recommit('feat: longer runs', undefined, MERGED);
    const rows = rowsOf(project, [
      platformDeployed('foundation'),
      platformDeployed('trail', DEPLOYED, 'tandem-prod-trail'),
      platformDeployed('foundation-again', DEPLOYED_LATER),
    ]);
    expect(Object.fromEntries(rows.map(({ id, approval }) => [id, approval]))).toEqual({
      ...{ foundation: 'no-record', trail: 'no-record', 'foundation-again': 'nothing-governed' },
    });
  });

  it('is an exception where nobody knows who could approve, for the policy before named nobody', async () => {
    const project = await approvedProject([]);
    const policy = project.read('platform/policy.yaml');
    project.write('platform/policy.yaml', policy.replace(/\napprovals:[\s\S]*/, '\n'));
    await project.recommit('feat: no approvals', undefined, '2026-11-20T09:00:00Z');
    await propose(project, []);
    await project.recommit('feat: longer runs', undefined, MERGED);
    const rows = rowsOf(project, [platformDeployed('one', BEFORE), platformDeployed('two')]);
    expect(rows[1]).toMatchObject({
      approval: 'no-record',
      exception: expect.stringMatching(/^who could approve files that govern at [0-9a-f]{40} is not known: /),
    });
  });

  it('is an exception where the branch had no commit yet, and is judged from the first one where it begins later', async () => {
    const project = await approvedProject([]);
    const input = [platformDeployed('early', '2026-11-05T00:00:00Z'), platformDeployed('one')];
    expect(rowsOf(project, input)).toEqual([
      expect.objectContaining({
        ...{ approval: 'unplaced', since: null, commit: null },
        exception: expect.stringContaining('the branch has no commit that it can be from'),
      }),
      expect.objectContaining({
        ...{ approval: 'nothing-governed', since: expect.stringMatching(SHA), exception: '' },
      }),
    ]);
    expect(changesIn(project, [], input).gaps).toContainEqual(expect.stringContaining('judged from its first commit'));
  });

  it('needs no approval where the stage asks for none, now and then', async () => {
    const project = await approvedProject([]);
    await propose(project, []);
    await project.recommit('feat: longer runs', undefined, MERGED);
    const { platform } = project.workspace();
    const local = stageContext(platform, 'local');
    const event = platformDeployed('one', DEPLOYED, 'tandem-local-foundation');
    const more: Partial<PeriodInput> = { stage: local };
    expect(rowsOf(project, [{ ...event, awsRegion: local.settings.region }], more)).toEqual([
      expect.objectContaining({ approval: 'not-needed', exception: '' }),
    ]);
    const required = { ...local, settings: { ...local.settings, approvals: 'required' as const } };
    expect(rowsOf(project, [{ ...event, awsRegion: local.settings.region }], { stage: required })).toEqual([
      expect.objectContaining({ approval: 'no-record' }),
    ]);
  });
});

describe('a clone that has only the end of the history', () => {
  it('places no deployment of the platform, approves no launch, and is a gap of every table', async () => {
    const project = await approvedProject();
    await project.recommit('chore: nothing', undefined, MERGED);
    const clone = mkdtempSync(join(tmpdir(), 'tandem-shallow-'));
    try {
      execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${project.root}`, clone]);
      const events = [platformDeployed('one'), deployed(project.plan)];
      const tables = tablesOf(periodOf(project, [], events, { root: clone, commit: 'HEAD' }));
      expect(Object.keys(tables)).toEqual(['changes', 'approvals', 'sample', 'segregation']);
      for (const { gaps } of Object.values(tables)) {
        expect(gaps).toContainEqual(expect.stringContaining('has only the end of the history'));
      }
      expect(tables.changes?.rows.map(({ approval, exception }) => [approval, exception])).toEqual([
        ['unknown', expect.stringContaining('lacks the whole history')],
        ['unplaced', expect.stringContaining('the branch has no commit that it can be from')],
      ]);
    } finally {
      rmSync(clone, { recursive: true });
    }
  });
});
