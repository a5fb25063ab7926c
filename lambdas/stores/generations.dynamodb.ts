import { PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { StrandId } from '../../contracts/profile';
import type { RebuildRun } from '../../contracts/rebuild';
import type { GenerationChange, LoadGeneration, OtherState, SaveGeneration } from '../domain/ports/generations';
import { decode, encode } from './codec';
import { cancellationCodes, isContention, StoreError } from './errors';
import { otherStateItem, viewItem, workedOutItem } from './profile-items';
import { personPuts } from './profiles.dynamodb';
import { getItems, type Item, type Table } from './table';

type Run = Pick<RebuildRun, 'run' | 'until'>;

const loadGeneration =
  (table: Table): LoadGeneration =>
  async (run, person, strands) => {
    const keys = strands.map((strand) => otherStateItem(strand, run));
    const found = await getItems(table, [workedOutItem(person, run), ...keys], { consistent: true });
    const version = found.find(workedOutItem(person, run))?.v;
    const others = strands.flatMap((strand): [StrandId, OtherState][] => {
      const item = found.find(otherStateItem(strand, run));
      return item === undefined ? [] : [[strand, decode<OtherState>(item.body)]];
    });
    return { others: new Map(others), ...(typeof version === 'number' ? { version } : {}) };
  };

const endOf = ({ until }: Run): number => Math.floor(Date.parse(until) / 1000);

/** As of which version the person's strands are worked out, now that it is written. */
const workedOut = (run: Run, { person, version, saved }: GenerationChange): Item => ({
  ...workedOutItem(person, run.run),
  v: saved === undefined ? version : (saved.next ?? saved.version + 1),
  ttl: endOf(run),
});

const otherActions = ({ table: TableName }: Table, run: Run, { others }: GenerationChange) =>
  [...others].map(([strand, other]) => {
    const Key = { ...otherStateItem(strand, run.run) };
    if (other === undefined) return { Delete: { TableName, Key } };
    return { Put: { TableName, Item: { ...Key, body: encode(other), ttl: endOf(run) } } };
  });

const personActions = (table: Table, { person, version, saved }: GenerationChange) =>
  saved === undefined
    ? [
        {
          ConditionCheck: {
            TableName: table.table,
            Key: { ...viewItem(person) },
            ConditionExpression: 'v = :was',
            ExpressionAttributeValues: { ':was': version },
          },
        },
      ]
    : personPuts(table, saved);

/** That nothing differs holds no word of the person: one put does, a sixth of the price; an erasure's second look sweeps it up. */
const saveGeneration =
  (table: Table): SaveGeneration =>
  async (run, change) => {
    const note = { TableName: table.table, Item: workedOut(run, change) };
    if (change.others.size === 0 && change.saved === undefined) {
      await table.client.send(new PutCommand(note));
      return 'saved';
    }
    const actions = [...personActions(table, change), ...otherActions(table, run, change), { Put: note }];
    try {
      await table.client.send(new TransactWriteCommand({ TransactItems: actions }));
      return 'saved';
    } catch (error) {
      const codes = cancellationCodes(error);
      if (codes === undefined) throw error;
      if (isContention(codes)) return 'conflict';
      throw new StoreError('store.throttled', 'TransactWriteItems', true, { cause: error });
    }
  };

/** What a rebuild keeps beside the stored profiles, in the partitions of their strands. */
export const createGenerations = (table: Table) => ({
  loadGeneration: loadGeneration(table),
  saveGeneration: saveGeneration(table),
});
