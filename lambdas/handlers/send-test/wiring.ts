import type { Context } from 'aws-lambda';
import { testers } from '#platform';
import type { SendTestTask } from '../../../contracts/send-test';
import { parseBusinessClock, wallClock } from '../../runtime/clock';
import { requiredEnv } from '../../runtime/env';
import { createLogger } from '../../runtime/logger';
import { createCounters } from '../../runtime/metrics';
import { createAttempts } from '../../stores/attempts.dynamodb';
import { openBus } from '../../stores/bus.eventbridge';
import { createControl } from '../../stores/control.dynamodb';
import { openBusinessClock } from '../../stores/control-clock';
import { openFunction } from '../../stores/functions.lambda';
import { createProbes } from '../../stores/probes.dynamodb';
import { openQueue, queuesByVendor } from '../../stores/queue.sqs';
import { openTable } from '../../stores/table';
import { createTestDefinitions, createTesters } from '../../stores/tests.dynamodb';
import { openTrail } from '../../stores/trail-tell.dynamodb';
import { createSendTest } from './handler';

const counters = createCounters();
const controlTable = openTable(requiredEnv('CONTROL_TABLE'));
const engagementTable = openTable(requiredEnv('ENGAGEMENT_TABLE'));
const { saveTestDefinition } = createTestDefinitions(controlTable);
const { loadDefinition } = createControl(controlTable);
const { loadProofs } = createProbes(engagementTable);
const { saveTester } = createTesters(openTable(requiredEnv('VAULT_TABLE')));

const sendTest = createSendTest({
  testers,
  clock: openBusinessClock(parseBusinessClock(requiredEnv('BUSINESS_CLOCK')), () => requiredEnv('CONTROL_TABLE')),
  saveTestDefinition,
  saveTester,
  tellTrail: openTrail(requiredEnv('CONTROL_TABLE')),
  loadAttempt: createAttempts(engagementTable).loadAttempt,
  wallClock,
  loadDefinition,
  loadProofs,
  publishEvents: openBus(requiredEnv('BUS_NAME')),
  sendPage: openQueue(requiredEnv('BLAST_QUEUE_URL')),
  askOfferApi: openFunction(requiredEnv('OFFER_API')),
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
