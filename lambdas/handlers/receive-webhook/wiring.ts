import { validators } from '#catalog';
import { catalog, identity, topics, vendors, webhookSchemes } from '#platform';
import { compileEdge } from '../../domain/edge';
import { businessClock, parseBusinessClock, wallClock } from '../../runtime/clock';
import { requiredEnv } from '../../runtime/env';
import { createLogger } from '../../runtime/logger';
import { createCounters, withCounters } from '../../runtime/metrics';
import { openBus } from '../../stores/bus.eventbridge';
import { createControl } from '../../stores/control.dynamodb';
import { createQuarantine } from '../../stores/quarantine';
import { openQueue } from '../../stores/queue.sqs';
import { openSecrets } from '../../stores/secrets';
import { openTable } from '../../stores/table';
import { createVault } from '../../stores/vault.dynamodb';
import { createWebhookMarks } from '../../stores/webhook-marks.dynamodb';
import { createReceiveWebhook } from './handler';

const counters = createCounters();
const vault = openTable(requiredEnv('VAULT_TABLE'));
const control = openTable(requiredEnv('CONTROL_TABLE'));
const { readClock } = createControl(control);
const { readSecret, rereadSecret } = openSecrets(requiredEnv('SECRETS_PREFIX'));

/** Entry of the function. */
export const handler = withCounters(
  createReceiveWebhook({
    vendors,
    schemes: webhookSchemes,
    publicUrl: requiredEnv('PUBLIC_URL'),
    edge: compileEdge({ identity, topics, catalog }, validators),
    rules: { identity, catalog },
    clock: businessClock(parseBusinessClock(requiredEnv('BUSINESS_CLOCK')), readClock),
    wallClock,
    readSecret,
    rereadSecret,
    ...createWebhookMarks(control),
    tokensFor: createVault({ ...vault, vaultKey: () => readSecret('vault-key') }).tokensFor,
    quarantine: createQuarantine({
      ...vault,
      vaultKey: () => readSecret('vault-key'),
      send: openQueue(requiredEnv('QUARANTINE_QUEUE_URL')),
    }),
    publishEvents: openBus(requiredEnv('BUS_NAME')),
    log: createLogger(),
    count: counters.count,
  }),
  counters,
);
