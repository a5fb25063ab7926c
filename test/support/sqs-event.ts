import type { SQSEvent, SQSRecord } from 'aws-lambda';
import type { BusEvent } from '../../contracts/event';

/** One message of a queue as Lambda receives it; objects are sent as JSON. */
export const sqsRecord = (body: unknown, { id = 'message-1', receives = 1 } = {}): SQSRecord => ({
  messageId: id,
  receiptHandle: `receipt-${id}`,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  attributes: {
    ApproximateReceiveCount: String(receives),
    SentTimestamp: '0',
    SenderId: 'bus',
    ApproximateFirstReceiveTimestamp: '0',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:queue',
  awsRegion: 'us-east-1',
});

export const sqsEvent = (...records: readonly SQSRecord[]): SQSEvent => ({ Records: [...records] });

/** An event of the bus as a rule puts it into a queue. */
export const busMessage = ({ source, detailType, detail }: BusEvent): object => ({
  version: '0',
  id: 'event-1',
  'detail-type': detailType,
  source,
  account: '000000000000',
  time: detail.occurredAt,
  region: 'us-east-1',
  resources: [],
  detail,
});
