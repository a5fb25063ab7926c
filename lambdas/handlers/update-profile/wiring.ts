import { audiences, catalog, computedTraits, identity } from '#platform';
import { applyEvent } from '../../domain/apply-event';
import { compileProfileRules } from '../../domain/profile-rules';
import { eventKeyOf } from '../../domain/strand';
import { parseBusinessClock } from '../../runtime/clock';
import { requiredEnv } from '../../runtime/env';
import { createLogger } from '../../runtime/logger';
import { createCounters, withCounters } from '../../runtime/metrics';
import { openBusinessClock } from '../../stores/control-clock';
import { realRetry } from '../../stores/pause';
import { createProfiles } from '../../stores/profiles.dynamodb';
import { createQuarantine } from '../../stores/quarantine';
import { openQueue } from '../../stores/queue.sqs';
import { openTable } from '../../stores/table';
import { createUpdateProfile } from './handler';

const counters = createCounters();
const rules = compileProfileRules({ identity, catalog, computedTraits, audiences });
const profiles = createProfiles(openTable(requiredEnv('PROFILES_TABLE')));
const clock = openBusinessClock(parseBusinessClock(requiredEnv('BUSINESS_CLOCK')), () => requiredEnv('CONTROL_TABLE'));
/** Full jitter: those that lost against each other must not meet again. */
const sleep = (milliseconds: number): Promise<void> => realRetry.sleep(realRetry.random() * milliseconds);

/** Entry of the function. */
export const handler = withCounters(
  createUpdateProfile({
    applyEvent: (event) => applyEvent({ ...profiles, sleep, clock }, rules, event),
    clock,
    strandOf: (event) => eventKeyOf(event, rules).strand,
    quarantine: createQuarantine({
      ...openTable(requiredEnv('VAULT_TABLE')),
      send: openQueue(requiredEnv('QUARANTINE_QUEUE_URL')),
    }),
    sendLate: openQueue(requiredEnv('LATE_STRANDS_QUEUE_URL')),
    log: createLogger(),
    count: counters.count,
  }),
  counters,
);
