import type { Context } from 'aws-lambda';
import platform from '#platform';
import type { SendTestTask } from '../../../contracts/send-test';
import { parseBusinessClock } from '../../runtime/clock';
import { requiredEnv } from '../../runtime/env';
import { createLogger } from '../../runtime/logger';
import { createCounters } from '../../runtime/metrics';
import { createAttempts } from '../../stores/attempts.dynamodb';
import { openBusinessClock } from '../../stores/control-clock';
import { queuesByVendor } from '../../stores/queue.sqs';
import { openTable } from '../../stores/table';
import { createTestDefinitions, createTesters } from '../../stores/tests.dynamodb';
import { createSendTest } from './handler';

const counters = createCounters();
const { saveTestDefinition } = createTestDefinitions(openTable(requiredEnv('CONTROL_TABLE')));
const { saveTester } = createTesters(openTable(requiredEnv('VAULT_TABLE')));

const sendTest = createSendTest({
  testers: platform.testers,
  clock: openBusinessClock(parseBusinessClock(requiredEnv('BUSINESS_CLOCK')), () => requiredEnv('CONTROL_TABLE')),
  saveTestDefinition,
  saveTester,
  loadAttempt: createAttempts(openTable(requiredEnv('ENGAGEMENT_TABLE'))).loadAttempt,
  queueOf: queuesByVendor(requiredEnv('DELIVERY_QUEUE_URLS')),
  log: createLogger(),
  count: counters.count,
});

/** Entry of the function; invoked by the command line. */
export const handler = async (task: SendTestTask, { awsRequestId }: Context) => {
  try {
    return await sendTest(task, awsRequestId);
  } finally {
    counters.flush();
  }
};
