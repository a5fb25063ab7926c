import type { CfnRule } from 'aws-cdk-lib/aws-events';

/** The one kind of target a rule has here: a queue, tried for a day, with a queue for what still fails. */
export const queueTarget = (queueArn: string, undeliveredArn: string): CfnRule.TargetProperty => ({
  id: 'Queue',
  arn: queueArn,
  deadLetterConfig: { arn: undeliveredArn },
  retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
});
