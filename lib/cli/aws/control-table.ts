import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { LaunchDefinition } from '../../../contracts/decision';
import type { VendorState } from '../../../contracts/vendor';
import { decodeDefinition, encodeDefinition } from './definition-codec';

export type LaunchState = 'live' | 'paused' | 'ended';

/** Who did something, and when. */
export interface Stamp {
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
}

export interface LaunchRow extends Stamp {
  readonly launch: string;
  readonly state: LaunchState;
  readonly hash: string;
}

/** The switches that decisions and the gateway read. Each write is one item. */
export interface ControlTable {
  readonly launches: () => Promise<readonly LaunchRow[]>;
  readonly pausedAll: () => Promise<(Stamp & { readonly paused: boolean }) | undefined>;
  readonly setPausedAll: (paused: boolean, stamp: Stamp) => Promise<void>;
  /** Changes a launch's state if it is in one of `from`; false where it is not. */
  readonly setLaunch: (launch: string, from: readonly LaunchState[], to: LaunchState, stamp: Stamp) => Promise<boolean>;
  /** A definition that was live under this hash; undefined where the table does not have it. */
  readonly definition: (launch: string, hash: string) => Promise<LaunchDefinition | undefined>;
  /** Keeps the definition, then makes it the launch's live one; false where the launch was paused or ended since. */
  readonly goLive: (definition: LaunchDefinition, stamp: Stamp) => Promise<boolean>;
  /** `ticket` of the approval that is revoked. */
  readonly setVendor: (vendor: string, state: VendorState, stamp: Stamp, ticket?: string) => Promise<void>;
  readonly vendorState: (vendor: string) => Promise<{ readonly state: VendorState; readonly ticket: string }>;
}

/** The control table of a stage. */
export const createControlTable = (client: DynamoDBDocumentClient, table: string): ControlTable => ({
  launches: () => readLaunches(client, table),
  pausedAll: async () => {
    const { Item: item } = await client.send(
      new GetCommand({ TableName: table, Key: { pk: 'GLOBAL', sk: 'PAUSE' }, ConsistentRead: true }),
    );
    return item && { paused: item.paused !== false, by: String(item.by), at: String(item.at) };
  },
  setPausedAll: async (paused, stamp) => {
    await client.send(new PutCommand({ TableName: table, Item: { pk: 'GLOBAL', sk: 'PAUSE', paused, ...stamp } }));
  },
  setLaunch: (launch, from, to, stamp) =>
    changed(async () => {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: { pk: 'LAUNCHES', sk: launch },
          UpdateExpression: 'SET #state = :to, #by = :by, #at = :at',
          ConditionExpression: `#state IN (${from.map((_, index) => `:from${index}`).join(', ')})`,
          ExpressionAttributeNames: NAMES,
          ExpressionAttributeValues: { ':to': to, ':by': stamp.by, ':at': stamp.at, ...fromValues(from) },
        }),
      );
    }),
  definition: async (launch, hash) => {
    const { Item: item } = await client.send(
      new GetCommand({ TableName: table, Key: { pk: `LAUNCH#${launch}`, sk: `DEF#${hash}` } }),
    );
    return item && decodeDefinition(Buffer.from(item.body as Uint8Array).toString('base64'));
  },
  goLive: async (definition, stamp) => {
    const { launch, hash } = definition;
    const body = encodeDefinition(definition);
    // First the definition: a live row must never name one that is not there.
    await client.send(new PutCommand({ TableName: table, Item: { pk: `LAUNCH#${launch}`, sk: `DEF#${hash}`, body } }));
    return changed(async () => {
      await client.send(
        new PutCommand({
          TableName: table,
          Item: { pk: 'LAUNCHES', sk: launch, state: 'live', hash, ...stamp },
          ConditionExpression: 'attribute_not_exists(pk) OR #state = :live',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':live': 'live' },
        }),
      );
    });
  },
  vendorState: async (vendor) => {
    const { Item: item } = await client.send(
      new GetCommand({ TableName: table, Key: { pk: `VENDOR#${vendor}`, sk: 'STATE' }, ConsistentRead: true }),
    );
    const state = item?.state ?? 'active';
    return {
      state: state === 'active' || state === 'revoked' ? state : 'suspended',
      ticket: typeof item?.ticket === 'string' ? item.ticket : '',
    };
  },
  setVendor: async (vendor, state, stamp, ticket) => {
    await client.send(
      new PutCommand({
        TableName: table,
        Item: { pk: `VENDOR#${vendor}`, sk: 'STATE', state, ...stamp, ...(ticket && { ticket }) },
      }),
    );
    if (state !== 'active') return;
    // A vendor that wanted no more messages, or failed, is asked again.
    await client.send(new DeleteCommand({ TableName: table, Key: { pk: `CIRCUIT#${vendor}`, sk: 'STATE' } }));
  },
});

const NAMES = { '#state': 'state', '#by': 'by', '#at': 'at' };

const fromValues = (from: readonly LaunchState[]) =>
  Object.fromEntries(from.map((state, index) => [`:from${index}`, state]));

const changed = async (write: () => Promise<void>): Promise<boolean> => {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

const readLaunches = async (client: DynamoDBDocumentClient, table: string): Promise<readonly LaunchRow[]> => {
  const rows: LaunchRow[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': 'LAUNCHES' },
        ConsistentRead: true,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    for (const item of page.Items ?? []) rows.push(rowOf(item));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return rows;
};

const rowOf = (item: Record<string, unknown>): LaunchRow => ({
  launch: String(item.sk),
  state: item.state === 'live' || item.state === 'ended' ? item.state : 'paused',
  hash: String(item.hash),
  by: String(item.by),
  at: String(item.at),
});
