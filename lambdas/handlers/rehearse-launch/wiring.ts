import type { Context } from 'aws-lambda';
import { audiences, catalog, computedTraits, identity, decision as policy, quiet } from '#platform';
import type { RehearseTask } from '../../../contracts/rehearsal';
import { canonicalJson, sha256Base64Url } from '../../domain/canonical';
import { compileProfileRules } from '../../domain/profile-rules';
import { parseBusinessClock, wallClock } from '../../runtime/clock';
import { requiredEnv } from '../../runtime/env';
import { createLogger } from '../../runtime/logger';
import { createCounters } from '../../runtime/metrics';
import { createControl } from '../../stores/control.dynamodb';
import { openBusinessClock } from '../../stores/control-clock';
import { createCounterStore } from '../../stores/counters.dynamodb';
import { createEngagementReader } from '../../stores/engagement-erasure.dynamodb';
import { createLedgers } from '../../stores/ledgers.dynamodb';
import { createLiveLaunches } from '../../stores/live-launches';
import { createProfiles } from '../../stores/profiles.dynamodb';
import { createStrandReader } from '../../stores/profiles-erasure.dynamodb';
import { createSealer } from '../../stores/sealed-text';
import { openSecrets } from '../../stores/secrets';
import { openTable } from '../../stores/table';
import { createRehearseLaunch } from './handler';

const counters = createCounters();
const profilesTable = openTable(requiredEnv('PROFILES_TABLE'));
const engagementTable = openTable(requiredEnv('ENGAGEMENT_TABLE'));
const { listPersons, listMembers, loadPersons } = createProfiles(profilesTable);
const { readStrand } = createStrandReader(profilesTable);
const { loadLedgers } = createLedgers(engagementTable);
const { readEngaged, readDecisions } = createEngagementReader(engagementTable);
const { readUsed } = createCounterStore(engagementTable);
const { listLaunches, loadDefinition } = createControl(openTable(requiredEnv('CONTROL_TABLE')));
const { readSecret } = openSecrets(requiredEnv('SECRETS_PREFIX'));

const rehearse = createRehearseLaunch({
  listPersons,
  listMembers,
  loadPersons,
  readStrand,
  loadLedgers,
  readEngaged,
  readDecisions,
  rules: compileProfileRules({ identity, catalog, computedTraits, audiences }),
  rulesDigest: sha256Base64Url(canonicalJson({ identity, catalog, computedTraits, audiences, policy, quiet })),
  policy,
  quiet,
  liveLaunches: createLiveLaunches({ listLaunches, loadDefinition, readUsed, now: wallClock }),
  clock: openBusinessClock(parseBusinessClock(requiredEnv('BUSINESS_CLOCK')), () => requiredEnv('CONTROL_TABLE')),
  ...createSealer(readSecret, 'rehearsal-key'),
  elapsed: () => performance.now(),
  log: createLogger(),
  count: counters.count,
});

/** Entry of the function; invoked by the command line. */
export const handler = async (task: RehearseTask, { awsRequestId }: Context) => {
  try {
    return await rehearse(task, awsRequestId);
  } finally {
    counters.flush();
  }
};
