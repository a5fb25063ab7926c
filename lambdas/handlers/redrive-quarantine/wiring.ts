import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { validators } from '#catalog';
import { audiences, catalog, computedTraits, identity, sources, topics, vendors } from '#platform';
import type { QuarantineTask } from '../../../contracts/quarantine';
import type { Vendor } from '../../../contracts/vendor';
import { compileEdge } from '../../domain/edge';
import { compileProfileRules } from '../../domain/profile-rules';
import { compileRejudge, type RejudgeRules } from '../../domain/rejudge';
import { createTellAccess } from '../../domain/trail-told';
import { compileWebhook, type ReadWebhookItem } from '../../domain/webhook-call';
import { parseBusinessClock, wallClock } from '../../runtime/clock';
import { requiredEnv } from '../../runtime/env';
import { createLogger } from '../../runtime/logger';
import { createCounters } from '../../runtime/metrics';
import { openBus } from '../../stores/bus.eventbridge';
import { openBusinessClock } from '../../stores/control-clock';
import { realRetry } from '../../stores/pause';
import { createProfiles } from '../../stores/profiles.dynamodb';
import { createQuarantineShelf, createStillQuarantined } from '../../stores/quarantine-shelf.dynamodb';
import { createQueueClient } from '../../stores/queue.sqs';
import { openSecrets } from '../../stores/secrets';
import { openTable } from '../../stores/table';
import { createTidyQueue } from '../../stores/tidy-queue.sqs';
import { openTrail } from '../../stores/trail-tell.dynamodb';
import { createVault } from '../../stores/vault.dynamodb';
import { createRedriveQuarantine } from './handler';

const counters = createCounters();
const vaultTable = openTable(requiredEnv('VAULT_TABLE'));
const { readSecret } = openSecrets(requiredEnv('SECRETS_PREFIX'));
const judging: RejudgeRules = {
  edge: compileEdge({ identity, topics, catalog }, validators),
  sources,
  webhooks: new Map(
    vendors.map((vendor: Vendor): [string, ReadWebhookItem] => [
      vendor.vendor,
      compileWebhook(vendor, { identity, catalog }),
    ]),
  ),
};
const { readSurroundings, strandPointers, loadPersons, applyChange } = createProfiles(
  openTable(requiredEnv('PROFILES_TABLE')),
);

const redrive = createRedriveQuarantine({
  rejudge: compileRejudge(judging),
  rejudgeLate: compileRejudge({ ...judging, ofAnyAge: true }),
  rules: compileProfileRules({ identity, catalog, computedTraits, audiences }),
  readSurroundings,
  strandPointers,
  loadPersons,
  applyChange,
  clock: openBusinessClock(parseBusinessClock(requiredEnv('BUSINESS_CLOCK')), () => requiredEnv('CONTROL_TABLE')),
  sleep: (milliseconds) => realRetry.sleep(realRetry.random() * milliseconds),
  ...createQuarantineShelf(vaultTable),
  tidyQueue: createTidyQueue({
    client: createQueueClient(),
    url: requiredEnv('QUARANTINE_QUEUE_URL'),
    stillQuarantined: createStillQuarantined(vaultTable),
  }),
  tokensFor: createVault({ ...vaultTable, vaultKey: () => readSecret('vault-key') }).tokensFor,
  publishEvents: openBus(requiredEnv('BUS_NAME')),
  tellAccess: createTellAccess({
    tellTrail: openTrail(requiredEnv('CONTROL_TABLE')),
    newId: randomUUID,
    wallClock,
  }),
  log: createLogger(),
  count: counters.count,
});

/** Entry of the function; invoked by the command line. */
export const handler = async (task: QuarantineTask, { awsRequestId }: Context) => {
  try {
    return await redrive(task, awsRequestId);
  } finally {
    counters.flush();
  }
};
