import platform from '#platform';
import { indexAudiences } from '../../domain/audiences';
import { requiredEnv } from '../../runtime/env';
import { createLogger } from '../../runtime/logger';
import { createCounters, withCounters } from '../../runtime/metrics';
import { createBusClient, createPublishEvents } from '../../stores/bus.eventbridge';
import { changedPerson, personChange, storedEvent, storedEventKey } from '../../stores/event-stream';
import { realRetry } from '../../stores/pause';
import { createProfiles } from '../../stores/profiles.dynamodb';
import { createQueueClient, createSendMessages } from '../../stores/queue.sqs';
import { openTable } from '../../stores/table';
import { createPublishChanges } from './handler';

const counters = createCounters();
const { loadEvent, loadPersons } = createProfiles(openTable(requiredEnv('PROFILES_TABLE')));

/** Entry of the function. */
export const handler = withCounters(
  createPublishChanges({
    storedEventKey,
    storedEvent,
    changedPerson,
    personChange,
    audiences: indexAudiences(platform.audiences),
    loadEvent,
    loadPersons,
    publishEvents: createPublishEvents({
      client: createBusClient(),
      busName: requiredEnv('BUS_NAME'),
      retry: realRetry,
    }),
    sendRetries: createSendMessages({
      client: createQueueClient(),
      url: requiredEnv('PUBLISH_RETRY_QUEUE_URL'),
      retry: realRetry,
    }),
    log: createLogger(),
    count: counters.count,
  }),
  counters,
);
