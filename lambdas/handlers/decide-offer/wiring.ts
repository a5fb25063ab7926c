import { audiences, catalog, computedTraits, identity, decision as policy } from '#platform';
import { createDecideFor } from '../../domain/decision-loop';
import { createProve } from '../../domain/probe-loop';
import { compileProfileRules } from '../../domain/profile-rules';
import { createReadCustomer } from '../../domain/read-customer';
import { parseBusinessClock, wallClock } from '../../runtime/clock';
import { requiredEnv } from '../../runtime/env';
import { createLogger } from '../../runtime/logger';
import { createCounters, withCounters } from '../../runtime/metrics';
import { openBus } from '../../stores/bus.eventbridge';
import { openDecisionStores } from '../../stores/decision-stores';
import { createProbes } from '../../stores/probes.dynamodb';
import { openTable } from '../../stores/table';
import { createDecideOffer } from './handler';

const counters = createCounters();
const stores = openDecisionStores(
  {
    profiles: requiredEnv('PROFILES_TABLE'),
    engagement: requiredEnv('ENGAGEMENT_TABLE'),
    control: requiredEnv('CONTROL_TABLE'),
  },
  parseBusinessClock(requiredEnv('BUSINESS_CLOCK')),
);

const publishEvents = openBus(requiredEnv('BUS_NAME'));
const { saveProof } = createProbes(openTable(requiredEnv('ENGAGEMENT_TABLE')));

/** Entry of the function. */
export const handler = withCounters(
  createDecideOffer({
    decideFor: createDecideFor({ ...stores, readCustomer: createReadCustomer(stores), policy }),
    prove: createProve({ ...stores, policy, wallClock, publishEvents, saveProof }, 'decide-offer'),
    publishEvents,
    rules: compileProfileRules({ identity, catalog, computedTraits, audiences }),
    log: createLogger(),
    count: counters.count,
  }),
  counters,
);
