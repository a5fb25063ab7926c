import { Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { GovernedQueue, type GovernedQueueProps } from '../../../lib/blocks/governed-queue';
import { blockFixture } from '../../support/stage';
import { assertAlarmsTell, propertiesOf } from '../../support/template-assertions';

const queueWith = (props: Partial<GovernedQueueProps> = {}) => {
  const { stack, context } = blockFixture();
  const queue = new GovernedQueue(stack, 'Queue', { context, name: 'profile', ...props });
  return { queue, template: () => Template.fromStack(stack) };
};

describe('GovernedQueue', () => {
  it('puts aside what keeps failing, in a queue that takes from this one only and keeps longer', () => {
    const template = queueWith().template();
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: 'tandem-prod-profile',
      RedrivePolicy: { maxReceiveCount: 5 },
      MessageRetentionPeriod: 4 * 86_400,
    });
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: 'tandem-prod-profile-dlq',
      MessageRetentionPeriod: 14 * 86_400,
      RedriveAllowPolicy: {
        redrivePermission: 'byQueue',
        sourceQueueArns: ['arn:aws:sqs:us-east-1:111122223333:tandem-prod-profile'],
      },
    });
  });

  it('is encrypted under the key it is given and refuses plain text connections', () => {
    const template = queueWith().template();
    for (const queue of propertiesOf(template, 'AWS::SQS::Queue')) expect(queue.KmsMasterKeyId).toBeDefined();
    template.allResourcesProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Action: 'sqs:*',
            Principal: { AWS: '*' },
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ]),
      },
    });
  });

  it('hides a message six times as long as its consumer may take', () => {
    const template = queueWith({ consumerTimeout: Duration.seconds(60) }).template();
    template.hasResourceProperties('AWS::SQS::Queue', { QueueName: 'tandem-prod-profile', VisibilityTimeout: 360 });
  });

  it('watches age, depth and dead letters, and tells somebody', () => {
    const template = queueWith().template();
    template.resourceCountIs('AWS::CloudWatch::Alarm', 3);
    for (const name of ['profile-queue-age', 'profile-queue-depth', 'profile-dlq-dead-letter']) {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmName: `tandem-prod-${name}` });
    }
    assertAlarmsTell(template);
  });

  it('as a parked queue keeps fourteen days and calls at the first message', () => {
    const template = queueWith({ name: 'undelivered', use: 'parked' }).template();
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: 'tandem-prod-undelivered',
      MessageRetentionPeriod: 14 * 86_400,
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'tandem-prod-undelivered-parked-messages',
      Threshold: 0,
    });
    template.resourceCountIs('AWS::CloudWatch::Alarm', 2);
  });

  it('admits a service once, for sources of this account', () => {
    const { queue, template } = queueWith();
    queue.allowService('Rules', 'events.amazonaws.com', 'arn:aws:events:us-east-1:111122223333:rule/bus/*');
    queue.allowService('Rules', 'events.amazonaws.com', 'arn:aws:events:us-east-1:111122223333:rule/bus/*');
    const statements = propertiesOf(template(), 'AWS::SQS::QueuePolicy').flatMap(
      ({ PolicyDocument }) => (PolicyDocument as { Statement: Record<string, unknown>[] }).Statement,
    );
    const admitted = statements.filter(({ Sid }) => Sid === 'Rules');
    expect(admitted).toEqual([
      expect.objectContaining({
        Action: 'sqs:SendMessage',
        Principal: { Service: 'events.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': '111122223333' },
          ArnLike: { 'aws:SourceArn': 'arn:aws:events:us-east-1:111122223333:rule/bus/*' },
        },
      }),
    ]);
  });
});
