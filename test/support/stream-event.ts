import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { BusEvent } from '../../contracts/event';
import type { PersonId } from '../../contracts/profile';
import type { EventKey } from '../../lambdas/domain/ports/profiles';
import type { PersonImage } from '../../lambdas/domain/profile-events';
import { encode } from '../../lambdas/stores/codec';
import { eventItem, viewItem } from '../../lambdas/stores/profile-items';

/** The stream record of a stored event, as Lambda receives it. */
export const storedRecord = (key: EventKey, event: BusEvent, person: PersonId): DynamoDBRecord => {
  const { pk, sk } = eventItem(key);
  return {
    eventID: `${pk}/${sk}`,
    eventName: 'INSERT',
    eventSource: 'aws:dynamodb',
    dynamodb: {
      Keys: { pk: { S: pk }, sk: { S: sk } },
      NewImage: {
        pk: { S: pk },
        sk: { S: sk },
        person: { S: person },
        body: { B: Buffer.from(encode(event)).toString('base64') },
      },
      SequenceNumber: '1',
    },
  };
};

const imageOf = (pk: string, { version, state, at }: PersonImage) => ({
  pk: { S: pk },
  sk: { S: 'VIEW' },
  v: { N: String(version) },
  at: { N: String(at) },
  body: { B: Buffer.from(encode(state)).toString('base64') },
});

/** The stream record of a person that was stored, changed or removed, as Lambda receives it. */
export const personRecord = (
  person: PersonId,
  was: PersonImage | undefined,
  is: PersonImage | undefined,
): DynamoDBRecord => {
  const { pk, sk } = viewItem(person);
  return {
    eventID: `${pk}/${is?.version ?? 'gone'}`,
    eventName: was === undefined ? 'INSERT' : is === undefined ? 'REMOVE' : 'MODIFY',
    eventSource: 'aws:dynamodb',
    dynamodb: {
      Keys: { pk: { S: pk }, sk: { S: sk } },
      ...(was === undefined ? {} : { OldImage: imageOf(pk, was) }),
      ...(is === undefined ? {} : { NewImage: imageOf(pk, is) }),
      SequenceNumber: '2',
    },
  };
};

export const streamEvent = (...records: readonly DynamoDBRecord[]): DynamoDBStreamEvent => ({ Records: [...records] });
