import { audiences, catalog, computedTraits, identity } from '#platform';
import { compileProfileRules } from '../../domain/profile-rules';
import { parseBusinessClock, wallClock } from '../../runtime/clock';
import { requiredEnv } from '../../runtime/env';
import { createLogger } from '../../runtime/logger';
import { createCounters, withCounters } from '../../runtime/metrics';
import { openBusinessClock } from '../../stores/control-clock';
import { realRetry } from '../../stores/pause';
import { createProfiles } from '../../stores/profiles.dynamodb';
import { openQueue } from '../../stores/queue.sqs';
import { createReviewProgress } from '../../stores/review-progress.dynamodb';
import { openTable } from '../../stores/table';
import { createReviewSegments } from './handler';

const counters = createCounters();
const controlTable = requiredEnv('CONTROL_TABLE');
const { loadPersons, saveReviewed, dropDue, listDue, listPersons } = createProfiles(
  openTable(requiredEnv('PROFILES_TABLE')),
);

/** Entry of the function. */
export const handler = withCounters(
  createReviewSegments({
    loadPersons,
    saveReviewed,
    dropDue,
    listDue,
    listPersons,
    ...createReviewProgress(openTable(controlTable)),
    rules: compileProfileRules({ identity, catalog, computedTraits, audiences }),
    clock: openBusinessClock(parseBusinessClock(requiredEnv('BUSINESS_CLOCK')), () => controlTable),
    now: wallClock,
    sleep: realRetry.sleep,
    sendPages: openQueue(requiredEnv('REVIEW_QUEUE_URL')),
    log: createLogger(),
    count: counters.count,
  }),
  counters,
);
