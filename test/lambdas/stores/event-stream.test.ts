import type { DynamoDBRecord } from 'aws-lambda';
import { encode } from '../../../lambdas/stores/codec';
import { storedEvent, storedEventKey } from '../../../lambdas/stores/event-stream';

const event = { source: 'tandem.edge.shop', detailType: 'Product Viewed', detail: { messageId: 'a#b' } };
const record = (
  sk: string,
  eventName: DynamoDBRecord['eventName'] = 'INSERT',
  pk = 'S#user_id:tok_a',
): DynamoDBRecord => ({
  eventName: eventName ?? 'INSERT',
  dynamodb: {
    Keys: { pk: { S: pk }, sk: { S: sk } },
    NewImage: { body: { B: Buffer.from(encode(event)).toString('base64') }, person: { S: 'user_id:tok_a' } },
  },
});

describe('a stream record of the profiles table', () => {
  it('names the stored event, whatever its message id holds', () => {
    expect(storedEventKey(record('EVT#shop#a#b'))).toEqual({
      strand: 'user_id:tok_a',
      source: 'shop',
      messageId: 'a#b',
    });
  });

  it('gives the event and its person', () => {
    expect(storedEvent(record('EVT#shop#a#b'))).toEqual({ event, person: 'user_id:tok_a' });
  });

  it.each([
    ['a pointer', record('PTR')],
    ['a view', record('VIEW', 'INSERT', 'P#user_id:tok_a')],
    ['an index item', record('EVT#shop#a', 'INSERT', 'ALL#3')],
    ['a removal by time-to-live', record('EVT#shop#a', 'REMOVE')],
    ['a change', record('EVT#shop#a', 'MODIFY')],
    ['a key without source', record('EVT#shop')],
  ])('passes over %s', (_case, other) => {
    expect(storedEventKey(other)).toBeUndefined();
  });

  it('rejects an image that the adapter did not write', () => {
    const broken = { ...record('EVT#shop#a'), dynamodb: { NewImage: { body: { B: 'AAAA' } } } };
    expect(() => storedEvent(broken)).toThrow(expect.objectContaining({ code: 'store.corrupt' }));
  });
});
