import { push } from '#layouts';
import { identity, decision as policy, quiet, testers, vendors } from '#platform';
import { createAskAddress } from '../../domain/address-consent';
import { PREFERENCE_KEY, preferenceKeys } from '../../domain/preference-token';
import { createReadStrandState, createReadView } from '../../domain/read-customer';
import { createFindWayOut } from '../../domain/unsubscribe';
import { businessClock, parseBusinessClock, wallClock } from '../../runtime/clock';
import { optionalEnv, requiredEnv } from '../../runtime/env';
import { createLogger } from '../../runtime/logger';
import { createCounters, withCounters } from '../../runtime/metrics';
import { createAttempts } from '../../stores/attempts.dynamodb';
import { createBudgets } from '../../stores/budget.dynamodb';
import { openBus } from '../../stores/bus.eventbridge';
import { createControl } from '../../stores/control.dynamodb';
import { createCounterStore } from '../../stores/counters.dynamodb';
import { createAskVendor, createPutAside, createSendLater } from '../../stores/delivery-queue.sqs';
import { realRetry } from '../../stores/pause';
import { createPools } from '../../stores/pools.dynamodb';
import { createProbes } from '../../stores/probes.dynamodb';
import { createProfiles } from '../../stores/profiles.dynamodb';
import { queuesByVendor } from '../../stores/queue.sqs';
import { openSecrets } from '../../stores/secrets';
import { openTable } from '../../stores/table';
import { createTestDefinitions, createTesters } from '../../stores/tests.dynamodb';
import { createTellTrail, toldOnce } from '../../stores/trail-tell.dynamodb';
import { createVault } from '../../stores/vault.dynamodb';
import { createPostToVendor } from '../../stores/vendor.http';
import { createVendorLimits } from '../../stores/vendor-limits.dynamodb';
import { createReadVendorState } from '../../stores/vendor-state';
import { assembleDelivery } from './assemble-delivery';

const DEFAULT_HOLD_SECONDS = '60';

const counters = createCounters();
const controlTable = openTable(requiredEnv('CONTROL_TABLE'));
const { readClock, loadDefinition, readSwitches } = createControl(controlTable);
const { readSecret } = openSecrets(requiredEnv('SECRETS_PREFIX'));
const vaultTable = openTable(requiredEnv('VAULT_TABLE'));
// The key makes index keys; this function only reads values, and never needs it.
const { valuesOf } = createVault({
  ...vaultTable,
  vaultKey: () => Promise.reject(new Error('deliver-message reads no index.')),
});

const profiles = createProfiles(openTable(requiredEnv('PROFILES_TABLE')));
/** What tells of an address whom it reaches. */
const addresses = { types: identity.types, reachableBy: policy.reachableBy };

const wayOut = { baseUrl: requiredEnv('PREFERENCES_URL'), ...addresses };
const { loadTestDefinition } = createTestDefinitions(controlTable);
const { loadTester } = createTesters(vaultTable);

const engagementTable = openTable(requiredEnv('ENGAGEMENT_TABLE'));
const { saveProof } = createProbes(engagementTable);

const deliveryQueues = queuesByVendor(requiredEnv('DELIVERY_QUEUE_URLS'));

/** Stage `local` only: everything goes to the stand-in, over plain http. */
const standIn = requiredEnv('STAGE') === 'local' ? optionalEnv('VENDOR_URL_OVERRIDE') : undefined;

/** Entry of the function. */
export const handler = withCounters(
  assembleDelivery({
    vendors,
    policy,
    quiet,
    layouts: push,
    holdSeconds: Number(optionalEnv('HOLD_SECONDS') ?? DEFAULT_HOLD_SECONDS),
    clock: businessClock(parseBusinessClock(requiredEnv('BUSINESS_CLOCK')), readClock),
    wallClock,
    monotonic: () => performance.now(),
    random: Math.random,
    readView: createReadView(profiles),
    askAddress: createAskAddress(addresses, createReadStrandState(profiles)),
    loadDefinition,
    valuesOf,
    findWayOut: createFindWayOut(wayOut, async () => preferenceKeys(await readSecret(PREFERENCE_KEY))),
    tests: { testers, loadTester, loadTestDefinition, wayOut },
    readSecret,
    readSwitches,
    readVendorState: createReadVendorState(controlTable),
    postToVendor: createPostToVendor(standIn === undefined ? {} : { standIn }),
    ...createVendorLimits(controlTable),
    sleep: realRetry.sleep,
    ...createAttempts(engagementTable),
    ...createBudgets(engagementTable),
    readUsed: createCounterStore(engagementTable).readUsed,
    loadCode: createPools(engagementTable).loadCode,
    saveProof,
    publishEvents: openBus(requiredEnv('BUS_NAME')),
    tellTrail: toldOnce(createTellTrail(controlTable), wallClock),
    sendLater: createSendLater(deliveryQueues),
    askLater: createAskVendor(deliveryQueues),
    putAside: createPutAside(queuesByVendor(requiredEnv('DEAD_LETTER_URLS'))),
    log: createLogger(),
    count: counters.count,
  }),
  counters,
);
