import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ask, askSchema } from '../../contracts/approval';
import type { TrailFact } from '../../contracts/trail';
import { productionChanges } from '../../lib/evidence/period/changes';
import { type CloudTrailEvent, inOrder } from '../../lib/evidence/period/cloud-trail';
import type { PeriodInput } from '../../lib/evidence/period/input';
import type { PeriodTable } from '../../lib/evidence/period/table';
import { changeSetName } from '../../lib/golive/change-set-name';
import { stageContext } from '../../lib/stacks/compose';
import { loadPlatform, loadWorkspace } from '../../lib/workspace';
import type { Workspace } from '../../lib/workspace/workspace';
import { approvalWorld } from './approvals';
import { awsEvent, fact, periodInput, sessionOf } from './period-input';

export const LAUNCH = 'autumn-coats';
/** When everybody of a test approves: what the clock of its stage says. */
export const APPROVED_AT = '2026-11-20T12:00:00Z';
/** When the pipeline deploys in a test, and when the launch is live. */
export const DEPLOYED_AT = '2026-11-20T12:30:00Z';
export const LIVE_AT = '2026-11-20T12:31:30.500Z';

const COMMITTED_AT = '2026-11-10T09:00:00Z';
export const ACCOUNT = '111111111111';
const DEPLOY_ROLE = `cdk-tandemlnch-deploy-role-${ACCOUNT}-eu-west-1`;

/** Runs with a time for git's commits, so that a project's history is the same whenever a test runs. */
const dated = async <T>(work: () => Promise<T>, at = COMMITTED_AT): Promise<T> => {
  const before = { author: process.env.GIT_AUTHOR_DATE, committer: process.env.GIT_COMMITTER_DATE };
  process.env.GIT_AUTHOR_DATE = at;
  process.env.GIT_COMMITTER_DATE = at;
  try {
    return await work();
  } finally {
    restore('GIT_AUTHOR_DATE', before.author);
    restore('GIT_COMMITTER_DATE', before.committer);
  }
};
const restore = (name: string, value: string | undefined): void => {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
};

/** A project in which a launch was asked for, and approved by those who are named. */
export const approvedProject = (approvers: readonly string[] = ['nina', 'mara']) =>
  dated(async () => {
    const world = approvalWorld();
    const refused = [await world.ask(LAUNCH)];
    for (const name of approvers) refused.push(await world.approve(LAUNCH, name));
    if (refused.some(({ code }) => code !== 0)) throw new Error(refused.map(({ out, err }) => out + err).join('\n'));
    const commit = world.commit();
    const folder = readdirSync(join(world.root, 'approvals', LAUNCH))[0] ?? '';
    const asked = readFileSync(join(world.root, 'approvals', LAUNCH, folder, 'ask.json'), 'utf8');
    const ask: Ask = askSchema.parse(JSON.parse(asked));
    const { platform } = loadPlatform(world.root);
    if (platform === undefined) throw new Error('The fixture does not load.');
    return {
      ...world,
      commit,
      /** Commits what was changed; the commit's id. */
      recommit: (message: string, author?: string, at?: string) => dated(async () => world.commit(author, message), at),
      /** As the project has it; that it does not load is a test's mistake. */
      workspace: (): Workspace => {
        const { workspace, findings } = loadWorkspace(world.root);
        if (workspace === undefined) throw new Error(findings.map(({ message }) => message).join('\n'));
        return workspace;
      },
      plan: ask.plan,
      folder,
      stage: stageContext(platform, 'prod'),
    };
  });
export type ApprovedProject = Awaited<ReturnType<typeof approvedProject>>;

/** The pipeline's job as it takes on the role that deploys, and as it acts by it. */
const deployer = (key: string) => sessionOf(DEPLOY_ROLE, 'aws-cdk-runner', { accessKeyId: key });

/** An event of the stage's account. */
export const event = (name: string, at: string, more: Readonly<Record<string, unknown>> = {}): CloudTrailEvent =>
  awsEvent(name, at, { recipientAccountId: ACCOUNT, awsRegion: 'eu-west-1', ...more });

/** Somebody takes on the role that deploys: how CloudTrail tells who it was. */
export const assumed = (by: object, key: string, at: string): CloudTrailEvent =>
  event('AssumeRole', at, {
    eventID: `assume-${key}`,
    ...{ eventSource: 'sts.amazonaws.com', readOnly: true, userIdentity: by },
    responseElements: { credentials: { accessKeyId: key } },
  });

/** A change of a stack, by a change set that is named after a plan where one is given. */
export const deployed = (plan: string | undefined, more: Readonly<Record<string, unknown>> = {}): CloudTrailEvent =>
  event('ExecuteChangeSet', DEPLOYED_AT, {
    ...{ eventID: 'deploy-1', eventSource: 'cloudformation.amazonaws.com', userIdentity: deployer('ASIA1') },
    requestParameters: {
      stackName: `tandem-prod-launch-${LAUNCH}`,
      changeSetName: plan === undefined ? 'cdk-deploy-change-set' : changeSetName(plan),
    },
    ...more,
  });

/** What the trail tells once the launch is live. */
export const live = (plan: string | undefined, more: Partial<TrailFact> = {}): TrailFact =>
  fact('launch.live', LIVE_AT, {
    ...{ about: LAUNCH, by: 'runner' },
    details: { state: 'live', hash: 'h1', approvedBy: ['mara', 'nina'], ...(plan !== undefined && { plan }) },
    ...more,
  });

/** The pipeline deploys: who took on its role, and the deployment of a plan. */
export const pipelineRun = (plan: string): readonly CloudTrailEvent[] => [
  assumed(sessionOf('tandem-prod-pipeline-go-live', 'GitHubActions'), 'ASIA1', '2026-11-20T12:29:00Z'),
  deployed(plan),
];

/** A period of a project's stage, judged from these records. */
export const periodOf = (
  { root, commit, stage }: ApprovedProject,
  facts: readonly TrailFact[],
  events: readonly CloudTrailEvent[],
  more: Partial<PeriodInput> = {},
): PeriodInput => periodInput(facts, events, { root, commit, stage, ...more });

/** Tables of the changes of a period, by id. */
export const tablesOf = (input: PeriodInput): Readonly<Record<string, PeriodTable>> =>
  Object.fromEntries([productionChanges(input)].flat().map((table) => [table.id, table]));

/** The table of changes of a project's period. */
export const changesIn = (
  project: ApprovedProject,
  facts: readonly TrailFact[],
  events: readonly CloudTrailEvent[],
  more: Partial<PeriodInput> = {},
): PeriodTable => {
  const { changes } = tablesOf(periodOf(project, facts, inOrder(events), more));
  if (changes === undefined) throw new Error('There is no table of changes.');
  return changes;
};

/** A call of CloudFormation, when the pipeline deploys. */
export const cloudFormation = (name: string, parameters: object, more: object = {}): CloudTrailEvent =>
  event(name, DEPLOYED_AT, { eventSource: 'cloudformation.amazonaws.com', requestParameters: parameters, ...more });
