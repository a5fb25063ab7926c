import type { CloudTrailEvent } from '../../../../../lib/evidence/period/cloud-trail';
import { retentionKept } from '../../../../../lib/evidence/period/runtime/retention-kept';
import type { Template } from '../../../../../lib/governance/analysis/template';
import { awsEvent, fact, periodInput, sessionOf, TO } from '../../../../support/period-input';
import { testStage } from '../../../../support/stage';

const AT = '2026-11-10T09:00:00Z';
const RESOURCES = {
  Vault: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'tandem-prod-vault' } },
  Log: {
    Type: 'AWS::Logs::LogGroup',
    Properties: { LogGroupName: '/aws/lambda/tandem-prod-ingest-events', RetentionInDays: 90 },
  },
  Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'tandem-prod-profile', MessageRetentionPeriod: 345_600 } },
  Archive: { Type: 'AWS::Events::Archive', Properties: { ArchiveName: 'tandem-prod-edge', RetentionDays: 90 } },
};
const templates = {
  ...{ prefix: 'tandem-prod-', stage: 'prod', launchQualifier: 'tandemlnch' },
  stacks: [
    {
      ...{ stack: 'tandem-prod-foundation', account: '111122223333', region: 'us-east-1', terminationProtection: true },
      template: { Resources: RESOURCES } as Template,
    },
  ],
};
const tableOf = (...events: readonly CloudTrailEvent[]) =>
  retentionKept(periodInput([fact('launch.live', '2026-05-01T00:00:00.000Z')], events, { templates }));
const changedBy = (...events: readonly CloudTrailEvent[]) =>
  tableOf(...events).rows.flatMap(({ store, exception }) => (exception === '' ? [] : [store]));
const call = (name: string, source: string, requestParameters: object, more: object = {}) =>
  awsEvent(name, AT, { eventSource: `${source}.amazonaws.com`, requestParameters, ...more });

describe('retention of every store', () => {
  it('tells what the templates ask of each, and of the audit trail how old its oldest record is', () => {
    const table = tableOf();
    expect(table.rows.map(({ kind, store, until }) => [kind, store, until])).toEqual(
      expect.arrayContaining([
        ['log group', 'ingest-events', '90 days'],
        ['queue', 'profile', '4 days'],
        ['archive', 'edge', '90 days'],
        ['bucket', 'trail-111122223333-us-east-1', '2557 days at least, locked'],
      ]),
    );
    expect(table.rows.at(-1)).toMatchObject({ oldest: '2026-05-01T00:00:00.000Z' });
    expect(table.exceptions).toBe(0);
  });

  it('says of a stage that is not protected that nothing locks its trail', () => {
    const stage = testStage({ protect: false });
    expect(retentionKept(periodInput([], [], { stage })).rows.at(-1)).toMatchObject({
      until: 'for good',
      oldest: null,
    });
  });

  it.each([
    [
      'a log group',
      'ingest-events',
      call('PutRetentionPolicy', 'logs', { logGroupName: '/aws/lambda/tandem-prod-ingest-events' }),
    ],
    [
      'a queue',
      'profile',
      call('PurgeQueue', 'sqs', { queueUrl: 'https://sqs.us-east-1.amazonaws.com/111122223333/tandem-prod-profile' }),
    ],
    ['an archive', 'edge', call('UpdateArchive', 'events', { archiveName: 'tandem-prod-edge' })],
    [
      'the trail’s bucket',
      'trail-111122223333-us-east-1',
      call('PutBucketLifecycle', 's3', { bucketName: 'tandem-prod-trail-111122223333-us-east-1' }),
    ],
  ])('finds %s that somebody changed or emptied by hand', (_case, store, event) => {
    expect(changedBy(event)).toEqual([store]);
  });

  it('finds a table, in each of its rows', () => {
    const changed = changedBy(call('UpdateTimeToLive', 'dynamodb', { tableName: 'tandem-prod-vault' }));
    expect(changed.length).toBeGreaterThan(1);
    expect(new Set(changed)).toEqual(new Set(['vault']));
  });

  it('takes deployments, refused calls, other stores and other times for no change', () => {
    const vault = { tableName: 'tandem-prod-vault' };
    const deployed = sessionOf('cdk-tandem-cfn-exec-role-1', 'AWSCloudFormation', {
      invokedBy: 'cloudformation.amazonaws.com',
    });
    expect(
      changedBy(
        call('UpdateTimeToLive', 'dynamodb', vault, { userIdentity: deployed }),
        call('UpdateTimeToLive', 'dynamodb', vault, { errorCode: 'AccessDenied' }),
        call('UpdateTimeToLive', 'dynamodb', { tableName: 'somebody-elses-vault' }),
        call('UpdateTimeToLive', 'dynamodb', vault, { eventTime: TO }),
      ),
    ).toEqual([]);
  });
});
