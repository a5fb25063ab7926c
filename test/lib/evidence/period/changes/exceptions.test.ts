import type { TrailFact } from '../../../../../contracts/trail';
import type { CloudTrailEvent } from '../../../../../lib/evidence/period/cloud-trail';
import {
  type ApprovedProject,
  approvedProject,
  changesIn,
  cloudFormation,
  DEPLOYED_AT,
  deployed,
  event,
  LAUNCH,
  live,
  pipelineRun,
} from '../../../../support/period-account';
import { removeWorkspaces } from '../../../../support/workspace';

afterAll(removeWorkspaces);

let project: ApprovedProject;
beforeAll(async () => {
  project = await approvedProject();
});

const OTHER = 'f'.repeat(64);

describe('a change of production', () => {
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
      "its request has an id alone: it may be another application's",
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
  ])('is an exception where it is %s', (_, records, expected) => {
    const { facts = [], events = [] } = records(project.plan);
    const december = new Date('2026-12-31T00:00:00Z');
    const { rows, exceptions } = changesIn(project, facts, events, { to: december });
    expect(exceptions).toBe(1);
    expect(rows.filter(({ exception }) => exception !== '').map(({ exception }) => exception)).toEqual([
      expect.stringContaining(expected),
    ]);
  });
});
