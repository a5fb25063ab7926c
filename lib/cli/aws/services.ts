import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { EnvironmentError } from '../context';
import { type AudienceIndex, createAudienceIndex } from './audience-index';
import { type ControlTable, createControlTable } from './control-table';
import { createCounters, type LaunchCounters } from './counters';
import { type CustomerApi, createCustomerApi } from './customer-api';
import { createDeadLetters, type DeadLetters } from './dead-letters';
import { createDeployedLaunches, type DeployedLaunches } from './deployed-launches';
import type { DeployedStacks } from './deployed-stacks';
import { createFunctions, type Functions } from './functions';
import type { Health } from './health';
import { createIngest, type Ingest } from './ingest';
import type { LaunchStacks } from './launch-stacks';
import { createPoolTable, type PoolTable } from './pool-table';
import { createRehearsals, type Rehearsals } from './rehearsals';
import { createStageSecrets, type StageSecrets } from './stage-secrets';
import { createTrailBucket, type TrailBucket } from './trail-bucket';
import { createVendorKeys, type VendorKeys } from './vendor-keys';

/** What verbs need of AWS. */
export interface Services {
  readonly control: ControlTable;
  readonly audiences: AudienceIndex;
  readonly counters: LaunchCounters;
  readonly pools: PoolTable;
  readonly deployed: DeployedLaunches;
  readonly customers: CustomerApi;
  readonly ingest: Ingest;
  readonly functions: Functions;
  readonly rehearsals: Rehearsals;
  readonly deadLetters: DeadLetters;
  readonly vendorKeys: VendorKeys;
  readonly secrets: StageSecrets;
  readonly trail: TrailBucket;
  /** Stacks of launches, and what the stage's queues and alarms say; opened when first asked for. */
  readonly stacks: () => Promise<LaunchStacks>;
  readonly health: () => Promise<Health>;
  /** All stacks of the stage; opened when first asked for. */
  readonly deployedStacks: () => Promise<DeployedStacks>;
  /** Ends the connections, which would keep the command from ending. */
  readonly close: () => void;
}

/** A wrong address should say so in seconds, not after the SDK's patience. */
const CONFIG = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2000, requestTimeout: 10_000, throwOnRequestTimeout: true },
} as const;

/** Connects to a stage; endpoint and credentials come from the environment, as for the AWS CLI. */
export const connect = async (path: string, region: string): Promise<Services> => {
  const ssm = new SSMClient({ ...CONFIG, region });
  const dynamo = new DynamoDBClient({ ...CONFIG, region });
  const closers: (() => void)[] = [];
  const close = (): void => {
    for (const closer of closers) closer();
    ssm.destroy();
    dynamo.destroy();
  };
  try {
    const fact = (name: string): Promise<string> => readFact(ssm, `${path}/foundation/${name}`, 'foundation');
    const table = await fact('control-table');
    const client = DynamoDBDocumentClient.from(dynamo);
    return {
      control: createControlTable(client, table),
      audiences: createAudienceIndex(client, { profiles: () => fact('profiles-table'), control: table }),
      counters: createCounters(client, () => fact('engagement-table')),
      pools: createPoolTable(client, () => fact('engagement-table')),
      deployed: createDeployedLaunches(ssm, `${path}/launches`),
      customers: createCustomerApi({
        region,
        fact,
        endpoint: process.env.AWS_ENDPOINT_URL,
        token: process.env.TANDEM_TOKEN,
      }),
      functions: createFunctions(region, path),
      rehearsals: createRehearsals(createFunctions(region, path)),
      deadLetters: createDeadLetters(region, fact),
      secrets: createStageSecrets(region, path),
      trail: createTrailBucket({
        region,
        bucketOf: () => readFact(ssm, `${path}/trail/bucket`, 'audit trail'),
        client,
        table,
      }),
      vendorKeys: createVendorKeys({ region, path, client, table }),
      ingest: createIngest({ region, path, fact, endpoint: process.env.AWS_ENDPOINT_URL }),
      stacks: opened(closers, async () => {
        const { createLaunchStacks } = await import('./launch-stacks');
        return createLaunchStacks({ region, namesStart: `${namesOf(path)}launch-`, fact });
      }),
      health: opened(closers, async () => {
        const { createHealth } = await import('./health');
        return createHealth({ region, namesStart: namesOf(path), fact, client, table });
      }),
      deployedStacks: opened(closers, async () => {
        const { createDeployedStacks } = await import('./deployed-stacks');
        return createDeployedStacks(region, namesOf(path));
      }),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
};

/** Start of a stage's physical names, from the start of its parameters: `/tandem/prod` -> `tandem-prod-`. */
const namesOf = (path: string): string => `${path.slice(1).replace('/', '-')}-`;

/** Opens a part once, when first asked for, and has it closed with the rest. */
const opened = <Part extends { readonly close: () => void }>(
  closers: (() => void)[],
  open: () => Promise<Part>,
): (() => Promise<Part>) => {
  let part: Promise<Part> | undefined;
  return () => {
    part ??= open().then((one) => {
      closers.push(one.close);
      return one;
    });
    return part;
  };
};

/** Reads what a stack of the stage has written down; throws where it is not deployed. */
const readFact = async (ssm: SSMClient, name: string, of: string): Promise<string> => {
  try {
    const { Parameter: parameter } = await ssm.send(new GetParameterCommand({ Name: name }));
    return parameter?.Value ?? '';
  } catch (error) {
    if (error instanceof ParameterNotFound) {
      throw new EnvironmentError(`No ${name}: the ${of} is not deployed to this account and region.`, {
        cause: error,
      });
    }
    const reason = error instanceof Error ? error.message || error.name : String(error);
    throw new EnvironmentError(`AWS does not answer (${reason}): check credentials and AWS_ENDPOINT_URL.`, {
      cause: error,
    });
  }
};
