import { type DynamoDBDocumentClient, paginateQuery, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';

type Item = Readonly<Record<string, unknown>>;

/** All items that a query finds, in the order of their keys, however many pages they fill. */
export const queryAll = async (client: DynamoDBDocumentClient, query: QueryCommandInput): Promise<readonly Item[]> => {
  const items: Item[] = [];
  for await (const page of paginateQuery({ client }, { ...query })) items.push(...(page.Items ?? []));
  return items;
};

/** How many items a query finds; the items themselves stay where they are. */
export const countAll = async (client: DynamoDBDocumentClient, query: QueryCommandInput): Promise<number> => {
  let count = 0;
  for await (const page of paginateQuery({ client }, { ...query, Select: 'COUNT' })) count += page.Count ?? 0;
  return count;
};

/** What a query asks for to find a whole partition. */
export const partition = (table: string, pk: string) => ({
  TableName: table,
  KeyConditionExpression: 'pk = :pk',
  ExpressionAttributeValues: { ':pk': pk },
});
