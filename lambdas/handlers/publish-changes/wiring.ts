import { audiences } from '#platform';
import { indexAudiences } from '../../domain/audiences';
import { requiredEnv } from '../../runtime/env';
import { createLogger } from '../../runtime/logger';
import { createCounters, withCounters } from '../../runtime/metrics';
import { openBus } from '../../stores/bus.eventbridge';
import { changedPerson, personChange, storedEvent, storedEventKey } from '../../stores/event-stream';
import { createProfiles } from '../../stores/profiles.dynamodb';
import { openQueue } from '../../stores/queue.sqs';
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
    audiences: indexAudiences(audiences),
    loadEvent,
    loadPersons,
    publishEvents: openBus(requiredEnv('BUS_NAME')),
    sendRetries: openQueue(requiredEnv('PUBLISH_RETRY_QUEUE_URL')),
    log: createLogger(),
    count: counters.count,
  }),
  counters,
);
