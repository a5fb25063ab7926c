import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { LaunchDefinition } from '../../contracts/decision';
import { KEPT_SECONDS } from '../../contracts/kept-items';
import type { Tester } from '../../contracts/tester';
import type { LoadDefinition } from '../domain/ports/launches';
import type { LoadTester, SaveTestDefinition, SaveTester } from '../domain/ports/tests';
import { decode, encode } from './codec';
import { epochSeconds, isAlive, type Key, type Table } from './table';

const definitionItem = (launch: string, hash: string): Key => ({ pk: `TEST#${launch}`, sk: `DEF#${hash}` });
const testerItem = (id: string): Key => ({ pk: `TESTER#${id}`, sk: 'V' });

const put = async ({ client, table, now }: Table, key: Key, body: unknown): Promise<void> => {
  const ttl = epochSeconds(now()) + KEPT_SECONDS.tests;
  await client.send(new PutCommand({ TableName: table, Item: { ...key, body: encode(body), ttl } }));
};

const get = async <Value>({ client, table, now }: Table, key: Key): Promise<Value | undefined> => {
  const { Item: item } = await client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
  return item === undefined || !isAlive(item, now()) ? undefined : decode<Value>(item.body);
};

/** Definitions that are tested, in the control table. */
export const createTestDefinitions = (
  table: Table,
): { readonly saveTestDefinition: SaveTestDefinition; readonly loadTestDefinition: LoadDefinition } => ({
  saveTestDefinition: (definition) => put(table, definitionItem(definition.launch, definition.hash), definition),
  loadTestDefinition: (launch, hash) => get<LaunchDefinition>(table, definitionItem(launch, hash)),
});

/** How testers are reached, in the vault. */
export const createTesters = (table: Table): { readonly saveTester: SaveTester; readonly loadTester: LoadTester } => ({
  saveTester: (id, tester) => put(table, testerItem(id), tester),
  loadTester: (id) => get<Tester>(table, testerItem(id)),
});
