import { resolve } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { PersonalValue } from '../../lambdas/domain/ports/vault';
import { trailFactOf } from '../../lambdas/domain/trail-fact';
import { createAttempts } from '../../lambdas/stores/attempts.dynamodb';
import { createBudgets } from '../../lambdas/stores/budget.dynamodb';
import { encode } from '../../lambdas/stores/codec';
import { createControl } from '../../lambdas/stores/control.dynamodb';
import { createCounterStore } from '../../lambdas/stores/counters.dynamodb';
import { createDecisions } from '../../lambdas/stores/decisions.dynamodb';
import { createEngagementEraser } from '../../lambdas/stores/engagement-erasure.dynamodb';
import { createErasureReports, createErasures } from '../../lambdas/stores/erasures.dynamodb';
import { createGenerations } from '../../lambdas/stores/generations.dynamodb';
import { createLedgers } from '../../lambdas/stores/ledgers.dynamodb';
import { createLiveLaunches } from '../../lambdas/stores/live-launches';
import { realRetry } from '../../lambdas/stores/pause';
import { createPools } from '../../lambdas/stores/pools.dynamodb';
import { createProfiles } from '../../lambdas/stores/profiles.dynamodb';
import { createProfileEraser, createStrandReader } from '../../lambdas/stores/profiles-erasure.dynamodb';
import { createRebuildRuns } from '../../lambdas/stores/rebuild-runs.dynamodb';
import type { Table } from '../../lambdas/stores/table';
import { createTrailHead } from '../../lambdas/stores/trail-head.dynamodb';
import { createTrailObjects } from '../../lambdas/stores/trail-objects.s3';
import { createTellTrail } from '../../lambdas/stores/trail-tell.dynamodb';
import { createVault } from '../../lambdas/stores/vault.dynamodb';
import { createVaultEraser, createVaultReader } from '../../lambdas/stores/vault-erasure.dynamodb';
import { asideItem, hashOf, payloadItem } from '../../lambdas/stores/vault-items';
import { createVendorLimits } from '../../lambdas/stores/vendor-limits.dynamodb';
import { createWebhookMarks } from '../../lambdas/stores/webhook-marks.dynamodb';
import { createPoolTable } from '../../lib/cli/aws/pool-table';
import { type EmbeddedAws, startEmbeddedAws } from '../../local/embedded-aws';
import { type ControlWriter, describeControl } from '../support/store-contracts/control';
import { describeEngagement } from '../support/store-contracts/engagement';
import { describeErasure } from '../support/store-contracts/erasure';
import { describeGenerations } from '../support/store-contracts/generations';
import { describeProfiles } from '../support/store-contracts/profiles';
import { describeTrail } from '../support/store-contracts/trail';
import { describeVault } from '../support/store-contracts/vault';
import { describeVendorLimits } from '../support/store-contracts/vendor-limits';
import { describeWebhookMarks } from '../support/store-contracts/webhook-marks';
import { createTable } from '../support/tables';

jest.setTimeout(60_000);

let aws: EmbeddedAws;
let dynamo: DynamoDBClient;
let client: DynamoDBDocumentClient;
let s3: S3Client;

beforeAll(async () => {
  aws = await startEmbeddedAws(resolve(__dirname, '../..'));
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  dynamo = new DynamoDBClient({ endpoint: aws.endpoint, region: aws.region, credentials });
  s3 = new S3Client({ endpoint: aws.endpoint, region: aws.region, credentials, forcePathStyle: true });
  client = DynamoDBDocumentClient.from(dynamo, { marshallOptions: { removeUndefinedValues: true } });
});
afterAll(async () => {
  dynamo.destroy();
  s3.destroy();
  await aws.stop();
});

const tableNamed = async (name: string): Promise<Table> => {
  await createTable(dynamo, name);
  return { client, table: name, now: () => new Date(), retry: realRetry };
};

const writer = ({ client: documents, table }: Table): ControlWriter => {
  const put = async (Item: Record<string, unknown>): Promise<void> => {
    await documents.send(new PutCommand({ TableName: table, Item }));
  };
  const hashes = new Map<string, string>();
  return {
    goLive: async (definition) => {
      const { launch, hash } = definition;
      hashes.set(launch, hash);
      await put({ pk: `LAUNCH#${launch}`, sk: `DEF#${hash}`, body: encode(definition) });
      await put({ pk: 'LAUNCHES', sk: launch, state: 'live', hash });
    },
    setLaunch: (launch, state) => put({ pk: 'LAUNCHES', sk: launch, state, hash: hashes.get(launch) }),
    setVendor: (vendor, state) => put({ pk: `VENDOR#${vendor}`, sk: 'STATE', state }),
    pauseAll: (paused) => put({ pk: 'GLOBAL', sk: 'PAUSE', paused }),
    setClock: (to) => put({ pk: 'CLOCK', sk: 'CLOCK', now: to.toISOString() }),
  };
};

describeProfiles('DynamoDB', async () => {
  const table = await tableNamed('profiles');
  return { ...createProfiles(table), ...createStrandReader(table) };
});

describeVault('DynamoDB', async () => {
  const deps = { ...(await tableNamed('vault')), vaultKey: async () => 'key' };
  const put = async (Item: Record<string, unknown>): Promise<void> => {
    await client.send(new PutCommand({ TableName: deps.table, Item }));
  };
  const [reader, eraser] = [createVaultReader(deps), createVaultEraser(deps)];
  const setAside = async (id: string, payload: unknown, about: readonly PersonalValue[]): Promise<void> => {
    await put({ ...payloadItem(id), payload: encode(payload) });
    for (const value of about) await put({ ...asideItem(hashOf('key', value), id) });
  };
  return () => ({ ...createVault(deps), ...reader, ...eraser, setAside });
});

describeGenerations('DynamoDB', async () => {
  const [profiles, control] = [await tableNamed('rebuilt'), await tableNamed('runs')];
  return {
    ...createProfiles(profiles),
    ...createProfileEraser(profiles),
    ...createGenerations(profiles),
    ...createRebuildRuns(control),
  };
});

describeErasure('DynamoDB', async () => {
  const profiles = await tableNamed('ended');
  const engagement = await tableNamed('engaged');
  const erasures = await tableNamed('erasures');
  return {
    ...createProfiles(profiles),
    ...createProfileEraser(profiles),
    ...createDecisions(engagement),
    ...createEngagementEraser(engagement),
    ...createErasures(erasures),
    ...createErasureReports(erasures),
  };
});

const addCodesTo = (table: Table) => {
  const pools = createPoolTable(table.client, async () => table.table);
  return async (launch: string, pool: string, codes: readonly string[]): Promise<void> => {
    for (const code of codes) {
      expect(await pools.look(launch, pool, code)).toBe('added');
      expect(await pools.add(launch, pool, code)).toBe('added');
      expect(await pools.add(launch, pool, code.toLowerCase())).toBe('known');
      expect(await pools.add(launch, `${pool}-too`, code)).toBe('another');
    }
    expect(await pools.standing(launch, pool)).toEqual({ added: codes.length, left: codes.length });
  };
};

describeEngagement('DynamoDB', async () => {
  const table = await tableNamed('engagement');
  return {
    ...createLedgers(table),
    ...createDecisions(table),
    ...createAttempts(table),
    ...createCounterStore(table),
    ...createBudgets(table),
    ...createPools(table),
    addCodes: addCodesTo(table),
  };
});

describeControl('DynamoDB', async () => {
  const table = await tableNamed('control');
  const control = createControl(table);
  const { readUsed } = createCounterStore(table);
  // Every look finds what was read before too old, so that each test sees its own writes.
  let looks = 0;
  const now = (): Date => {
    looks += 1;
    return new Date(Date.now() + looks * 60_000);
  };
  return {
    ports: { ...control, liveLaunches: createLiveLaunches({ ...control, readUsed, now }) },
    write: writer(table),
  };
});

describeVendorLimits('DynamoDB', async () => createVendorLimits(await tableNamed('limits')));

describeWebhookMarks('DynamoDB', async () => {
  const table = await tableNamed('control-marks');
  const put = (vendor: string, state: string) =>
    client.send(new PutCommand({ TableName: table.table, Item: { pk: `VENDOR#${vendor}`, sk: 'STATE', state } }));
  return {
    ports: createWebhookMarks(table),
    setVendor: async (vendor, state) => {
      await put(vendor, state);
    },
  };
});

let trails = 0;
describeTrail('DynamoDB and S3', async () => {
  trails += 1;
  const [table, bucket] = [await tableNamed(`control-trail-${trails}`), `tandem-trail-${trails}`];
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  return {
    ports: { ...createTrailHead(table), ...createTrailObjects({ client: s3, bucket }) },
    tellTrail: createTellTrail(table),
    told: async () => {
      const { Items: items = [] } = await client.send(new ScanCommand({ TableName: table.table }));
      return items.map(({ body }) => trailFactOf(String(body)));
    },
  };
});
