import type { DynamoDBRecord } from 'aws-lambda';
import type { BusEvent } from '../../contracts/event';
import type { PersonId, PersonState } from '../../contracts/profile';
import type { EventKey } from '../domain/ports/profiles';
import type { PersonChange, PersonImage } from '../domain/profile-events';
import { decode } from './codec';
import { eventKeyOf, viewPersonOf } from './profile-items';
import type { Key } from './table';

type Image = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;

/** Key of the event that a stream record says was stored and is to be published; undefined for every other change of the profiles table. */
export const storedEventKey = ({ eventName, dynamodb }: DynamoDBRecord): EventKey | undefined => {
  const key = keyOf(dynamodb);
  const isOutgoing = eventName === 'INSERT' && dynamodb?.NewImage?.quiet === undefined;
  return isOutgoing && key !== undefined ? eventKeyOf(key) : undefined;
};

/** The person whose stored state a stream record says has changed; undefined for every other change of the profiles table. */
export const changedPerson = ({ dynamodb }: DynamoDBRecord): PersonId | undefined => {
  const key = keyOf(dynamodb);
  return key === undefined ? undefined : viewPersonOf(key);
};

const keyOf = (dynamodb: DynamoDBRecord['dynamodb']): Key | undefined => {
  const pk = dynamodb?.Keys?.pk?.S;
  const sk = dynamodb?.Keys?.sk?.S;
  return pk === undefined || sk === undefined ? undefined : { pk, sk };
};

// Lambda hands binary attributes over as base64.
const bodyOf = (image: Image | undefined): Buffer => Buffer.from(image?.body?.B ?? '', 'base64');

/** The stored event in a stream record's image; throws where it is not what the adapter writes. */
export const storedEvent = ({ dynamodb }: DynamoDBRecord): { readonly event: BusEvent; readonly person: PersonId } => {
  const image = dynamodb?.NewImage;
  return { event: decode<BusEvent>(bodyOf(image)), person: image?.person?.S ?? '' };
};

/** The change of a person in a stream record's two images; throws where they are not what the adapter writes. */
export const personChange = (person: PersonId, { dynamodb }: DynamoDBRecord): PersonChange => ({
  person,
  ...(dynamodb?.OldImage === undefined ? {} : { was: personImage(dynamodb.OldImage) }),
  ...(dynamodb?.NewImage === undefined ? {} : { is: personImage(dynamodb.NewImage) }),
});

const personImage = (image: Image): PersonImage => ({
  version: Number(image.v?.N),
  state: decode<PersonState>(bodyOf(image)),
  at: Number(image.at?.N ?? 0),
});
