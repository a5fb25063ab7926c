import platform from '#platform';
import type { IdentityRules } from '../../../contracts/identity';
import { createExportCustomer } from '../../domain/customer-export';
import { createReadProfile } from '../../domain/customer-profile';
import { compileProfileRules } from '../../domain/profile-rules';
import { createReadWhy } from '../../domain/read-why';
import { createStartErasure } from '../../domain/start-erasure';
import { parseBusinessClock, wallClock } from '../../runtime/clock';
import { requiredEnv } from '../../runtime/env';
import { createLogger } from '../../runtime/logger';
import { createCounters, withCounters } from '../../runtime/metrics';
import { createBusClient, createPublishEvents } from '../../stores/bus.eventbridge';
import { openBusinessClock } from '../../stores/control-clock';
import { createEngagementReader } from '../../stores/engagement-erasure.dynamodb';
import { createErasures } from '../../stores/erasures.dynamodb';
import { realRetry } from '../../stores/pause';
import { createProfiles } from '../../stores/profiles.dynamodb';
import { createStrandReader } from '../../stores/profiles-erasure.dynamodb';
import { createQueueClient, createSendMessages } from '../../stores/queue.sqs';
import { createReadSecret, createSecretsClient } from '../../stores/secrets';
import { openTable } from '../../stores/table';
import { createVaultReader } from '../../stores/vault-erasure.dynamodb';
import { valuesOf } from '../../stores/vault-rows';
import { createSubjectRights } from './handler';
import { createRoutes } from './routes';

const counters = createCounters();
const readSecret = createReadSecret({
  client: createSecretsClient(),
  prefix: requiredEnv('SECRETS_PREFIX'),
  now: wallClock,
});
const profilesTable = openTable(requiredEnv('PROFILES_TABLE'));
const vaultTable = openTable(requiredEnv('VAULT_TABLE'));
const vaultDeps = { ...vaultTable, vaultKey: () => readSecret('vault-key') };
const identity: IdentityRules = platform.identity;

const profiles = createProfiles(profilesTable);
const ports = {
  ...profiles,
  ...createStrandReader(profilesTable),
  valuesOf: valuesOf(vaultTable),
  ...createVaultReader(vaultDeps),
  ...createEngagementReader(openTable(requiredEnv('ENGAGEMENT_TABLE'))),
  ...createErasures(vaultTable),
  readWhy: createReadWhy(profiles, compileProfileRules(platform)),
  clock: openBusinessClock(parseBusinessClock(requiredEnv('BUSINESS_CLOCK')), () => requiredEnv('CONTROL_TABLE')),
  wallClock,
  sendErasure: createSendMessages({
    client: createQueueClient(),
    url: requiredEnv('ERASURE_QUEUE_URL'),
    retry: realRetry,
  }),
};

/** Entry of the function. */
export const handler = withCounters(
  createSubjectRights({
    routes: createRoutes({
      ...ports,
      identity,
      readProfile: createReadProfile(ports),
      exportCustomer: createExportCustomer(ports, {
        kindOf: (type) => identity.types.find((one) => one.type === type)?.kind,
        vendors: platform.vendors,
      }),
      startErasure: createStartErasure(ports),
      readKey: () => readSecret('receipt-key'),
      publishEvents: createPublishEvents({
        client: createBusClient(),
        busName: requiredEnv('BUS_NAME'),
        retry: realRetry,
      }),
    }),
    log: createLogger(),
    count: counters.count,
  }),
  counters,
);
