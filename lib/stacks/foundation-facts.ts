import { constructId } from '../blocks/construct-id';
import type { Joint, TrailJoint } from '../blocks/launch-joints';
import type { Base, Parts } from './foundation-parts';

/** What launch stacks and the audit trail read when they are deployed. */
export const jointsOf = (
  { bus, undelivered, context, alarms, control }: Base,
  { decisions }: Parts,
): Readonly<Record<Joint | TrailJoint, string>> => ({
  'bus-name': bus.busName,
  'decision-queue-arn': decisions.decisionQueue.queue.queueArn,
  'blast-queue-arn': decisions.blastQueue.queue.queueArn,
  'undelivered-queue-arn': undelivered.queue.queueArn,
  'scheduler-role-arn': decisions.schedulerRole.roleArn,
  'schedule-group': decisions.scheduleGroup,
  'alarm-topic-arn': alarms.topic.topicArn,
  'control-stream-arn': control.streamArn,
  'control-key-arn': control.key.keyArn,
  'transit-key-arn': context.transitKey.keyArn,
  'log-key-arn': context.logKey.keyArn,
});

/** What people and the CLI read, by the id of its output. */
export const factsOf = (base: Base, parts: Parts): Readonly<Record<string, string>> => ({
  ApiUrl: parts.shield?.url ?? base.api.url,
  ApiHost: base.api.host,
  ProfilesTable: base.profiles.table.tableName,
  VaultTable: base.vault.table.tableName,
  EngagementTable: base.engagement.table.tableName,
  ControlTable: base.control.table.tableName,
  ...(base.identity.own === undefined
    ? {}
    : {
        TokenUrl: base.identity.own.tokenUrl,
        UserPoolId: base.identity.own.userPoolId,
        ClientId: base.identity.own.clientId,
        ServiceClientId: base.identity.own.serviceClientId,
      }),
  ProfileQueueUrl: parts.pipeline.profileQueue.queue.queueUrl,
  PublishRetryQueueUrl: parts.pipeline.retryQueue.queue.queueUrl,
  ReviewQueueUrl: parts.reviewer.queue.queue.queueUrl,
  DecisionQueueUrl: parts.decisions.decisionQueue.queue.queueUrl,
  BlastQueueUrl: parts.decisions.blastQueue.queue.queueUrl,
  OutcomeQueueUrl: parts.outcomes.queue.queue.queueUrl,
  SweepQueueUrl: parts.sweeper.queue.queue.queueUrl,
  ErasureQueueUrl: parts.rights.queue.queue.queueUrl,
  ErasureAnswersQueueUrl: parts.rights.answers.queue.queue.queueUrl,
  LateStrandsQueueUrl: parts.rights.late.queue.queue.queueUrl,
  QuarantineQueueUrl: parts.ingest.quarantine.queue.queueUrl,
  UndeliveredQueueUrl: base.undelivered.queue.queueUrl,
  ...Object.fromEntries(
    [...parts.gateway.queues].flatMap(([vendor, { queue, deadLetter }]) => [
      [`DeliveryQueueUrl${constructId(vendor)}`, queue.queueUrl],
      [`DeliveryDeadLetterUrl${constructId(vendor)}`, deadLetter.queueUrl],
    ]),
  ),
});
