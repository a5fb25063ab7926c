import type { DynamoDBRecord } from 'aws-lambda';
import { encode } from '../../../lambdas/stores/codec';
import { changedPerson, personChange, storedEvent, storedEventKey } from '../../../lambdas/stores/event-stream';
import { stateOf } from '../../support/store-contracts/profiles';
import { personRecord } from '../../support/stream-event';

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

describe('a stream record of a person', () => {
  const state = stateOf('user_id:tok_a');
  const was = { version: 3, state, at: 1_795_000_000 };

  it('gives the images before and after the change', () => {
    const is = { ...was, version: 4, at: 1_795_000_060 };
    const changed = personRecord('user_id:tok_a', was, is);
    expect(changedPerson(changed)).toBe('user_id:tok_a');
    expect(personChange('user_id:tok_a', changed)).toEqual({ person: 'user_id:tok_a', was, is });
    expect(personChange('user_id:tok_a', personRecord('user_id:tok_a', was, undefined))).toEqual({
      person: 'user_id:tok_a',
      was,
    });
  });

  it.each([
    ['an event', record('EVT#shop#a')],
    ['a pointer', record('PTR')],
    ['an index item', record('VIEW', 'INSERT', 'ALL#3')],
    ['a member of an audience', record('VIEW', 'INSERT', 'SEG#vip#3')],
  ])('is not told by %s', (_case, other) => {
    expect(changedPerson(other)).toBeUndefined();
  });
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
