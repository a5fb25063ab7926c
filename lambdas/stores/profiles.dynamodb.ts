import { GetCommand, PutCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { BusEvent } from '../../contracts/event';
import { KEPT_DAYS } from '../../contracts/kept-items';
import type { PersonId, PersonState, StrandId } from '../../contracts/profile';
import type {
  ApplyChange,
  EventKey,
  ListMembers,
  ListPersons,
  LoadEvent,
  LoadPersons,
  ProfileChange,
  ReadSurroundings,
  RemovedPerson,
  SavedPerson,
  StoredPerson,
  StrandPointers,
} from '../domain/ports/profiles';
import type { SaveReviewed } from '../domain/ports/reviews';
import { decode, encode } from './codec';
import { cancellationCodes, isConditionFailed, isContention, StoreError } from './errors';
import { dropDue, indexWrites, listDue } from './profile-index';
import {
  audienceKey,
  eventItem,
  indexItem,
  personItem,
  pointerItem,
  shardKey,
  tombstoneOf,
  viewItem,
} from './profile-items';
import { receiptItem } from './receipt-item';
import { daysFrom, getItems, type Item, isAlive, type Table } from './table';

const ABSENT = { ConditionExpression: 'attribute_not_exists(pk)' } as const;
const atVersion = (version: number) =>
  version === 0
    ? ABSENT
    : ({
        ConditionExpression: 'v = :was',
        ExpressionAttributeValues: { ':was': version },
      } as const);

type Found = { find(key: { pk: string; sk: string }): Item | undefined };

const storedPerson = (person: PersonId, { v, body, at, due }: Item): StoredPerson => ({
  person,
  version: Number(v),
  state: decode<PersonState>(body),
  ...(typeof at === 'number' ? { at } : {}),
  ...(typeof due === 'number' ? { due } : {}),
});

const pointersIn = (found: Found, strands: readonly StrandId[]): ReadonlyMap<StrandId, PersonId> =>
  new Map(
    strands.flatMap((strand) => {
      const person = found.find(pointerItem(strand))?.person;
      return typeof person === 'string' ? [[strand, person] as const] : [];
    }),
  );

const personsIn = (found: Found, persons: readonly PersonId[]): readonly StoredPerson[] =>
  [...new Set(persons)].flatMap((person) => {
    const item = found.find(viewItem(person));
    return item === undefined ? [] : [storedPerson(person, item)];
  });

const strandPointers =
  (table: Table): StrandPointers =>
  async (strands) =>
    pointersIn(await getItems(table, strands.map(pointerItem), { consistent: true }), strands);

const loadPersons =
  (table: Table): LoadPersons =>
  async (persons) =>
    personsIn(await getItems(table, persons.map(viewItem), { consistent: true }), persons);

const readSurroundings =
  (table: Table): ReadSurroundings =>
  async (strands, event) => {
    const mark = event === undefined ? [] : [eventItem(event)];
    const keys = [...strands.map(pointerItem), ...strands.map(viewItem), ...mark];
    const found = await getItems(table, keys, { consistent: true });
    const erased = strands
      .map((strand) => tombstoneOf(found.find(pointerItem(strand))))
      .find((one) => one !== undefined);
    return {
      pointers: pointersIn(found, strands),
      persons: personsIn(found, strands),
      seen: mark.some((key) => found.find(key) !== undefined),
      ...(erased === undefined ? {} : { erased: erased.receipt }),
    };
  };

const eventPut = (table: Table, { key, event, person, quiet }: ProfileChange) => ({
  TableName: table.table,
  Item: {
    ...eventItem(key),
    body: encode(event),
    person,
    at: event.detail.occurredAt,
    ...(quiet && { quiet }),
    ttl: daysFrom(table.now(), KEPT_DAYS.profileEvents),
  },
  ...ABSENT,
});

/** The writes of a person, with the version it was read at as their condition. */
export const personPuts = (table: Table, { index, ...saved }: SavedPerson) => [
  {
    Put: {
      TableName: table.table,
      Item: personItem(saved),
      ...atVersion(saved.version),
    },
  },
  ...(saved.version === 0 ? [{ Put: { TableName: table.table, Item: indexItem(saved.person) } }] : []),
  ...indexWrites(table, saved.person, index),
];

const personDeletes = (table: Table, { person, version, index }: RemovedPerson) => [
  { Delete: { TableName: table.table, Key: viewItem(person), ...atVersion(version) } },
  { Delete: { TableName: table.table, Key: indexItem(person) } },
  ...indexWrites(table, person, index),
];

const pointerPut = (table: Table, { strand, person, was }: ProfileChange['pointers'][number]) => ({
  Put: {
    TableName: table.table,
    Item: { ...pointerItem(strand), person },
    ...(was === undefined
      ? ABSENT
      : { ConditionExpression: 'person = :was', ExpressionAttributeValues: { ':was': was } }),
  },
});

const applyEventOnly = async (table: Table, change: ProfileChange): Promise<'applied' | 'duplicate'> => {
  try {
    await table.client.send(new PutCommand(eventPut(table, change)));
    return 'applied';
  } catch (error) {
    if (isConditionFailed(error)) return 'duplicate';
    throw error;
  }
};

const applyWithState = async (table: Table, change: ProfileChange): Promise<'applied' | 'duplicate' | 'conflict'> => {
  const actions = [
    { Put: eventPut(table, change) },
    ...(change.receipt === undefined ? [] : [{ Put: { TableName: table.table, Item: receiptItem(change.receipt) } }]),
    ...change.save.flatMap((person) => personPuts(table, person)),
    ...change.remove.flatMap((person) => personDeletes(table, person)),
    ...change.pointers.map((pointer) => pointerPut(table, pointer)),
  ];
  try {
    await table.client.send(new TransactWriteCommand({ TransactItems: actions }));
    return 'applied';
  } catch (error) {
    const codes = cancellationCodes(error);
    if (codes === undefined) throw error;
    if (codes[0] === 'ConditionalCheckFailed') return 'duplicate';
    if (isContention(codes)) return 'conflict';
    throw new StoreError('store.throttled', 'TransactWriteItems', true, { cause: error });
  }
};

const saveReviewed =
  (table: Table): SaveReviewed =>
  async (person) => {
    try {
      await table.client.send(new TransactWriteCommand({ TransactItems: personPuts(table, person) }));
      return 'saved';
    } catch (error) {
      const codes = cancellationCodes(error);
      if (codes === undefined) throw error;
      if (isContention(codes)) return 'conflict';
      throw new StoreError('store.throttled', 'TransactWriteItems', true, { cause: error });
    }
  };

/** Without a change of state one conditional put does: half the price of a transaction. */
const applyChange =
  (table: Table): ApplyChange =>
  (change) =>
    change.save.length + change.remove.length + change.pointers.length === 0 && change.receipt === undefined
      ? applyEventOnly(table, change)
      : applyWithState(table, change);

const loadEvent =
  (table: Table): LoadEvent =>
  async (key: EventKey) => {
    const { Item: item } = await table.client.send(
      new GetCommand({ TableName: table.table, Key: eventItem(key), ConsistentRead: true }),
    );
    if (item === undefined || !isAlive(item, table.now())) return undefined;
    return { event: decode<BusEvent>(item.body), person: String(item.person) };
  };

const listIndex = async (table: Table, pk: string, limit: number, cursor?: string): ReturnType<ListPersons> => {
  const answer = await table.client.send(
    new QueryCommand({
      TableName: table.table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      Limit: limit,
      ...(cursor === undefined ? {} : { ExclusiveStartKey: { pk, sk: cursor } }),
    }),
  );
  const persons = (answer.Items ?? []).map((item) => String(item.sk));
  const next = answer.LastEvaluatedKey?.sk;
  return typeof next === 'string' ? { persons, cursor: next } : { persons };
};

const listPersons =
  (table: Table): ListPersons =>
  (shard, limit, cursor) =>
    listIndex(table, shardKey(shard), limit, cursor);

const listMembers =
  (table: Table): ListMembers =>
  (audience, shard, limit, cursor) =>
    listIndex(table, audienceKey(audience, shard), limit, cursor);

/** The ports of the profiles table. */
export const createProfiles = (table: Table) => ({
  strandPointers: strandPointers(table),
  loadPersons: loadPersons(table),
  readSurroundings: readSurroundings(table),
  applyChange: applyChange(table),
  loadEvent: loadEvent(table),
  listPersons: listPersons(table),
  listMembers: listMembers(table),
  saveReviewed: saveReviewed(table),
  listDue: listDue(table),
  dropDue: dropDue(table),
});
