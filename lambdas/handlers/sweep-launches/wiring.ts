import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { parseBusinessClock } from '../../runtime/clock';
import { requiredEnv } from '../../runtime/env';
import { createLogger } from '../../runtime/logger';
import { createCounters, withCounters } from '../../runtime/metrics';
import { CLIENT_CONFIG } from '../../stores/aws-client';
import { createControl } from '../../stores/control.dynamodb';
import { openBusinessClock } from '../../stores/control-clock';
import { createCounterStore } from '../../stores/counters.dynamodb';
import { createLaunchRows } from '../../stores/launch-rows.dynamodb';
import { createLaunchStacks } from '../../stores/launch-stacks.cloudformation';
import { openTable } from '../../stores/table';
import { createSweepLaunches } from './handler';

const counters = createCounters();
const controlTable = requiredEnv('CONTROL_TABLE');
const { loadDefinition } = createControl(openTable(controlTable));
const { listLaunchRows, listDefinitions, stopLaunch, markLaunch } = createLaunchRows(openTable(controlTable));
const { readUsed } = createCounterStore(openTable(requiredEnv('ENGAGEMENT_TABLE')));
const { readLaunchStack, unprotectLaunchStack, removeLaunchStack } = createLaunchStacks({
  client: new CloudFormationClient(CLIENT_CONFIG),
  namesStart: requiredEnv('LAUNCH_STACKS'),
  executionRoleArn: requiredEnv('LAUNCH_EXECUTION_ROLE'),
});

/** Entry of the function. */
export const handler = withCounters(
  createSweepLaunches({
    listLaunchRows,
    loadDefinition,
    listDefinitions,
    readUsed,
    stopLaunch,
    markLaunch,
    readLaunchStack,
    unprotectLaunchStack,
    removeLaunchStack,
    clock: openBusinessClock(parseBusinessClock(requiredEnv('BUSINESS_CLOCK')), () => controlTable),
    log: createLogger(),
    count: counters.count,
  }),
  counters,
);
