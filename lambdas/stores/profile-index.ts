import { DeleteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { PersonId } from '../../contracts/profile';
import type { IndexChange } from '../domain/ports/profiles';
import type { DropDue, ListDue } from '../domain/ports/reviews';
import { audienceItem, dueItem, dueItemOf, dueShardKey, dueUntil } from './profile-items';
import type { Key, Table } from './table';

/** Index items of a person as parts of the transaction that changes the person. */
export const indexWrites = (table: Table, person: PersonId, index: IndexChange | undefined) => {
  if (index === undefined) return [];
  const put = (key: Key) => ({ Put: { TableName: table.table, Item: { ...key } } });
  const remove = (key: Key) => ({ Delete: { TableName: table.table, Key: { ...key } } });
  return [
    ...index.enter.map((audience) => put(audienceItem(audience, person))),
    ...index.leave.map((audience) => remove(audienceItem(audience, person))),
    ...(index.dueWas === undefined ? [] : [remove(dueItem({ time: index.dueWas, person }))]),
    ...(index.dueIs === undefined ? [] : [put(dueItem({ time: index.dueIs, person }))]),
  ];
};

/** Eventually consistent: what is too new to be seen is seen by the next pass. */
export const listDue =
  (table: Table): ListDue =>
  async (shard, until, limit) => {
    const { Items: items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.table,
        KeyConditionExpression: 'pk = :pk AND sk <= :until',
        ExpressionAttributeValues: { ':pk': dueShardKey(shard), ':until': dueUntil(until) },
        Limit: limit,
      }),
    );
    return items.map((item) => dueItemOf(item as Key));
  };

export const dropDue =
  (table: Table): DropDue =>
  async (item) => {
    await table.client.send(new DeleteCommand({ TableName: table.table, Key: dueItem(item) }));
  };
