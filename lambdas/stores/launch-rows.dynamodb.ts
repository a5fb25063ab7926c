import { UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { LaunchDefinition } from '../../contracts/decision';
import type { LaunchState } from '../domain/ports/launches';
import type {
  ListDefinitions,
  ListLaunchRows,
  MarkLaunch,
  StopLaunch,
  SweepMark,
  SweptLaunch,
} from '../domain/ports/sweeps';
import { decode } from './codec';
import { isConditionFailed } from './errors';
import { queryAll } from './keyed-items';
import type { Item, Table } from './table';

const LAUNCHES = 'LAUNCHES';
/** In whose name the sweeper writes. */
const PLATFORM = 'tandem';
const MARKS: readonly SweepMark[] = ['offSince', 'removedAt', 'closedAt'];

/** What is not one of the words is paused, as the gateway reads it. */
const stateOf = (value: unknown): LaunchState => (value === 'live' || value === 'ended' ? value : 'paused');

const rowOf = (item: Item): SweptLaunch => ({
  launch: item.sk,
  state: stateOf(item.state),
  hash: String(item.hash),
  ...Object.fromEntries(MARKS.flatMap((mark) => (typeof item[mark] === 'string' ? [[mark, item[mark]]] : []))),
});

const update = async (
  { client, table }: Table,
  launch: string,
  change: Omit<UpdateCommandInput, 'TableName' | 'Key'>,
): Promise<boolean> => {
  try {
    await client.send(new UpdateCommand({ TableName: table, Key: { pk: LAUNCHES, sk: launch }, ...change }));
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
};

const listLaunchRows =
  (table: Table): ListLaunchRows =>
  async () =>
    (await queryAll(table, LAUNCHES)).map(rowOf);

const listDefinitions =
  (table: Table): ListDefinitions =>
  async (launch) =>
    (await queryAll(table, `LAUNCH#${launch}`, 'DEF#')).map(({ body }) => decode<LaunchDefinition>(body));

const stopLaunch =
  (table: Table): StopLaunch =>
  async ({ launch, state, hash }, to, { at, reason }) => {
    const off = to === 'ended' ? ', offSince = :at' : '';
    const isStopped = await update(table, launch, {
      UpdateExpression: `SET #state = :to, #by = :by, #at = :at, #reason = :reason${off}`,
      ConditionExpression: '#state = :state AND #hash = :hash',
      ExpressionAttributeNames: { '#state': 'state', '#hash': 'hash', '#by': 'by', '#at': 'at', '#reason': 'reason' },
      ExpressionAttributeValues: {
        ':to': to,
        ':state': state,
        ':hash': hash,
        ':by': PLATFORM,
        ':at': at,
        ':reason': reason,
      },
    });
    return isStopped ? 'stopped' : 'changed';
  };

const markLaunch =
  (table: Table): MarkLaunch =>
  async (launch, mark, at) => {
    const isNew = await update(table, launch, {
      UpdateExpression: 'SET #mark = :at',
      ConditionExpression: '#state = :ended AND attribute_not_exists(#mark)',
      ExpressionAttributeNames: { '#state': 'state', '#mark': mark },
      ExpressionAttributeValues: { ':at': at, ':ended': 'ended' },
    });
    return isNew ? 'marked' : 'known';
  };

/** Rows of launches as the sweeper reads and stops them, in the control table. No row and no definition is ever deleted. */
export const createLaunchRows = (table: Table) => ({
  listLaunchRows: listLaunchRows(table),
  listDefinitions: listDefinitions(table),
  stopLaunch: stopLaunch(table),
  markLaunch: markLaunch(table),
});
