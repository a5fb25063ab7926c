import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { BusEvent } from '../../contracts/event';
import { KEPT_DAYS } from '../../contracts/kept-items';
import type { ConsentReceipt, StrandId } from '../../contracts/profile';
import type {
  EndPerson,
  EndStrand,
  Erasure,
  ForgetPerson,
  ForgetStrand,
  Pointer,
  ReadPointers,
  ReadStrand,
  SaveView,
} from '../domain/ports/rights';
import { decode } from './codec';
import { cancellationCodes, isConditionFailed, isContention, StoreError } from './errors';
import { deleteItems, queryAll, queryPage } from './keyed-items';
import {
  audienceItem,
  dueItem,
  eventKeyOf,
  indexItem,
  isOfRebuild,
  personItem,
  pointerItem,
  tombstoneOf,
  viewItem,
} from './profile-items';
import { daysFrom, getItems, type Item, type Key, putIf, type Table } from './table';

/** What DynamoDB takes in one transaction. */
const MOST_ACTIONS = 100;
/** Events of one page of an export: a few hundred KB. */
const PAGE = 200;

const pointerOf = (item: Item | undefined): Pointer | undefined => {
  const tombstone = tombstoneOf(item);
  if (tombstone !== undefined) return { kind: 'erased', ...tombstone };
  return typeof item?.person === 'string' ? { kind: 'person', person: item.person } : undefined;
};

const readPointers =
  (table: Table): ReadPointers =>
  async (strands) => {
    const found = await getItems(table, strands.map(pointerItem), { consistent: true });
    return new Map(
      strands.flatMap((strand) => {
        const pointer = pointerOf(found.find(pointerItem(strand)));
        return pointer === undefined ? [] : [[strand, pointer] as const];
      }),
    );
  };

const tombstone = (table: Table, strand: StrandId, { receipt, erasedAt }: Erasure): Item => ({
  ...pointerItem(strand),
  receipt,
  erasedAt,
  ttl: daysFrom(table.now(), KEPT_DAYS.tombstones),
});

/** Index items in as far as they fit; the rest is deleted after it, and stands for nobody until then. */
const endPerson =
  (table: Table): EndPerson =>
  async ({ person, version, audiences, due, erase, release }, erasure) => {
    const TableName = table.table;
    const remove = (Key: Key) => ({ Delete: { TableName, Key: { ...Key } } });
    const ofPerson = { ConditionExpression: 'person = :person', ExpressionAttributeValues: { ':person': person } };
    const actions = [
      {
        Delete: {
          TableName,
          Key: { ...viewItem(person) },
          ConditionExpression: 'v = :was',
          ExpressionAttributeValues: { ':was': version },
        },
      },
      remove(indexItem(person)),
      ...erase.map((strand) => ({ Put: { TableName, Item: tombstone(table, strand, erasure), ...ofPerson } })),
      ...release.map((strand) => ({ Delete: { TableName, Key: { ...pointerItem(strand) }, ...ofPerson } })),
      ...(due === undefined ? [] : [remove(dueItem({ time: due, person }))]),
      ...audiences.map((audience) => remove(audienceItem(audience, person))),
    ];
    try {
      await table.client.send(new TransactWriteCommand({ TransactItems: actions.slice(0, MOST_ACTIONS) }));
      return 'ended';
    } catch (error) {
      const codes = cancellationCodes(error);
      if (codes === undefined) throw error;
      if (isContention(codes)) return 'conflict';
      throw new StoreError('store.throttled', 'TransactWriteItems', true, { cause: error });
    }
  };

const saveView =
  (table: Table): SaveView =>
  async (stored) => {
    const atVersion = { ConditionExpression: 'v = :was', ExpressionAttributeValues: { ':was': stored.version } };
    return (await putIf(table, personItem(stored), atVersion)) ? 'saved' : 'conflict';
  };

/** A strand that nobody has: it has no item, or is a tombstone already. */
const endStrand =
  (table: Table): EndStrand =>
  async (strand, erasure) => {
    try {
      const item = tombstone(table, strand, erasure);
      return (await putIf(table, item, { ConditionExpression: 'attribute_not_exists(person)' })) ? 'ended' : 'conflict';
    } catch (error) {
      if (isConditionFailed(error)) return 'conflict';
      throw error;
    }
  };

/** `EVT#...`, `CLOG#...` and `GEN#...`: everything of a strand but where it points. */
const contentOf = (items: readonly Item[]): readonly Item[] => items.filter(({ sk }) => sk !== pointerItem('').sk);

const readStrand =
  (table: Table): ReadStrand =>
  async (strand, cursor) => {
    const page = await queryPage(table, pointerItem(strand).pk, {
      limit: PAGE,
      ...(cursor !== undefined && { after: cursor }),
    });
    const content = contentOf(page.items);
    const copies = content.filter(isOfRebuild);
    const told = content.filter((item) => !isOfRebuild(item));
    return {
      events: told
        .filter((item) => eventKeyOf(item) !== undefined)
        .map(({ body, ttl }) => ({
          event: decode<BusEvent>(body),
          until: new Date(Number(ttl) * 1000).toISOString(),
        })),
      consentLog: told.filter((item) => eventKeyOf(item) === undefined).map(({ body }) => decode<ConsentReceipt>(body)),
      copies: copies.length,
      ...(page.after !== undefined && { cursor: page.after }),
    };
  };

/** When an item's event happened: events say it, entries of the consent log have it in their key. */
const happenedAt = ({ at, sk }: Item): string => (typeof at === 'string' ? at : (sk.split('#')[1] ?? ''));

const forgetStrand =
  (table: Table): ForgetStrand =>
  async (strand, until) => {
    const items = contentOf(await queryAll(table, pointerItem(strand).pk));
    await deleteItems(
      table,
      items.filter((item) => until === undefined || isOfRebuild(item) || happenedAt(item) <= until),
    );
  };

const forgetPerson =
  (table: Table): ForgetPerson =>
  ({ person, audiences, due }) =>
    deleteItems(table, [
      viewItem(person),
      indexItem(person),
      ...(due === undefined ? [] : [dueItem({ time: due, person })]),
      ...audiences.map((audience) => audienceItem(audience, person)),
    ]);

/** What export and erasure read of strands. */
export const createStrandReader = (table: Table) => ({
  readPointers: readPointers(table),
  readStrand: readStrand(table),
});

/** What an erasure does to the profiles. */
export const createProfileEraser = (table: Table) => ({
  ...createStrandReader(table),
  endPerson: endPerson(table),
  saveView: saveView(table),
  endStrand: endStrand(table),
  forgetStrand: forgetStrand(table),
  forgetPerson: forgetPerson(table),
});
