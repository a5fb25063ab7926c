import { audiences, catalog, computedTraits, identity, vendors } from '#platform';
import { createRunErasure } from '../../domain/erasure';
import { compileProfileRules } from '../../domain/profile-rules';
import { kindsOf } from '../../domain/strand';
import { parseBusinessClock, wallClock } from '../../runtime/clock';
import { requiredEnv } from '../../runtime/env';
import { createLogger } from '../../runtime/logger';
import { createCounters, withCounters } from '../../runtime/metrics';
import { openBus } from '../../stores/bus.eventbridge';
import { openBusinessClock } from '../../stores/control-clock';
import { createAskVendor } from '../../stores/delivery-queue.sqs';
import { createEngagementEraser } from '../../stores/engagement-erasure.dynamodb';
import { createErasureReports, createErasures } from '../../stores/erasures.dynamodb';
import { createProfiles } from '../../stores/profiles.dynamodb';
import { createProfileEraser } from '../../stores/profiles-erasure.dynamodb';
import { openQueue } from '../../stores/queue.sqs';
import { openSecrets } from '../../stores/secrets';
import { openTable } from '../../stores/table';
import { openTrail } from '../../stores/trail-tell.dynamodb';
import { createVaultEraser } from '../../stores/vault-erasure.dynamodb';
import { valuesOf } from '../../stores/vault-rows';
import { createEraseCustomer } from './handler';

const counters = createCounters();
const { readSecret } = openSecrets(requiredEnv('SECRETS_PREFIX'));
const profilesTable = openTable(requiredEnv('PROFILES_TABLE'));
const vaultTable = openTable(requiredEnv('VAULT_TABLE'));
const deliveries = JSON.parse(requiredEnv('DELIVERY_QUEUE_URLS')) as Readonly<Record<string, string>>;

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
          return url === undefined ? undefined : openQueue(url);
        }),
        publishEvents: openBus(requiredEnv('BUS_NAME')),
        sendErasure: openQueue(requiredEnv('ERASURE_QUEUE_URL')),
        tellTrail: openTrail(requiredEnv('CONTROL_TABLE')),
        readKey: () => readSecret('receipt-key'),
        clock: openBusinessClock(parseBusinessClock(requiredEnv('BUSINESS_CLOCK')), () => requiredEnv('CONTROL_TABLE')),
        wallClock,
      },
      {
        rules: compileProfileRules({ identity, catalog, computedTraits, audiences }),
        kindOf: kindsOf(identity),
        vendors,
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
