import { randomUUID } from 'node:crypto';
import { audiences, catalog, computedTraits, identity, vendors } from '#platform';
import { createExportCustomer } from '../../domain/customer-export';
import { createReadProfile } from '../../domain/customer-profile';
import { compileProfileRules } from '../../domain/profile-rules';
import { createReadWhy } from '../../domain/read-why';
import { createStartErasure } from '../../domain/start-erasure';
import { kindsOf } from '../../domain/strand';
import { createSubjectMark, createTellAccess } from '../../domain/trail-told';
import { parseBusinessClock, wallClock } from '../../runtime/clock';
import { requiredEnv } from '../../runtime/env';
import { createLogger } from '../../runtime/logger';
import { createCounters, withCounters } from '../../runtime/metrics';
import { openBus } from '../../stores/bus.eventbridge';
import { openBusinessClock } from '../../stores/control-clock';
import { createEngagementReader } from '../../stores/engagement-erasure.dynamodb';
import { createErasures } from '../../stores/erasures.dynamodb';
import { createProfiles } from '../../stores/profiles.dynamodb';
import { createStrandReader } from '../../stores/profiles-erasure.dynamodb';
import { openQueue } from '../../stores/queue.sqs';
import { openSecrets } from '../../stores/secrets';
import { openTable } from '../../stores/table';
import { openTrail } from '../../stores/trail-tell.dynamodb';
import { createVaultReader } from '../../stores/vault-erasure.dynamodb';
import { valuesOf } from '../../stores/vault-rows';
import { createSubjectRights } from './handler';
import { createRoutes } from './routes';

const counters = createCounters();
const { readSecret } = openSecrets(requiredEnv('SECRETS_PREFIX'));
const profilesTable = openTable(requiredEnv('PROFILES_TABLE'));
const vaultTable = openTable(requiredEnv('VAULT_TABLE'));
const vaultDeps = { ...vaultTable, vaultKey: () => readSecret('vault-key') };

const profiles = createProfiles(profilesTable);
const ports = {
  ...profiles,
  ...createStrandReader(profilesTable),
  valuesOf: valuesOf(vaultTable),
  ...createVaultReader(vaultDeps),
  ...createEngagementReader(openTable(requiredEnv('ENGAGEMENT_TABLE'))),
  ...createErasures(vaultTable),
  readWhy: createReadWhy(profiles, compileProfileRules({ identity, catalog, computedTraits, audiences })),
  clock: openBusinessClock(parseBusinessClock(requiredEnv('BUSINESS_CLOCK')), () => requiredEnv('CONTROL_TABLE')),
  wallClock,
  sendErasure: openQueue(requiredEnv('ERASURE_QUEUE_URL')),
};

/** Entry of the function. */
export const handler = withCounters(
  createSubjectRights({
    routes: createRoutes({
      ...ports,
      identity,
      readProfile: createReadProfile(ports),
      exportCustomer: createExportCustomer(ports, {
        kindOf: kindsOf(identity),
        vendors,
      }),
      startErasure: createStartErasure(ports),
      readKey: () => readSecret('receipt-key'),
      publishEvents: openBus(requiredEnv('BUS_NAME')),
      subjectMark: createSubjectMark(() => readSecret('trail-key')),
    }),
    tellAccess: createTellAccess({
      tellTrail: openTrail(requiredEnv('CONTROL_TABLE')),
      newId: randomUUID,
      wallClock,
    }),
    log: createLogger(),
    count: counters.count,
  }),
  counters,
);
