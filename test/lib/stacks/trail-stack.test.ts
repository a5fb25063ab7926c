import { Match } from 'aws-cdk-lib/assertions';
import { TrailStack } from '../../../lib/stacks/trail-stack';
import { handlersFolder, localStage, testApp, testStage, trailTemplate } from '../../support/stage';
import {
  assertAlarmsTell,
  assertDestroyed,
  assertJoinedByParametersOnly,
  assertNoInlinePolicy,
  assertNoWildcardActions,
  assertRetained,
  propertiesOf,
  statementsOf,
} from '../../support/template-assertions';

const stackOf = (stage = testStage()) => new TrailStack(testApp(), { stage, handlersDir: handlersFolder() });
const STATEFUL = ['AWS::S3::Bucket', 'AWS::KMS::Key', 'AWS::Logs::LogGroup'];

describe('the stack of the audit trail', () => {
  const template = trailTemplate();
  const local = trailTemplate(localStage());

  it('has a managed policy a role, no inline one, and no families of actions', () => {
    assertNoInlinePolicy(template);
    assertNoWildcardActions(template);
  });

  it.each(STATEFUL)('keeps %s where the stage is protected and lets it go where it is not', (type) => {
    assertRetained(template, type);
    assertDestroyed(local, type);
  });

  it('is protected from termination where the stage is', () => {
    expect(stackOf().terminationProtection).toBe(true);
    expect(stackOf(localStage()).terminationProtection).toBe(false);
  });

  it('is deployed by the bootstrap of the foundation, not by that of launches', () => {
    const app = testApp();
    const stack = new TrailStack(app, { stage: testStage(), handlersDir: handlersFolder() });
    const { assumeRoleArn } = app.synth().getStackByName(stack.stackName);
    expect(assumeRoleArn).toContain('role/cdk-tandem-deploy-role-');
  });

  it('reads of the foundation what its parameters say, and tells where the bucket is', () => {
    assertJoinedByParametersOnly(template);
    const { Parameters: parameters } = template.toJSON() as { Parameters: Record<string, { Default?: string }> };
    const read = Object.values(parameters).flatMap(({ Default: name = '' }) =>
      name.startsWith('/tandem/') ? [name] : [],
    );
    expect(read.sort()).toEqual(
      [
        'alarm-topic-arn',
        'control-key-arn',
        'control-stream-arn',
        'log-key-arn',
        'transit-key-arn',
        'undelivered-queue-arn',
      ].map((joint) => `/tandem/prod/foundation/${joint}`),
    );
    template.hasResourceProperties('AWS::SSM::Parameter', { Name: '/tandem/prod/trail/bucket' });
  });

  it('has a key of its own for what is in the bucket, which is rotated', () => {
    template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
    template.hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/tandem-prod-trail' });
  });

  it('tells somebody of every alarm, which names its runbook page, of a stream that is read late, and of a row that was left out', () => {
    assertAlarmsTell(template);
    const alarms = propertiesOf(template, 'AWS::CloudWatch::Alarm');
    for (const { AlarmDescription } of alarms) expect(AlarmDescription).toMatch(/docs\/runbooks\/[a-z-]+\.md$/);
    const names = alarms.map(({ AlarmName }) => AlarmName);
    expect(names).toEqual(
      expect.arrayContaining(['tandem-prod-keep-trail-stream-age', 'tandem-prod-keep-trail-trail-row']),
    );
  });

  it('takes switches, new keys of webhooks and what functions tell from the stream, and skips into a queue', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      StartingPosition: 'TRIM_HORIZON',
      BisectBatchOnFunctionError: true,
      MaximumRecordAgeInSeconds: 43_200,
      DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
      FilterCriteria: {
        Filters: [
          { Pattern: '{"dynamodb":{"Keys":{"pk":{"S":["LAUNCHES"]}}}}' },
          { Pattern: '{"dynamodb":{"Keys":{"pk":{"S":["GLOBAL"]}}}}' },
          { Pattern: '{"dynamodb":{"Keys":{"pk":{"S":[{"prefix":"VENDOR#"}]}}}}' },
          { Pattern: '{"eventName":["INSERT"],"dynamodb":{"Keys":{"sk":{"S":[{"prefix":"KEY#"}]}}}}' },
          { Pattern: '{"eventName":["INSERT"],"dynamodb":{"Keys":{"pk":{"S":[{"prefix":"TELL#"}]}}}}' },
        ],
      },
    });
  });

  it('lets its keeper touch the trail’s rows of the control table and the objects of the bucket, and delete nothing', () => {
    const actions = statementsOf(template).flatMap(({ Action }) => [Action].flat().map(String));
    expect(actions.filter((one) => /Delete|Update|Scan|Query/.test(one))).toEqual([]);
    const leading = statementsOf(template).flatMap(
      ({ Condition }) => JSON.stringify(Condition ?? {}).match(/"TRAIL[^"]*"/g) ?? [],
    );
    expect(new Set(leading)).toEqual(new Set(['"TRAIL"', '"TRAIL#*"']));
  });

  it('runs its role inside the permissions boundary of the stage', () => {
    const bounded = trailTemplate(testStage({ permissionsBoundary: 'platform-boundary' }));
    for (const { PermissionsBoundary } of propertiesOf(bounded, 'AWS::IAM::Role')) {
      expect(JSON.stringify(PermissionsBoundary)).toContain('policy/platform-boundary');
    }
  });
});
