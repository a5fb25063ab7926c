import type { PersonId, StrandId } from '../../contracts/profile';
import type { EventKey } from '../domain/ports';
import { shardOf } from './shard';
import type { Key } from './table';

const EVENT = 'EVT#';

export const eventItem = ({ strand, source, messageId }: EventKey): Key => ({
  pk: `S#${strand}`,
  sk: `${EVENT}${source}#${messageId}`,
});
export const pointerItem = (strand: StrandId): Key => ({ pk: `S#${strand}`, sk: 'PTR' });
export const viewItem = (person: PersonId): Key => ({ pk: `P#${person}`, sk: 'VIEW' });
export const shardKey = (shard: number): string => `ALL#${shard}`;
export const indexItem = (person: PersonId): Key => ({ pk: shardKey(shardOf(person)), sk: person });

/** Key of a stored event from its item's keys; undefined for every other item. A source never contains `#`. */
export const eventKeyOf = ({ pk, sk }: Key): EventKey | undefined => {
  if (!pk.startsWith('S#') || !sk.startsWith(EVENT)) return undefined;
  const rest = sk.slice(EVENT.length);
  const end = rest.indexOf('#');
  if (end < 0) return undefined;
  return { strand: pk.slice(2), source: rest.slice(0, end), messageId: rest.slice(end + 1) };
};
