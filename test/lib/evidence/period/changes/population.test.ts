import fc from 'fast-check';
import { inOrder } from '../../../../../lib/evidence/period/cloud-trail';
import {
  type ApprovedProject,
  approvedProject,
  assumed,
  changesIn,
  cloudFormation,
  DEPLOYED_AT,
  deployed,
  event,
  LAUNCH,
  LIVE_AT,
  live,
  periodOf,
  pipelineRun,
  tablesOf,
} from '../../../../support/period-account';
import { fact, sessionOf } from '../../../../support/period-input';
import { removeWorkspaces } from '../../../../support/workspace';

afterAll(removeWorkspaces);

let project: ApprovedProject;
beforeAll(async () => {
  project = await approvedProject();
});

const OTHER = 'f'.repeat(64);

describe('the population of production changes', () => {
  it('ties a deployment, its approvals and the switch of an approved plan to one another', () => {
    const { plan } = project;
    const { rows, count, exceptions, sources } = changesIn(project, [live(plan)], pipelineRun(plan));

    expect(rows.map(({ exception }) => exception)).toEqual(['', '']);
    expect({ count, exceptions }).toEqual({ count: 2, exceptions: 0 });
    expect(sources.map(({ name, records }) => [name, records])).toEqual([
      ['CloudTrail', 2],
      ['audit trail', 1],
    ]);
    const common = {
      about: LAUNCH,
      plan,
      since: null,
      approval: 'granted',
      approvedBy: ['mara (lead)', 'nina (brand)'],
    };
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
    const { rows } = changesIn(project, [first, again], [deployed(OTHER, { eventTime: '2026-11-19T07:59:00Z' })]);
    expect(rows.find(({ id }) => id === 'trail-2')).toMatchObject({ related: ['trail-1'], exception: '' });
  });

  it('lists what stops a launch, the value of a secret and the platform, and makes no exception of them', () => {
    const { plan } = project;
    const { rows, exceptions, gaps } = changesIn(
      project,
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
    expect(gaps).toContainEqual(
      expect.stringContaining('Nothing in a deployment of the platform names its commit: 1 are placed'),
    );
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
    const { rows } = changesIn(project, [], [...others, data, inPrefix]);
    expect(rows.map(({ id }) => id)).toEqual([inPrefix.eventID]);
  });

  it('says what cannot be known without an export, and makes no exception of it', () => {
    const { rows, exceptions, gaps } = changesIn(project, [live(project.plan)], [], { cloudTrail: undefined });
    expect([rows.length, exceptions]).toEqual([1, 0]);
    expect(gaps[0]).toContain('No export of CloudTrail was given');
    expect(changesIn(project, [], [], { trail: undefined }).gaps).toContainEqual(
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
