import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { LaunchDefinition } from '../../../contracts/decision';
import type { VendorState } from '../../../contracts/vendor';
import { decodeDefinition, encodeDefinition } from './definition-codec';
import { partition, queryAll } from './query-all';

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
  /** Hash of the plan that was approved for what is live. */
  readonly plan?: string;
  /** Who approved it; empty where the stage asks for nobody's approval. */
  readonly approvedBy?: readonly string[];
  /** When it went live for the first time, ISO 8601. */
  readonly liveSince?: string;
  /** Why it is paused or has ended. */
  readonly reason?: string;
  /** Business time at which the sweeper knew that it had ended, saw that its stack was gone, and closed its results; ISO 8601. */
  readonly offSince?: string;
  readonly removedAt?: string;
  readonly closedAt?: string;
}

/** A definition to make live, under which plan and approvals. */
export interface GoingLive extends Stamp {
  readonly launch: string;
  readonly hash: string;
  readonly plan: string;
  readonly approvedBy: readonly string[];
}

/** Why and by whom a launch is stopped, or goes on. */
export interface Change extends Stamp {
  readonly reason?: string | undefined;
}

/** The switches that decisions and the gateway read. Each write is one item. */
export interface ControlTable {
  readonly launches: () => Promise<readonly LaunchRow[]>;
  readonly pausedAll: () => Promise<(Stamp & { readonly paused: boolean }) | undefined>;
  readonly setPausedAll: (paused: boolean, change: Change) => Promise<void>;
  /** Changes a launch's state if it is in one of `from`; false where it is not. */
  readonly setLaunch: (
    launch: string,
    from: readonly LaunchState[],
    to: LaunchState,
    change: Change,
  ) => Promise<boolean>;
  /** A definition that was live under this hash; undefined where the table does not have it. */
  readonly definition: (launch: string, hash: string) => Promise<LaunchDefinition | undefined>;
  /** Keeps a definition under its hash. Nothing decides by it until a live row names it. */
  readonly keep: (definition: LaunchDefinition) => Promise<void>;
  /** Makes a kept definition the launch's live one; false where the row is no longer as it `was`: nothing is changed then. */
  readonly goLive: (live: GoingLive, was: LaunchRow | undefined) => Promise<boolean>;
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
  setPausedAll: async (paused, { reason, ...stamp }) => {
    const why = reason === undefined ? {} : { reason };
    await client.send(
      new PutCommand({ TableName: table, Item: { pk: 'GLOBAL', sk: 'PAUSE', paused, ...stamp, ...why } }),
    );
  },
  setLaunch: (launch, from, to, { by, at, reason }) =>
    changed(async () => {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: { pk: 'LAUNCHES', sk: launch },
          UpdateExpression: `SET #state = :to, #by = :by, #at = :at${reason === undefined ? ' REMOVE #reason' : ', #reason = :reason'}`,
          ConditionExpression: `#state IN (${from.map((_, index) => `:from${index}`).join(', ')})`,
          ExpressionAttributeNames: { ...NAMES, '#reason': 'reason' },
          ExpressionAttributeValues: {
            ':to': to,
            ':by': by,
            ':at': at,
            ...fromValues(from),
            ...(reason !== undefined && { ':reason': reason }),
          },
        }),
      );
    }),
  definition: async (launch, hash) => {
    const { Item: item } = await client.send(
      new GetCommand({ TableName: table, Key: { pk: `LAUNCH#${launch}`, sk: `DEF#${hash}` } }),
    );
    return item && decodeDefinition(Buffer.from(item.body as Uint8Array).toString('base64'));
  },
  keep: async (definition) => {
    const { launch, hash } = definition;
    const body = encodeDefinition(definition);
    await client.send(new PutCommand({ TableName: table, Item: { pk: `LAUNCH#${launch}`, sk: `DEF#${hash}`, body } }));
  },
  goLive: ({ launch, ...live }, was) =>
    changed(async () => {
      await client.send(
        new PutCommand({
          TableName: table,
          Item: { pk: 'LAUNCHES', sk: launch, state: 'live', ...live, liveSince: was?.liveSince ?? was?.at ?? live.at },
          ...(was === undefined ? { ConditionExpression: 'attribute_not_exists(pk)' } : stillLiveAs(was)),
        }),
      );
    }),
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

/** Somebody may have paused it, or made something else live, since it was read. */
const stillLiveAs = ({ hash, at }: LaunchRow) => ({
  ConditionExpression: '#state = :live AND #hash = :hash AND #at = :at',
  ExpressionAttributeNames: { '#state': 'state', '#hash': 'hash', '#at': 'at' },
  ExpressionAttributeValues: { ':live': 'live', ':hash': hash, ':at': at },
});

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
  const items = await queryAll(client, { ...partition(table, 'LAUNCHES'), ConsistentRead: true });
  return items.map(rowOf);
};

const rowOf = (item: Record<string, unknown>): LaunchRow => {
  const { plan, approvedBy, liveSince, reason, offSince, removedAt, closedAt } = item;
  return {
    launch: String(item.sk),
    state: item.state === 'live' || item.state === 'ended' ? item.state : 'paused',
    hash: String(item.hash),
    by: String(item.by),
    at: String(item.at),
    ...(typeof plan === 'string' && { plan }),
    ...(Array.isArray(approvedBy) && { approvedBy: approvedBy.map(String) }),
    ...(typeof liveSince === 'string' && { liveSince }),
    ...(typeof reason === 'string' && { reason }),
    ...(typeof offSince === 'string' && { offSince }),
    ...(typeof removedAt === 'string' && { removedAt }),
    ...(typeof closedAt === 'string' && { closedAt }),
  };
};
