import { audiences, catalog, computedTraits, identity, outcomeEvents } from '#platform';
import { compileProfileRules } from '../../domain/profile-rules';
import { createReadCustomer } from '../../domain/read-customer';
import { createUpdateLedger } from '../../domain/update-ledger';
import { wallClock } from '../../runtime/clock';
import { requiredEnv } from '../../runtime/env';
import { createLogger } from '../../runtime/logger';
import { createCounters, withCounters } from '../../runtime/metrics';
import { createControl } from '../../stores/control.dynamodb';
import { createCounterStore } from '../../stores/counters.dynamodb';
import { createLedgers } from '../../stores/ledgers.dynamodb';
import { createLaunchDefinitions } from '../../stores/live-launches';
import { createProfiles } from '../../stores/profiles.dynamodb';
import { openTable } from '../../stores/table';
import { openTrail, toldOnce } from '../../stores/trail-tell.dynamodb';
import { createRecordOutcome } from './handler';

const counters = createCounters();
const engagement = openTable(requiredEnv('ENGAGEMENT_TABLE'));
const { loadLedgers, saveLedger } = createLedgers(engagement);
const { readSurroundings, loadPersons } = createProfiles(openTable(requiredEnv('PROFILES_TABLE')));
const { listLaunches, loadDefinition } = createControl(openTable(requiredEnv('CONTROL_TABLE')));

/** Entry of the function. */
export const handler = withCounters(
  createRecordOutcome({
    countOnce: createCounterStore(engagement).countOnce,
    updateLedger: createUpdateLedger(createReadCustomer({ readSurroundings, loadPersons, loadLedgers }), saveLedger),
    launchDefinitions: createLaunchDefinitions({ listLaunches, loadDefinition, now: wallClock }),
    loadDefinition,
    outcomeEvents,
    rules: compileProfileRules({ identity, catalog, computedTraits, audiences }),
    tellTrail: toldOnce(openTrail(requiredEnv('CONTROL_TABLE')), wallClock),
    log: createLogger(),
    count: counters.count,
  }),
  counters,
);
