import type { PersonId, StrandId } from '../../contracts/profile';
import type { EventKey, SavedPerson } from '../domain/ports/profiles';
import type { DueItem } from '../domain/ports/reviews';
import type { Erasure } from '../domain/ports/rights';
import { encode } from './codec';
import { shardOf } from './shard';
import type { Item, Key } from './table';

const EVENT = 'EVT#';

export const eventItem = ({ strand, source, messageId }: EventKey): Key => ({
  pk: `S#${strand}`,
  sk: `${EVENT}${source}#${messageId}`,
});
export const pointerItem = (strand: StrandId): Key => ({ pk: `S#${strand}`, sk: 'PTR' });
/** What a pointer's item says of its strand's erasure; undefined for one that points to a person. */
export const tombstoneOf = (item: Readonly<Record<string, unknown>> | undefined): Erasure | undefined =>
  typeof item?.receipt === 'string' && typeof item.erasedAt === 'string'
    ? { receipt: item.receipt, erasedAt: item.erasedAt }
    : undefined;
export const viewItem = (person: PersonId): Key => ({ pk: `P#${person}`, sk: 'VIEW' });

const GENERATION = 'GEN#';
/** The state of a strand on the other side of a rebuild, in the strand's own partition: whoever deletes the strand deletes it. */
export const otherStateItem = (strand: StrandId, run: string): Key => ({
  pk: pointerItem(strand).pk,
  sk: `${GENERATION}${run}`,
});
/** Says as of which version a rebuild has worked a person out; the strand that gives the person its id keeps it. */
export const workedOutItem = (person: PersonId, run: string): Key => ({
  pk: pointerItem(person).pk,
  sk: `${GENERATION}${run}#VERSION`,
});
/** Whether an item is what a rebuild keeps of a strand. */
export const isOfRebuild = ({ sk }: Key): boolean => sk.startsWith(GENERATION);

/** Members that are not undefined. */
const given = (members: Readonly<Record<string, number | undefined>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

/** A person's view as it is stored. */
export const personItem = ({
  person,
  version,
  state,
  next = version + 1,
  at,
  due,
}: Omit<SavedPerson, 'index'>): Item => ({ ...viewItem(person), v: next, body: encode(state), ...given({ at, due }) });

export const shardKey = (shard: number): string => `ALL#${shard}`;
export const indexItem = (person: PersonId): Key => ({ pk: shardKey(shardOf(person)), sk: person });

export const audienceKey = (audience: string, shard: number): string => `SEG#${audience}#${shard}`;
/** Says that a person is in an audience; those of one audience and shard are listed by one query. */
export const audienceItem = (audience: string, person: PersonId): Key => ({
  pk: audienceKey(audience, shardOf(person)),
  sk: person,
});
export const dueShardKey = (shard: number): string => `DUE#${shard}`;
/** Ten digits reach to the year 2286, and sort as the times do. */
const timeText = (time: number): string => String(time).padStart(10, '0');
export const dueItem = ({ time, person }: DueItem): Key => ({
  pk: dueShardKey(shardOf(person)),
  sk: `${timeText(time)}#${person}`,
});
/** A sort key after all due-date items of a time and before. */
export const dueUntil = (time: number): string => `${timeText(time)}#\uffff`;
export const dueItemOf = ({ sk }: Key): DueItem => ({ time: Number(sk.slice(0, 10)), person: sk.slice(11) });

/** The person of a view's item; undefined for every other item. */
export const viewPersonOf = ({ pk, sk }: Key): PersonId | undefined =>
  pk.startsWith('P#') && sk === 'VIEW' ? pk.slice(2) : undefined;

/** Key of a stored event from its item's keys; undefined for every other item. A source never contains `#`. */
export const eventKeyOf = ({ pk, sk }: Key): EventKey | undefined => {
  if (!pk.startsWith('S#') || !sk.startsWith(EVENT)) return undefined;
  const rest = sk.slice(EVENT.length);
  const end = rest.indexOf('#');
  if (end < 0) return undefined;
  return { strand: pk.slice(2), source: rest.slice(0, end), messageId: rest.slice(end + 1) };
};
