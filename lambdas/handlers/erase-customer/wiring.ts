import platform from '#platform';
import type { IdentityRules } from '../../../contracts/identity';
import { createRunErasure } from '../../domain/erasure';
import { compileProfileRules } from '../../domain/profile-rules';
import { parseBusinessClock, wallClock } from '../../runtime/clock';
import { requiredEnv } from '../../runtime/env';
import { createLogger } from '../../runtime/logger';
import { createCounters, withCounters } from '../../runtime/metrics';
import { createBusClient, createPublishEvents } from '../../stores/bus.eventbridge';
import { openBusinessClock } from '../../stores/control-clock';
import { createAskVendor } from '../../stores/delivery-queue.sqs';
import { createEngagementEraser } from '../../stores/engagement-erasure.dynamodb';
import { createErasureReports, createErasures } from '../../stores/erasures.dynamodb';
import { realRetry } from '../../stores/pause';
import { createProfiles } from '../../stores/profiles.dynamodb';
import { createProfileEraser } from '../../stores/profiles-erasure.dynamodb';
import { createQueueClient, createSendMessages } from '../../stores/queue.sqs';
import { createReadSecret, createSecretsClient } from '../../stores/secrets';
import { openTable } from '../../stores/table';
import { createVaultEraser } from '../../stores/vault-erasure.dynamodb';
import { valuesOf } from '../../stores/vault-rows';
import { createEraseCustomer } from './handler';

const counters = createCounters();
const readSecret = createReadSecret({
  client: createSecretsClient(),
  prefix: requiredEnv('SECRETS_PREFIX'),
  now: wallClock,
});
const profilesTable = openTable(requiredEnv('PROFILES_TABLE'));
const vaultTable = openTable(requiredEnv('VAULT_TABLE'));
const queueClient = createQueueClient();
const queueAt = (url: string) => createSendMessages({ client: queueClient, url, retry: realRetry });
const deliveries = JSON.parse(requiredEnv('DELIVERY_QUEUE_URLS')) as Readonly<Record<string, string>>;
const identity: IdentityRules = platform.identity;

/** Entry of the function. */
export const handler = withCounters(
  createEraseCustomer({
    runErasure: createRunErasure(
      {
        ...createProfiles(profilesTable),
        ...createProfileEraser(profilesTable),
        ...createVaultEraser({ ...vaultTable, vaultKey: () => readSecret('vault-key') }),
        valuesOf: valuesOf(vaultTable),
        ...createEngagementEraser(openTable(requiredEnv('ENGAGEMENT_TABLE'))),
        ...createErasures(vaultTable),
        readReports: createErasureReports(vaultTable).readReports,
        askVendor: createAskVendor((vendor) => {
          const url = deliveries[vendor];
          return url === undefined ? undefined : queueAt(url);
        }),
        publishEvents: createPublishEvents({
          client: createBusClient(),
          busName: requiredEnv('BUS_NAME'),
          retry: realRetry,
        }),
        sendErasure: queueAt(requiredEnv('ERASURE_QUEUE_URL')),
        readKey: () => readSecret('receipt-key'),
        clock: openBusinessClock(parseBusinessClock(requiredEnv('BUSINESS_CLOCK')), () => requiredEnv('CONTROL_TABLE')),
        wallClock,
      },
      {
        rules: compileProfileRules(platform),
        kindOf: (type) => identity.types.find((one) => one.type === type)?.kind,
        vendors: platform.vendors,
        vendorSeconds: Number(requiredEnv('VENDOR_SECONDS')),
        pollSeconds: Number(requiredEnv('POLL_SECONDS')),
        settleSeconds: Number(requiredEnv('SETTLE_SECONDS')),
      },
    ),
    log: createLogger(),
    count: counters.count,
  }),
  counters,
);
