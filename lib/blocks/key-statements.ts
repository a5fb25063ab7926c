import type { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { busArnOf, busNameOf } from './bus-arn';
import { hasOwnSubscriber, resourceName, resourcePath, type StageContext } from './stage-context';

const ENVELOPE = ['kms:Decrypt', 'kms:GenerateDataKey'];

interface ServiceUse {
  readonly sid: string;
  readonly service: string;
  readonly actions: readonly string[];
  readonly conditions: Record<string, Record<string, unknown>>;
}

const statement = ({ sid, service, actions, conditions }: ServiceUse): PolicyStatement =>
  new PolicyStatement({
    sid,
    principals: [new ServicePrincipal(service)],
    actions: [...actions],
    resources: ['*'],
    conditions,
  });

/**
 * What the key of the bus, the queues and the alarm topic must allow for AWS's services to write to them.
 * Our own key carries these; an imported key (`import.key`) must be given them by whoever owns it.
 */
export const transitKeyStatements = (stack: Stack, stage: StageContext): PolicyStatement[] => {
  const busArn = busArnOf(stack, stage);
  const arn = (service: string, rest: string) =>
    `arn:${stack.partition}:${service}:${stack.region}:${stack.account}:${rest}`;
  const sameAccount = { 'aws:SourceAccount': stack.account };
  const from = (pattern: string) => ({ StringEquals: sameAccount, ArnLike: { 'aws:SourceArn': pattern } });
  return [
    // AWS gives neither source nor account on the calls of bus and archive; the bus in the context names both.
    statement({
      sid: 'BusDescribesKey',
      service: 'events.amazonaws.com',
      actions: ['kms:DescribeKey'],
      conditions: {},
    }),
    statement({
      sid: 'BusAndArchiveEncryptEvents',
      service: 'events.amazonaws.com',
      actions: [...ENVELOPE, 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
      conditions: { StringEquals: { 'kms:EncryptionContext:aws:events:event-bus:arn': busArn } },
    }),
    statement({
      sid: 'RulesWriteToQueues',
      service: 'events.amazonaws.com',
      actions: ENVELOPE,
      conditions: from(arn('events', `rule/${busNameOf(busArn)}/*`)),
    }),
    statement({
      sid: 'BusWritesDeadLetters',
      service: 'events.amazonaws.com',
      actions: ENVELOPE,
      conditions: from(busArn),
    }),
    statement({
      sid: 'AlarmsWriteToTopic',
      service: 'cloudwatch.amazonaws.com',
      actions: ENVELOPE,
      conditions: from(arn('cloudwatch', 'alarm:*')),
    }),
    ...(hasOwnSubscriber(stage) ? [topicStatement(from(arn('sns', resourceName(stage, 'alarms'))))] : []),
  ];
};

const topicStatement = (conditions: ServiceUse['conditions']): PolicyStatement =>
  statement({ sid: 'TopicWritesDeadLetters', service: 'sns.amazonaws.com', actions: ENVELOPE, conditions });

/** Lets CloudWatch Logs encrypt this stage's log groups, and no others. WAF names its own by a rule of AWS's. */
export const logKeyStatement = (stack: Stack, stage: StageContext): PolicyStatement => {
  const group = (name: string) => `arn:${stack.partition}:logs:${stack.region}:${stack.account}:log-group:${name}`;
  return statement({
    sid: 'LogsEncryptLogGroups',
    service: `logs.${stack.region}.amazonaws.com`,
    actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
    conditions: {
      ArnLike: {
        'kms:EncryptionContext:aws:logs:arn': [group(`${resourcePath(stage)}/*`), group(wafLogGroup(stage))],
      },
    },
  });
};

/** WAF writes only to log groups whose names begin like this. */
export const wafLogGroup = (stage: StageContext): string => `aws-waf-logs-${resourceName(stage)}`;
