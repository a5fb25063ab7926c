import fc from 'fast-check';
import type { TrailFact } from '../../../../contracts/trail';
import { productionChanges } from '../../../../lib/evidence/period/changes';
import { type CloudTrailEvent, inOrder } from '../../../../lib/evidence/period/cloud-trail';
import type { PeriodInput } from '../../../../lib/evidence/period/input';
import type { PeriodTable } from '../../../../lib/evidence/period/table';
import {
  type ApprovedProject,
  approvedProject,
  assumed,
  DEPLOYED_AT,
  deployed,
  event,
  LAUNCH,
  LIVE_AT,
  live,
  periodOf,
  pipelineRun,
} from '../../../support/period-account';
import { fact, sessionOf } from '../../../support/period-input';
import { removeWorkspaces } from '../../../support/workspace';

afterAll(removeWorkspaces);

let project: ApprovedProject;
beforeAll(async () => {
  project = await approvedProject();
});

const tablesOf = (input: PeriodInput): Readonly<Record<string, PeriodTable>> =>
  Object.fromEntries([productionChanges(input)].flat().map((table) => [table.id, table]));
const changesIn = (
  facts: readonly TrailFact[],
  events: readonly CloudTrailEvent[],
  more: Partial<PeriodInput> = {},
) => {
  const { changes } = tablesOf(periodOf(project, facts, inOrder(events), more));
  if (changes === undefined) throw new Error('There is no table of changes.');
  return changes;
};
const OTHER = 'f'.repeat(64);
const cloudFormation = (name: string, parameters: object, more: object = {}) =>
  event(name, DEPLOYED_AT, { eventSource: 'cloudformation.amazonaws.com', requestParameters: parameters, ...more });

describe('the population of production changes', () => {
  it('ties a deployment, its approvals and the switch of an approved plan to one another', () => {
    const { plan } = project;
    const { rows, count, exceptions, sources } = changesIn([live(plan)], pipelineRun(plan));

    expect(rows.map(({ exception }) => exception)).toEqual(['', '']);
    expect({ count, exceptions }).toEqual({ count: 2, exceptions: 0 });
    expect(sources.map(({ name, records }) => [name, records])).toEqual([
      ['CloudTrail', 2],
      ['audit trail', 1],
    ]);
    const common = { about: LAUNCH, plan, approval: 'granted', approvedBy: ['mara (lead)', 'nina (brand)'] };
    expect(rows).toEqual([
      {
        ...{ ...common, id: 'deploy-1', at: DEPLOYED_AT, kind: 'deployment', action: 'ExecuteChangeSet' },
        by: 'arn:aws:sts::111122223333:assumed-role/tandem-prod-pipeline-go-live/GitHubActions',
        ...{ commit: expect.stringMatching(/^[0-9a-f]{40}$/), related: ['trail-1'], exception: '' },
      },
      {
        ...{ ...common, id: 'trail-1', at: LIVE_AT, kind: 'go-live', action: 'launch.live', by: 'runner' },
        ...{ commit: expect.stringMatching(/^[0-9a-f]{40}$/), related: ['deploy-1'], exception: '' },
      },
    ]);
  });

  it('needs no second deployment for another plan of the same definition', () => {
    const { plan } = project;
    const again = live(plan, { id: 'again', at: '2026-11-21T08:00:00.000Z' });
    const first = live(OTHER, { at: '2026-11-19T08:00:00.000Z' });
    const { rows } = changesIn([first, again], [deployed(OTHER, { eventTime: '2026-11-19T07:59:00Z' })]);
    expect(rows.find(({ id }) => id === 'trail-2')).toMatchObject({ related: ['trail-1'], exception: '' });
  });

  it.each<[string, (plan: string) => { facts?: readonly TrailFact[]; events?: readonly CloudTrailEvent[] }, string]>([
    [
      'a change set that names no plan',
      () => ({ events: [deployed(undefined)] }),
      'its change set names no plan that anybody could have approved',
    ],
    [
      'a stack that is changed without a change set',
      () => ({ events: [cloudFormation('UpdateStack', { stackName: `tandem-prod-launch-${LAUNCH}` })] }),
      'its change set names no plan that anybody could have approved',
    ],
    [
      'a change set for a plan that nobody approved',
      () => ({ events: [deployed(OTHER)] }),
      'its plan was not approved: lacks lead, second',
    ],
    [
      'a change set that is named by its ARN alone, for a plan that nobody approved',
      () => ({
        events: [
          cloudFormation(
            'CreateChangeSet',
            { stackName: `tandem-prod-launch-${LAUNCH}` },
            {
              responseElements: { id: `arn:aws:cloudformation:us-east-1:1:changeSet/plan-${OTHER}/1` },
            },
          ),
          cloudFormation('ExecuteChangeSet', {
            changeSetName: `arn:aws:cloudformation:us-east-1:1:changeSet/plan-${OTHER}/1`,
          }),
        ],
      }),
      'its plan was not approved: lacks lead, second',
    ],
    [
      'a deployment before its approvals',
      (plan) => ({ events: [deployed(plan, { eventTime: '2026-11-20T11:00:00Z' })] }),
      'its plan was not approved: lacks brand, lead (',
    ],
    [
      'a launch that goes on after its approvals have ended',
      (plan) => ({
        facts: [live(plan, { kind: 'launch.resumed', at: '2026-12-05T12:00:00.000Z' })],
      }),
      'its plan was not approved: lacks brand, lead (',
    ],
    [
      'a stack that is removed while its launch is live',
      (plan) => ({
        facts: [live(plan)],
        events: [
          ...pipelineRun(plan),
          cloudFormation(
            'DeleteStack',
            { stackName: `tandem-prod-launch-${LAUNCH}` },
            { eventTime: '2026-11-21T01:00:00Z' },
          ),
        ],
      }),
      'its stack was removed while it was live',
    ],
    [
      "a platform's stack that is removed",
      () => ({ events: [cloudFormation('DeleteStack', { stackName: 'tandem-prod-foundation' })] }),
      'a stack of the platform was deleted',
    ],
    [
      'code that is changed past CloudFormation',
      () => ({
        events: [
          event('UpdateFunctionCode20150331v2', DEPLOYED_AT, {
            eventSource: 'lambda.amazonaws.com',
            requestParameters: { functionName: 'tandem-prod-decide-offer' },
          }),
        ],
      }),
      'a resource was changed past CloudFormation, and past every approval',
    ],
    [
      'a key policy, whose request names an id alone',
      () => ({
        events: [
          event('PutKeyPolicy', DEPLOYED_AT, {
            eventSource: 'kms.amazonaws.com',
            requestParameters: { keyId: '12ab' },
          }),
        ],
      }),
      'a resource was changed past CloudFormation, and past every approval',
    ],
    [
      'a role that is made past CloudFormation, told in the region of IAM',
      () => ({
        events: [
          event('PutRolePolicy', DEPLOYED_AT, {
            ...{ eventSource: 'iam.amazonaws.com', awsRegion: 'us-east-1' },
            requestParameters: { roleName: 'tandem-prod-foundation-x' },
          }),
        ],
      }),
      'a resource was changed past CloudFormation, and past every approval',
    ],
    [
      'a launch that is live without a plan',
      () => ({ facts: [live(undefined)] }),
      'it names no plan that anybody could have approved',
    ],
    [
      'a launch that is live without a deployment',
      (plan) => ({ facts: [live(plan)] }),
      'CloudTrail tells of no deployment for its plan',
    ],
    [
      'a launch whose switch names an approver without a record',
      (plan) => ({
        facts: [live(plan, { details: { state: 'live', hash: 'h1', plan, approvedBy: ['nina', 'otto'] } })],
        events: pipelineRun(plan),
      }),
      'it names otto, of whom no record counts',
    ],
    [
      'a launch whose switch names nobody',
      (plan) => ({
        facts: [live(plan, { details: { state: 'live', hash: 'h1', plan } })],
        events: pipelineRun(plan),
      }),
      'it names nobody who approved it',
    ],
    [
      'a row that is changed past the command line',
      (plan) => ({
        facts: [
          live(plan, {
            kind: 'launch.changed',
            details: { state: 'paused', hash: 'h2', plan, changed: ['hash', 'by'] },
          }),
        ],
      }),
      'hash of its row changed while its state was paused, which no command does',
    ],
    [
      'a row that is removed',
      (plan) => ({ facts: [live(plan, { kind: 'launch.removed' })] }),
      'its row was removed, which no command does',
    ],
  ])('makes an exception of %s', (_, records, expected) => {
    const { facts = [], events = [] } = records(project.plan);
    const december = new Date('2026-12-31T00:00:00Z');
    const { rows, exceptions } = changesIn(facts, events, { to: december });
    expect(exceptions).toBe(1);
    expect(rows.filter(({ exception }) => exception !== '').map(({ exception }) => exception)).toEqual([
      expect.stringContaining(expected),
    ]);
  });

  it('lists what stops a launch, the value of a secret and the platform, and makes no exception of them', () => {
    const { plan } = project;
    const { rows, exceptions, gaps } = changesIn(
      [live(plan), live(plan, { kind: 'launch.paused', at: '2026-11-21T00:00:00.000Z' })],
      [
        ...pipelineRun(plan),
        cloudFormation('ExecuteChangeSet', {
          stackName: 'tandem-prod-foundation',
          changeSetName: 'cdk-deploy-change-set',
        }),
        cloudFormation('UpdateTerminationProtection', { stackName: `tandem-prod-launch-${LAUNCH}` }),
        event('PutSecretValue', DEPLOYED_AT, {
          eventSource: 'secretsmanager.amazonaws.com',
          requestParameters: { secretId: 'tandem/prod/mailhub/api-key' },
        }),
      ],
    );
    expect(rows.map(({ kind }) => kind).sort()).toEqual([
      'deployment',
      'go-live',
      'key',
      'platform',
      'protection',
      'stop',
    ]);
    expect(exceptions).toBe(0);
    expect(gaps).toContainEqual(expect.stringContaining("1 changes of the platform's stacks name no plan"));
  });

  it('leaves out what CloudFormation and functions of the stage did, what failed or only read, and other stages and regions', () => {
    const update = {
      eventSource: 'lambda.amazonaws.com',
      requestParameters: { functionName: 'tandem-prod-decide-offer' },
    };
    const others = [
      { userIdentity: { type: 'AssumedRole', invokedBy: 'cloudformation.amazonaws.com' } },
      { userIdentity: sessionOf('cdk-tandem-cfn-exec-role-1-us-east-1', 'AWSCloudFormation') },
      { userIdentity: sessionOf('tandem-prod-foundation-SweepLaunches-1', 'sweep') },
      { errorCode: 'AccessDenied' },
      { readOnly: true },
      { requestParameters: { functionName: 'tandem-dev-decide-offer' } },
      { awsRegion: 'us-east-1' },
      { eventTime: '2026-12-24T00:00:00Z' },
    ].map((more, at) => event('UpdateFunctionCode', DEPLOYED_AT, { ...update, ...more, eventID: `other-${at}` }));
    const data = event('PutItem', DEPLOYED_AT, {
      eventSource: 'dynamodb.amazonaws.com',
      requestParameters: { tableName: 'tandem-prod-control' },
    });
    const inPrefix = event('UpdateFunctionCode', DEPLOYED_AT, {
      ...update,
      userIdentity: sessionOf('tandem-prod-pipeline-go-live', 'GitHubActions'),
    });
    const { rows } = changesIn([], [...others, data, inPrefix]);
    expect(rows.map(({ id }) => id)).toEqual([inPrefix.eventID]);
  });

  it('says what cannot be known without an export, and makes no exception of it', () => {
    const { rows, exceptions, gaps } = changesIn([live(project.plan)], [], { cloudTrail: undefined });
    expect([rows.length, exceptions]).toEqual([1, 0]);
    expect(gaps[0]).toContain('No export of CloudTrail was given');
    expect(changesIn([], [], { trail: undefined }).gaps).toContainEqual(
      expect.stringContaining('No trail.jsonl was given'),
    );
  });

  it('is the same for events in any order, told twice, and with others between', () => {
    const { plan } = project;
    const facts = [live(plan), fact('launch.paused', '2026-11-22T00:00:00.000Z', { about: LAUNCH })];
    const events = [
      ...pipelineRun(plan),
      deployed(undefined, { eventID: 'deploy-2', eventTime: '2026-11-21T00:00:00Z' }),
      assumed({ type: 'IAMUser', arn: 'arn:aws:iam::111111111111:user/tess' }, 'ASIA2', '2026-11-21T00:00:00Z'),
      cloudFormation('DeleteStack', { stackName: `tandem-prod-launch-${LAUNCH}` }),
    ];
    const expected = JSON.stringify(tablesOf(periodOf(project, facts, inOrder(events))));
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), fc.subarray(events), (shuffled, twice) => {
        const told = inOrder([...twice, ...shuffled, ...twice]);
        expect(JSON.stringify(tablesOf(periodOf(project, facts, told)))).toBe(expected);
      }),
      { numRuns: 15 },
    );
  });
});
