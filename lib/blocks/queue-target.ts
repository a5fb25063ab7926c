import type { CfnRule } from 'aws-cdk-lib/aws-events';
import { HANDOVER_SECONDS } from '../../contracts/retention';

/** The one kind of target a rule has here: a queue, tried for a day, with a queue for what still fails. */
export const queueTarget = (queueArn: string, undeliveredArn: string): CfnRule.TargetProperty => ({
  id: 'Queue',
  arn: queueArn,
  deadLetterConfig: { arn: undeliveredArn },
  retryPolicy: { maximumEventAgeInSeconds: HANDOVER_SECONDS, maximumRetryAttempts: 185 },
});
