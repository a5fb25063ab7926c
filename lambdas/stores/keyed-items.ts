import { DeleteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { inParallel } from './parallel';
import type { Item, Key, Table } from './table';

const WRITERS = 16;

/** One page of a partition, strongly consistent; expired items included: what is still stored can still be read by somebody. */
export const queryPage = async (
  { client, table }: Table,
  pk: string,
  { prefix, after, limit }: { readonly prefix?: string; readonly after?: string; readonly limit?: number } = {},
): Promise<{ readonly items: readonly Item[]; readonly after?: string }> => {
  const begins = prefix === undefined ? '' : ' AND begins_with(sk, :prefix)';
  const answer = await client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: `pk = :pk${begins}`,
      ExpressionAttributeValues: { ':pk': pk, ...(prefix !== undefined && { ':prefix': prefix }) },
      ConsistentRead: true,
      ...(limit !== undefined && { Limit: limit }),
      ...(after !== undefined && { ExclusiveStartKey: { pk, sk: after } }),
    }),
  );
  const next = answer.LastEvaluatedKey?.sk;
  return { items: (answer.Items ?? []) as Item[], ...(typeof next === 'string' && { after: next }) };
};

/** All items of a partition. */
export const queryAll = async (table: Table, pk: string, prefix?: string): Promise<readonly Item[]> => {
  const items: Item[] = [];
  let after: string | undefined;
  do {
    const page = await queryPage(table, pk, {
      ...(prefix !== undefined && { prefix }),
      ...(after !== undefined && { after }),
    });
    items.push(...page.items);
    after = page.after;
  } while (after !== undefined);
  return items;
};

/** Deletes items by key, those that are there. */
export const deleteItems = async ({ client, table }: Table, keys: readonly Key[]): Promise<void> => {
  await inParallel(keys, WRITERS, ({ pk, sk }) =>
    client.send(new DeleteCommand({ TableName: table, Key: { pk, sk } })),
  );
};
