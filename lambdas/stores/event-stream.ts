import type { DynamoDBRecord } from 'aws-lambda';
import type { BusEvent } from '../../contracts/event';
import type { PersonId } from '../../contracts/profile';
import type { EventKey } from '../domain/ports';
import { decode } from './codec';
import { eventKeyOf } from './profile-items';

/** Key of the event that a stream record says was stored; undefined for every other change of the profiles table. */
export const storedEventKey = ({ eventName, dynamodb }: DynamoDBRecord): EventKey | undefined => {
  const pk = dynamodb?.Keys?.pk?.S;
  const sk = dynamodb?.Keys?.sk?.S;
  return eventName === 'INSERT' && pk !== undefined && sk !== undefined ? eventKeyOf({ pk, sk }) : undefined;
};

/** The stored event in a stream record's image; throws where it is not what the adapter writes. */
export const storedEvent = ({ dynamodb }: DynamoDBRecord): { readonly event: BusEvent; readonly person: PersonId } => {
  const image = dynamodb?.NewImage;
  // Lambda hands binary attributes over as base64.
  const body = Buffer.from(image?.body?.B ?? '', 'base64');
  return { event: decode<BusEvent>(body), person: image?.person?.S ?? '' };
};
