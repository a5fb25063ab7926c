import { randomUUID } from 'node:crypto';
import { catalog, channels, decision, organisation, purposes, signals } from '#platform';
import { createReadView } from '../../domain/read-customer';
import { parseBusinessClock } from '../../runtime/clock';
import { requiredEnv } from '../../runtime/env';
import { createLogger } from '../../runtime/logger';
import { createCounters, withCounters } from '../../runtime/metrics';
import { openBus } from '../../stores/bus.eventbridge';
import { openBusinessClock } from '../../stores/control-clock';
import { createProfiles } from '../../stores/profiles.dynamodb';
import { openSecrets } from '../../stores/secrets';
import { openTable } from '../../stores/table';
import { createPreferenceCentre } from './handler';

const counters = createCounters();

/** Entry of the function. */
export const handler = withCounters(
  createPreferenceCentre({
    platform: { organisation, purposes, channels, catalog, decision, signals },
    readSecret: openSecrets(requiredEnv('SECRETS_PREFIX')).readSecret,
    clock: openBusinessClock(parseBusinessClock(requiredEnv('BUSINESS_CLOCK')), () => requiredEnv('CONTROL_TABLE')),
    readView: createReadView(createProfiles(openTable(requiredEnv('PROFILES_TABLE')))),
    publishEvents: openBus(requiredEnv('BUS_NAME')),
    newId: () => `pref-${randomUUID()}`,
    log: createLogger(),
    count: counters.count,
  }),
  counters,
);
