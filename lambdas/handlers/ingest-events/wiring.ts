import { validators } from '#catalog';
import { catalog, identity, signals, sources, topics } from '#platform';
import { compileEdge } from '../../domain/edge';
import { createFindSource, type FindSource } from '../../domain/write-key';
import { parseBusinessClock } from '../../runtime/clock';
import { requiredEnv } from '../../runtime/env';
import { createLogger } from '../../runtime/logger';
import { createCounters, withCounters } from '../../runtime/metrics';
import { openBus } from '../../stores/bus.eventbridge';
import { openBusinessClock } from '../../stores/control-clock';
import { createQuarantine } from '../../stores/quarantine';
import { openQueue } from '../../stores/queue.sqs';
import { openSecrets } from '../../stores/secrets';
import { openTable } from '../../stores/table';
import { createVault } from '../../stores/vault.dynamodb';
import { createIngestEvents } from './handler';

const counters = createCounters();
const { readSecret } = openSecrets(requiredEnv('SECRETS_PREFIX'));

/** Keys are made anew only when the secret they come from has changed. */
let current: { readonly master: string; readonly find: FindSource } | undefined;
const findSource = async (key: string): Promise<ReturnType<FindSource>> => {
  const master = await readSecret('ingest-key');
  if (current?.master !== master) current = { master, find: createFindSource(master, sources) };
  return current.find(key);
};

const vaultTable = openTable(requiredEnv('VAULT_TABLE'));

/** Entry of the function. */
export const handler = withCounters(
  createIngestEvents({
    edge: compileEdge({ identity, topics, catalog }, validators),
    signals,
    findSource,
    clock: openBusinessClock(parseBusinessClock(requiredEnv('BUSINESS_CLOCK')), () => requiredEnv('CONTROL_TABLE')),
    tokensFor: createVault({ ...vaultTable, vaultKey: () => readSecret('vault-key') }).tokensFor,
    quarantine: createQuarantine({
      ...vaultTable,
      vaultKey: () => readSecret('vault-key'),
      send: openQueue(requiredEnv('QUARANTINE_QUEUE_URL')),
    }),
    publishEvents: openBus(requiredEnv('BUS_NAME')),
    log: createLogger(),
    count: counters.count,
  }),
  counters,
);
