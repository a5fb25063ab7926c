import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { resourcePath, type StageContext } from './stage-context';

/** What launch stacks learn from the foundation, each a parameter: nothing else joins the stacks. */
export const JOINTS = [
  'bus-name',
  'decision-queue-arn',
  'blast-queue-arn',
  'undelivered-queue-arn',
  'scheduler-role-arn',
  'schedule-group',
  'alarm-topic-arn',
] as const;
export type Joint = (typeof JOINTS)[number];

/** Name of a parameter that the foundation writes. */
export const foundationParameter = (stage: StageContext, name: string): string =>
  resourcePath(stage, 'foundation', name);

/** Reads a joint when the stack is deployed. */
export const readJoint = (scope: Construct, stage: StageContext, joint: Joint): string =>
  StringParameter.valueForStringParameter(scope, foundationParameter(stage, joint));
