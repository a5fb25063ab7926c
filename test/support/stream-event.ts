import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { BusEvent } from '../../contracts/event';
import type { PersonId } from '../../contracts/profile';
import type { EventKey } from '../../lambdas/domain/ports';
import { encode } from '../../lambdas/stores/codec';
import { eventItem } from '../../lambdas/stores/profile-items';

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

export const streamEvent = (...records: readonly DynamoDBRecord[]): DynamoDBStreamEvent => ({ Records: [...records] });
