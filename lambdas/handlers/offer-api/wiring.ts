import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { pull } from '#layouts';
import { channels, identity, decision as policy, quiet } from '#platform';
import type { Proof } from '../../../contracts/probe';
import { createDecideFor } from '../../domain/decision-loop';
import { createReadCustomer } from '../../domain/read-customer';
import { createSubjectMark, createTellAccess } from '../../domain/trail-told';
import { createUpdateLedger } from '../../domain/update-ledger';
import { parseBusinessClock, wallClock } from '../../runtime/clock';
import { requiredEnv } from '../../runtime/env';
import { createLogger } from '../../runtime/logger';
import { createCounters, withCounters } from '../../runtime/metrics';
import type { HttpAnswer } from '../../runtime/problem';
import { openBus } from '../../stores/bus.eventbridge';
import { openDecisionStores } from '../../stores/decision-stores';
import { openSecrets } from '../../stores/secrets';
import { openTable } from '../../stores/table';
import { openTrail } from '../../stores/trail-tell.dynamodb';
import { createVault } from '../../stores/vault.dynamodb';
import { createAskOffers } from './ask-offers';
import { createExplainLaunch } from './explain-launch';
import { createOfferApi } from './handler';
import { createProveOffers, type OfferProbe } from './prove-offers';
import { createReportOutcome } from './report-outcome';

const counters = createCounters();
const log = createLogger();
const publishEvents = openBus(requiredEnv('BUS_NAME'));
const stores = openDecisionStores(
  {
    profiles: requiredEnv('PROFILES_TABLE'),
    engagement: requiredEnv('ENGAGEMENT_TABLE'),
    control: requiredEnv('CONTROL_TABLE'),
  },
  parseBusinessClock(requiredEnv('BUSINESS_CLOCK')),
);
const { readSecret } = openSecrets(requiredEnv('SECRETS_PREFIX'));
const { findToken } = createVault({
  ...openTable(requiredEnv('VAULT_TABLE')),
  vaultKey: () => readSecret('vault-key'),
});
const readCustomer = createReadCustomer(stores);
const decideFor = createDecideFor({ ...stores, readCustomer, policy });

const offerApi = createOfferApi({
  askOffers: createAskOffers({
    ...stores,
    platform: { channels, identity },
    layouts: pull,
    findToken,
    decideFor,
    publishEvents,
    log,
  }),
  reportOutcome: createReportOutcome({
    ...stores,
    updateLedger: createUpdateLedger(readCustomer, stores.saveLedger),
    publishEvents,
  }),
  explainLaunch: createExplainLaunch({
    ...stores,
    identity,
    policy,
    quiet,
    findToken,
    readCustomer,
    subjectMark: createSubjectMark(() => readSecret('trail-key')),
    tellAccess: createTellAccess({
      tellTrail: openTrail(requiredEnv('CONTROL_TABLE')),
      newId: randomUUID,
      wallClock,
    }),
  }),
  log,
  count: counters.count,
});
const proveOffers = createProveOffers({ ...stores, layouts: pull, policy });

/** Entry of the function: what API Gateway hands on, or a probe, which nothing behind that gateway can be. */
export const handler = withCounters(
  (event: APIGatewayProxyEventV2 | OfferProbe): Promise<HttpAnswer | readonly Proof[]> =>
    'probe' in event ? proveOffers(event) : offerApi(event),
  counters,
);
