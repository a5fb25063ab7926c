import type { Context } from 'aws-lambda';
import { validators } from '#catalog';
import platform from '#platform';
import type { RebuildTask } from '../../../contracts/rebuild';
import type { Vendor } from '../../../contracts/vendor';
import { compileEdge } from '../../domain/edge';
import { compileProfileRules } from '../../domain/profile-rules';
import { compileRejudge } from '../../domain/rejudge';
import { compileWebhook, type ReadWebhookItem } from '../../domain/webhook-call';
import { parseBusinessClock } from '../../runtime/clock';
import { requiredEnv } from '../../runtime/env';
import { createLogger } from '../../runtime/logger';
import { createCounters } from '../../runtime/metrics';
import { openBusinessClock } from '../../stores/control-clock';
import { realRetry } from '../../stores/pause';
import { createProfiles } from '../../stores/profiles.dynamodb';
import { createStrandReader } from '../../stores/profiles-erasure.dynamodb';
import { createQuarantineShelf } from '../../stores/quarantine-shelf.dynamodb';
import { openSecrets } from '../../stores/secrets';
import { openTable } from '../../stores/table';
import { createVault } from '../../stores/vault.dynamodb';
import { createRebuildProfiles } from './handler';

const counters = createCounters();
const [profilesTable, vaultTable] = [openTable(requiredEnv('PROFILES_TABLE')), openTable(requiredEnv('VAULT_TABLE'))];
const { readSecret } = openSecrets(requiredEnv('SECRETS_PREFIX'));
const { strandPointers, loadPersons, readSurroundings, applyChange, listPersons, saveReviewed } =
  createProfiles(profilesTable);
const { readStrand } = createStrandReader(profilesTable);
const { listQuarantined, loadQuarantined, settleQuarantined } = createQuarantineShelf(vaultTable);

const rebuild = createRebuildProfiles({
  rules: compileProfileRules(platform),
  strandPointers,
  loadPersons,
  readSurroundings,
  applyChange,
  listPersons,
  saveReviewed,
  readStrand,
  listQuarantined,
  loadQuarantined,
  settleQuarantined,
  rejudge: compileRejudge({
    edge: compileEdge(platform, validators),
    sources: platform.sources,
    webhooks: new Map(
      platform.vendors.map((vendor: Vendor): [string, ReadWebhookItem] => [
        vendor.vendor,
        compileWebhook(vendor, platform),
      ]),
    ),
    ofAnyAge: true,
  }),
  tokensFor: createVault({ ...vaultTable, vaultKey: () => readSecret('vault-key') }).tokensFor,
  clock: openBusinessClock(parseBusinessClock(requiredEnv('BUSINESS_CLOCK')), () => requiredEnv('CONTROL_TABLE')),
  sleep: (milliseconds) => realRetry.sleep(realRetry.random() * milliseconds),
  log: createLogger(),
  count: counters.count,
});

/** Entry of the function; invoked by the command line. */
export const handler = async (task: RebuildTask, { awsRequestId }: Context) => {
  try {
    return await rebuild(task, awsRequestId);
  } finally {
    counters.flush();
  }
};
