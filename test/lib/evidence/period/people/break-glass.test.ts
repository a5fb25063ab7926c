import type { CloudTrailEvent } from '../../../../../lib/evidence/period/cloud-trail';
import { breakGlass } from '../../../../../lib/evidence/period/people/break-glass';
import { awsEvent, FROM, fact, periodInput, sessionOf, TO } from '../../../../support/period-input';

const AT = '2026-11-10T09:00:00Z';
const HISTORY = { versions: [], unreadable: [] };
const ROOT = { type: 'Root', arn: 'arn:aws:iam::111122223333:root' };
const USER = { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/old-admin', userName: 'old-admin' };
const LOGIN = { eventSource: 'signin.amazonaws.com', responseElements: { ConsoleLogin: 'Success' } };
const tableOf = (...events: readonly CloudTrailEvent[]) => breakGlass(periodInput([], events), HISTORY);
const kindsOf = (...events: readonly CloudTrailEvent[]) => tableOf(...events).rows.map(({ kind }) => kind);

describe('emergencies', () => {
  it.each<[string, CloudTrailEvent, readonly string[]]>([
    [
      'the owner of the account',
      awsEvent('DescribeInstances', AT, { readOnly: true, userIdentity: ROOT }),
      ['root-used'],
    ],
    ['a user who changes something', awsEvent('RunInstances', AT, { userIdentity: USER }), ['user-used']],
    ['a user who only reads', awsEvent('DescribeInstances', AT, { readOnly: true, userIdentity: USER }), []],
    [
      'a user who signs in with a password alone',
      awsEvent('ConsoleLogin', AT, { ...LOGIN, userIdentity: USER, additionalEventData: { MFAUsed: 'No' } }),
      ['login-without-mfa', 'user-used'],
    ],
    [
      'a user who signs in with a second factor',
      awsEvent('ConsoleLogin', AT, { ...LOGIN, userIdentity: USER, additionalEventData: { MFAUsed: 'Yes' } }),
      ['user-used'],
    ],
    ['somebody from the identity provider who signs in', awsEvent('ConsoleLogin', AT, LOGIN), []],
    ['a change under a role of the organisation', awsEvent('RunInstances', AT), ['changed-by-hand']],
    [
      'a change by the pipeline',
      awsEvent('CreateChangeSet', AT, { userIdentity: sessionOf('tandem-prod-pipeline-go-live', 'run-7') }),
      [],
    ],
    [
      'a change by the CDK’s role',
      awsEvent('CreateChangeSet', AT, {
        userIdentity: sessionOf('cdk-tandem-deploy-role-111122223333-us-east-1', 'cdk'),
      }),
      [],
    ],
    [
      'a change by a function',
      awsEvent('PutItem', AT, { userIdentity: sessionOf('tandem-prod-ingest-events', 'x') }),
      [],
    ],
    [
      'a change by a service of AWS',
      awsEvent('CreateLogStream', AT, { userIdentity: { type: 'AWSService', invokedBy: 'lambda.amazonaws.com' } }),
      [],
    ],
    [
      'a policy of a key that the pipeline changes itself',
      awsEvent('PutKeyPolicy', AT, {
        eventSource: 'kms.amazonaws.com',
        userIdentity: sessionOf('tandem-prod-pipeline-go-live', 'run-7'),
      }),
      ['guard-changed'],
    ],
    [
      'a policy of a bucket that CloudFormation changes',
      awsEvent('PutBucketPolicy', AT, {
        eventSource: 's3.amazonaws.com',
        userIdentity: sessionOf('cdk-tandem-cfn-exec-role-111122223333-us-east-1', 'AWSCloudFormation', {
          invokedBy: 'cloudformation.amazonaws.com',
        }),
      }),
      [],
    ],
    [
      'recording that is stopped',
      awsEvent('StopLogging', AT, { eventSource: 'cloudtrail.amazonaws.com' }),
      ['guard-changed'],
    ],
    [
      'items of customers that somebody reads',
      awsEvent('Query', AT, {
        eventSource: 'dynamodb.amazonaws.com',
        readOnly: true,
        requestParameters: { tableName: 'tandem-prod-vault' },
      }),
      ['data-by-hand'],
    ],
    [
      'a statement whose table nobody tells',
      awsEvent('ExecuteStatement', AT, { eventSource: 'dynamodb.amazonaws.com' }),
      ['data-by-hand'],
    ],
    [
      'items of customers, told by their table alone',
      awsEvent('TransactWriteItems', AT, {
        eventSource: 'dynamodb.amazonaws.com',
        resources: [{ ARN: 'arn:aws:dynamodb:us-east-1:111122223333:table/tandem-prod-profiles' }],
      }),
      ['data-by-hand'],
    ],
    [
      'a switch that the command line throws',
      awsEvent('PutItem', AT, {
        eventSource: 'dynamodb.amazonaws.com',
        requestParameters: { tableName: 'tandem-prod-control' },
      }),
      [],
    ],
    ['a function that the command line invokes', awsEvent('Invoke', AT, { eventSource: 'lambda.amazonaws.com' }), []],
    [
      'a secret of the stage',
      awsEvent('GetSecretValue', AT, {
        eventSource: 'secretsmanager.amazonaws.com',
        readOnly: true,
        requestParameters: { secretId: 'tandem/prod/vault-key' },
      }),
      ['secret-read'],
    ],
    [
      'a secret of something else',
      awsEvent('GetSecretValue', AT, {
        eventSource: 'secretsmanager.amazonaws.com',
        readOnly: true,
        requestParameters: { secretId: 'billing/key' },
      }),
      [],
    ],
  ])('tells %s', (_case, event, kinds) => {
    expect(kindsOf(event)).toEqual(kinds);
  });

  it('sums up what one principal did with one call on one day', () => {
    const table = tableOf(
      awsEvent('RunInstances', '2026-11-10T00:00:00Z'),
      awsEvent('RunInstances', '2026-11-10T23:59:59Z', { errorCode: 'AccessDenied' }),
      awsEvent('RunInstances', '2026-11-11T00:00:00Z'),
    );
    expect(table.rows.map(({ day, times, refused, source }) => [day, times, refused, source])).toEqual([
      ['2026-11-10', 2, 1, 'RunInstances-2026-11-10T00:00:00Z'],
      ['2026-11-11', 1, 0, 'RunInstances-2026-11-11T00:00:00Z'],
    ]);
    expect(table.exceptions).toBe(2);
  });

  it('takes what AWS refused for no exception', () => {
    expect(tableOf(awsEvent('RunInstances', AT, { errorCode: 'AccessDenied' }))).toMatchObject({
      count: 1,
      exceptions: 0,
    });
  });

  it('finds a stop of everything for which no reason is recorded', () => {
    const stop = (at: string, details: Readonly<Record<string, string>>) =>
      fact('platform.paused', at, { by: 'tess', details });
    const table = breakGlass(
      periodInput([stop('2026-11-02T00:00:00Z', { reason: 'Wrong prices' }), stop('2026-11-03T00:00:00Z', {})]),
      HISTORY,
    );
    expect(table.rows.map(({ who, kind, reason, exception }) => [who, kind, reason, exception])).toEqual([
      ['tess', 'paused-all', 'Wrong prices', ''],
      ['tess', 'paused-all', null, 'everything was stopped, and no reason is recorded'],
    ]);
  });

  it('begins with the first moment of the period and ends before the first after it', () => {
    expect(tableOf(awsEvent('RunInstances', FROM), awsEvent('RunInstances', TO)).rows.map(({ day }) => day)).toEqual([
      '2026-11-01',
    ]);
  });

  it('says that there is no role for emergencies, and what was not given', () => {
    const table = breakGlass(periodInput([], [], { trail: undefined, cloudTrail: undefined }), HISTORY);
    expect(table).toMatchObject({ count: 0, sources: [] });
    expect(table.gaps).toHaveLength(3);
    expect(table.gaps[0]).toContain('no role for emergencies');
  });
});
