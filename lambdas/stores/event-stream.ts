import type { DynamoDBRecord } from 'aws-lambda';
import type { BusEvent } from '../../contracts/event';
import type { PersonId } from '../../contracts/profile';
import type { EventKey } from '../domain/ports';
import { decode } from './codec';
import { eventKeyOf } from './profile-items';

/** An event that the profiles table took for the first time. */
export interface StoredEvent {
  readonly key: EventKey;
  readonly person: PersonId;
  readonly event: BusEvent;
}

/** Key of a stream record that says an event was stored; undefined for every other change of the table. */
export const storedEventKey = (record: DynamoDBRecord): EventKey | undefined => {
  const keys = record.dynamodb?.Keys;
  if (record.eventName !== 'INSERT' || keys?.pk?.S === undefined || keys.sk?.S === undefined) return undefined;
  return eventKeyOf({ pk: keys.pk.S, sk: keys.sk.S });
};

/** Reads the stored event of a stream record; throws where the image is not what the adapter writes. */
export const readStoredEvent = (record: DynamoDBRecord, key: EventKey): StoredEvent => {
  const image = record.dynamodb?.NewImage;
  // Lambda hands binary attributes over as base64.
  const body = Buffer.from(image?.body?.B ?? '', 'base64');
  return { key, person: image?.person?.S ?? '', event: decode<BusEvent>(body) };
};
