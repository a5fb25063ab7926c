import { randomUUID } from 'node:crypto';
import platform from '#platform';
import { createReadView } from '../../domain/read-customer';
import { parseBusinessClock, wallClock } from '../../runtime/clock';
import { requiredEnv } from '../../runtime/env';
import { createLogger } from '../../runtime/logger';
import { createCounters, withCounters } from '../../runtime/metrics';
import { createBusClient, createPublishEvents } from '../../stores/bus.eventbridge';
import { openBusinessClock } from '../../stores/control-clock';
import { realRetry } from '../../stores/pause';
import { createProfiles } from '../../stores/profiles.dynamodb';
import { createReadSecret, createSecretsClient } from '../../stores/secrets';
import { openTable } from '../../stores/table';
import { createPreferenceCentre } from './handler';

const counters = createCounters();

/** Entry of the function. */
export const handler = withCounters(
  createPreferenceCentre({
    platform,
    readSecret: createReadSecret({
      client: createSecretsClient(),
      prefix: requiredEnv('SECRETS_PREFIX'),
      now: wallClock,
    }),
    clock: openBusinessClock(parseBusinessClock(requiredEnv('BUSINESS_CLOCK')), () => requiredEnv('CONTROL_TABLE')),
    readView: createReadView(createProfiles(openTable(requiredEnv('PROFILES_TABLE')))),
    publishEvents: createPublishEvents({
      client: createBusClient(),
      busName: requiredEnv('BUS_NAME'),
      retry: realRetry,
    }),
    newId: () => `pref-${randomUUID()}`,
    log: createLogger(),
    count: counters.count,
  }),
  counters,
);
