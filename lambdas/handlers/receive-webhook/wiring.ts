import { validators } from '#catalog';
import platform from '#platform';
import { compileEdge } from '../../domain/edge';
import { businessClock, parseBusinessClock, wallClock } from '../../runtime/clock';
import { requiredEnv } from '../../runtime/env';
import { createLogger } from '../../runtime/logger';
import { createCounters, withCounters } from '../../runtime/metrics';
import { createBusClient, createPublishEvents } from '../../stores/bus.eventbridge';
import { createControl } from '../../stores/control.dynamodb';
import { realRetry } from '../../stores/pause';
import { createQuarantine } from '../../stores/quarantine';
import { createQueueClient, createSendMessages } from '../../stores/queue.sqs';
import { createReadSecret, createSecretsClient } from '../../stores/secrets';
import { openTable } from '../../stores/table';
import { createVault } from '../../stores/vault.dynamodb';
import { createReceiveWebhook } from './handler';

const counters = createCounters();
const vault = openTable(requiredEnv('VAULT_TABLE'));
const { markWebhook, settleWebhook, releaseWebhook, readClock } = createControl(
  openTable(requiredEnv('CONTROL_TABLE')),
);
const readSecret = createReadSecret({
  client: createSecretsClient(),
  prefix: requiredEnv('SECRETS_PREFIX'),
  now: wallClock,
});

/** Entry of the function. */
export const handler = withCounters(
  createReceiveWebhook({
    vendors: platform.vendors,
    edge: compileEdge(platform, validators),
    clock: businessClock(parseBusinessClock(requiredEnv('BUSINESS_CLOCK')), readClock),
    wallClock,
    readSecret,
    markWebhook,
    settleWebhook,
    releaseWebhook,
    tokensFor: createVault({ ...vault, vaultKey: () => readSecret('vault-key') }).tokensFor,
    quarantine: createQuarantine({
      ...vault,
      vaultKey: () => readSecret('vault-key'),
      send: createSendMessages({
        client: createQueueClient(),
        url: requiredEnv('QUARANTINE_QUEUE_URL'),
        retry: realRetry,
      }),
    }),
    publishEvents: createPublishEvents({
      client: createBusClient(),
      busName: requiredEnv('BUS_NAME'),
      retry: realRetry,
    }),
    log: createLogger(),
    count: counters.count,
  }),
  counters,
);
