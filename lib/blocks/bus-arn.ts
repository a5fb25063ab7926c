import type { Stack } from 'aws-cdk-lib';
import { resourceName, type StageContext } from './stage-context';

/** ARN of the stage's bus: the organisation's (`import.bus`) or our own, spelt out so that policies need no reference. */
export const busArnOf = (stack: Stack, stage: StageContext): string =>
  stage.settings.import.bus ??
  stack.formatArn({ service: 'events', resource: 'event-bus', resourceName: resourceName(stage, 'bus') });

/** Name in a bus's ARN. */
export const busNameOf = (busArn: string): string => busArn.slice(busArn.lastIndexOf('/') + 1);
