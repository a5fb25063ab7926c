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

/** What the stack of the audit trail learns from the foundation, in the same way. */
export type TrailJoint =
  | 'control-stream-arn'
  | 'control-key-arn'
  | 'transit-key-arn'
  | 'log-key-arn'
  | Extract<Joint, 'undelivered-queue-arn' | 'alarm-topic-arn'>;

/** Name of a parameter that the foundation writes. */
export const foundationParameter = (stage: StageContext, name: string): string =>
  resourcePath(stage, 'foundation', name);

/** Name of a parameter that the audit trail's stack writes. */
export const trailParameter = (stage: StageContext, name: string): string => resourcePath(stage, 'trail', name);

/** Reads a joint when the stack is deployed. */
export const readJoint = (scope: Construct, stage: StageContext, joint: Joint | TrailJoint): string =>
  StringParameter.valueForStringParameter(scope, foundationParameter(stage, joint));
