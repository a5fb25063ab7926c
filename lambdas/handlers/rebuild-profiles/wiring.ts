import { audiences, catalog, computedTraits, identity } from '#platform';
import type { RebuildTask } from '../../../contracts/rebuild';
import { canonicalJson, sha256Base64Url } from '../../domain/canonical';
import { compileProfileRules } from '../../domain/profile-rules';
import { parseBusinessClock, wallClock } from '../../runtime/clock';
import { requiredEnv } from '../../runtime/env';
import { createLogger } from '../../runtime/logger';
import { createCounters } from '../../runtime/metrics';
import { openBusinessClock } from '../../stores/control-clock';
import { createGenerations } from '../../stores/generations.dynamodb';
import { realRetry } from '../../stores/pause';
import { createProfiles } from '../../stores/profiles.dynamodb';
import { createStrandReader } from '../../stores/profiles-erasure.dynamodb';
import { createRebuildRuns } from '../../stores/rebuild-runs.dynamodb';
import { openTable } from '../../stores/table';
import { createRebuildProfiles } from './handler';

const counters = createCounters();
const profilesTable = openTable(requiredEnv('PROFILES_TABLE'));
const { strandPointers, loadPersons, listPersons } = createProfiles(profilesTable);
const { readStrand } = createStrandReader(profilesTable);

const rebuild = createRebuildProfiles({
  rules: compileProfileRules({ identity, catalog, computedTraits, audiences }),
  rulesDigest: sha256Base64Url(canonicalJson({ identity, catalog, computedTraits })),
  strandPointers,
  loadPersons,
  listPersons,
  readStrand,
  ...createGenerations(profilesTable),
  ...createRebuildRuns(openTable(requiredEnv('CONTROL_TABLE'))),
  now: wallClock,
  clock: openBusinessClock(parseBusinessClock(requiredEnv('BUSINESS_CLOCK')), () => requiredEnv('CONTROL_TABLE')),
  sleep: (milliseconds) => realRetry.sleep(realRetry.random() * milliseconds),
  log: createLogger(),
  count: counters.count,
});

/** Entry of the function; invoked by the command line. */
export const handler = async (task: RebuildTask) => {
  try {
    return await rebuild(task);
  } finally {
    counters.flush();
  }
};
