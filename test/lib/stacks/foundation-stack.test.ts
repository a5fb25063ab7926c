import { Match, Template } from 'aws-cdk-lib/assertions';
import { FoundationStack } from '../../../lib/stacks/foundation-stack';
import { foundationTemplate, handlersFolder, localStage, testApp, testStage, testVendor } from '../../support/stage';
import {
  assertAlarmsTell,
  assertDestroyed,
  assertJoinedByParametersOnly,
  assertNoInlinePolicy,
  assertNoWildcardActions,
  assertRetained,
  propertiesOf,
} from '../../support/template-assertions';

const stackOf = (stage = testStage()) =>
  new FoundationStack(testApp(), { stage, vendors: [testVendor()], goals: [], handlersDir: handlersFolder() });

const STATEFUL = [
  'AWS::DynamoDB::GlobalTable',
  'AWS::KMS::Key',
  'AWS::SecretsManager::Secret',
  'AWS::Cognito::UserPool',
  'AWS::Logs::LogGroup',
  'AWS::Events::Archive',
];

describe('the foundation', () => {
  const template = foundationTemplate();
  const local = foundationTemplate(localStage());

  it('has a managed policy a role, no inline one, and no families of actions', () => {
    assertNoInlinePolicy(template);
    assertNoWildcardActions(template);
  });

  it('tells somebody of every alarm', () => assertAlarmsTell(template));

  it('names the runbook page in every alarm', () => {
    for (const { AlarmDescription } of propertiesOf(template, 'AWS::CloudWatch::Alarm')) {
      expect(AlarmDescription).toMatch(/docs\/runbooks\/[a-z-]+\.md$/);
    }
  });

  it('has one dashboard', () => template.resourceCountIs('AWS::CloudWatch::Dashboard', 1));

  it.each(STATEFUL)('keeps %s where the stage is protected and lets it go where it is not', (type) => {
    assertRetained(template, type);
    assertDestroyed(local, type);
  });

  it('is protected from termination where the stage is', () => {
    expect(stackOf().terminationProtection).toBe(true);
    expect(stackOf(localStage()).terminationProtection).toBe(false);
  });

  it('joins launches and the audit trail by parameters', () => {
    assertJoinedByParametersOnly(template);
    const names = propertiesOf(template, 'AWS::SSM::Parameter').map(({ Name }) => Name);
    for (const joint of [
      'bus-name',
      'decision-queue-arn',
      'blast-queue-arn',
      'scheduler-role-arn',
      'alarm-topic-arn',
      'control-stream-arn',
      'control-key-arn',
      'transit-key-arn',
      'log-key-arn',
    ]) {
      expect(names).toContain(`/tandem/prod/foundation/${joint}`);
    }
  });

  it('shows the keeper of the trail on its dashboard, which another stack makes', () => {
    const [{ DashboardBody: body }] = propertiesOf(template, 'AWS::CloudWatch::Dashboard') as [Record<string, unknown>];
    for (const metric of ['Errors', 'Duration']) {
      expect(JSON.stringify(body)).toContain(
        `\\"AWS/Lambda\\",\\"${metric}\\",\\"FunctionName\\",\\"tandem-prod-keep-trail\\",\\"Resource\\",\\"tandem-prod-keep-trail:live\\"`,
      );
    }
  });

  it('rotates each of its keys, one a class of data', () => {
    const keys = propertiesOf(template, 'AWS::KMS::Key');
    for (const { EnableKeyRotation } of keys) expect(EnableKeyRotation).toBe(true);
    const aliases = propertiesOf(template, 'AWS::KMS::Alias').map(({ AliasName }) => AliasName);
    expect(aliases.sort()).toEqual(
      ['control', 'engagement', 'logs', 'profiles', 'secrets', 'transit', 'vault'].map(
        (one) => `alias/tandem-prod-${one}`,
      ),
    );
  });

  it('publishes events and persons from the stream only, in part where it must, and skips into a queue', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      StartingPosition: 'TRIM_HORIZON',
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRecordAgeInSeconds: 43_200,
      DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
      FilterCriteria: {
        Filters: [
          { Pattern: '{"eventName":["INSERT"],"dynamodb":{"Keys":{"sk":{"S":[{"prefix":"EVT#"}]}}}}' },
          { Pattern: '{"dynamodb":{"Keys":{"sk":{"S":["VIEW"]}}}}' },
        ],
      },
    });
  });

  it('has people’s segments looked at every minute, but in stage local, where business time is set', () => {
    const look = { ScheduleExpression: 'rate(1 minute)', Target: { Input: '{"kind":"look"}' } };
    template.hasResourceProperties('AWS::Scheduler::Schedule', { ...look, State: 'ENABLED' });
    local.hasResourceProperties('AWS::Scheduler::Schedule', { ...look, State: 'DISABLED' });
  });

  it('runs every role inside the permissions boundary of the stage', () => {
    const bounded = foundationTemplate(testStage({ permissionsBoundary: 'platform-boundary' }));
    for (const { PermissionsBoundary } of propertiesOf(bounded, 'AWS::IAM::Role')) {
      expect(JSON.stringify(PermissionsBoundary)).toContain('policy/platform-boundary');
    }
  });

  it('mails alarms where the stage has a mailbox', () => {
    foundationTemplate(testStage({ alarmEmail: 'on-call@company.example' })).hasResourceProperties(
      'AWS::SNS::Subscription',
      { Protocol: 'email', Endpoint: 'on-call@company.example', RedrivePolicy: Match.anyValue() },
    );
    template.resourceCountIs('AWS::SNS::Subscription', 0);
  });

  it('uses an imported key for everything in transit and says what that must allow', () => {
    const key = 'arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555';
    const stack = stackOf(testStage({ import: { key } }));
    const imported = Template.fromStack(stack);
    for (const { KmsMasterKeyId } of propertiesOf(imported, 'AWS::SQS::Queue')) expect(KmsMasterKeyId).toBe(key);
    const said = stack.node.findAll().flatMap(({ node }) => node.metadata.map(({ data }) => String(data)));
    expect(said).toContainEqual(expect.stringMatching(/must hold these statements: .*RulesWriteToQueues/));
  });

  it('sends alarms to an imported topic', () => {
    const alarmTopic = 'arn:aws:sns:us-east-1:111122223333:operations';
    const imported = foundationTemplate(testStage({ import: { alarmTopic } }));
    imported.resourceCountIs('AWS::SNS::Topic', 0);
    for (const { AlarmActions } of propertiesOf(imported, 'AWS::CloudWatch::Alarm')) {
      expect(AlarmActions).toEqual([alarmTopic]);
    }
  });
});
