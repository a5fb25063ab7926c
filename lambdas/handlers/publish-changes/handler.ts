import type { DynamoDBRecord, DynamoDBStreamEvent, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { BusEvent } from '../../../contracts/event';
import type { PersonId } from '../../../contracts/profile';
import { jsonObject, MalformedMessageError } from '../../domain/bus-message';
import type { EventKey, LoadEvent, PublishEvents, SendMessages } from '../../domain/ports';
import { publishAll } from '../../domain/publish-all';
import { resolvedEvent } from '../../domain/resolve';
import type { Log } from '../../runtime/logger';
import type { Count } from '../../runtime/metrics';
import { processSqsBatch } from '../../runtime/sqs-batch';

export interface PublishChangesDeps {
  /** Key of the event that a stream record says was stored; undefined for every other change. */
  readonly storedEventKey: (record: DynamoDBRecord) => EventKey | undefined;
  /** The event in a stream record; throws where it cannot be read. */
  readonly storedEvent: (record: DynamoDBRecord) => { readonly event: BusEvent; readonly person: PersonId };
  readonly loadEvent: LoadEvent;
  readonly publishEvents: PublishEvents;
  /** Into the queue of keys that this function reads, too. */
  readonly sendRetries: SendMessages;
  readonly log: Log;
  readonly count: Count;
}

interface Stored {
  readonly key: EventKey;
  /** Undefined where the image could not be read: the item itself is tried later. */
  readonly resolved: BusEvent | undefined;
}

const isStreamEvent = (event: DynamoDBStreamEvent | SQSEvent): event is DynamoDBStreamEvent =>
  event.Records[0]?.eventSource === 'aws:dynamodb';

const keyIn = (body: string): EventKey => {
  const { strand, source, messageId } = jsonObject(body, 'the key of an event');
  if (typeof strand !== 'string' || typeof source !== 'string' || typeof messageId !== 'string') {
    throw new MalformedMessageError('the key of an event');
  }
  return { strand, source, messageId };
};

/**
 * Publishes every stored event as `tandem.resolved`. What the bus does not take goes, as a key only, to a queue that
 * outlives the stream's 24 hours; if even that fails the stream hands the batch over again.
 */
export const createPublishChanges = (deps: PublishChangesDeps) => {
  const publish = publishAll(deps.publishEvents);

  const read = (record: DynamoDBRecord): readonly Stored[] => {
    const key = deps.storedEventKey(record);
    if (key === undefined) return [];
    try {
      const { event, person } = deps.storedEvent(record);
      return [{ key, resolved: resolvedEvent(event, person) }];
    } catch (error) {
      deps.log.error('changes.image-unreadable', error, { messageId: key.messageId });
      return [{ key, resolved: undefined }];
    }
  };

  const fromStream = async ({ Records }: DynamoDBStreamEvent): Promise<SQSBatchResponse> => {
    const stored = Records.flatMap(read);
    const readable = stored.flatMap(({ key, resolved }) => (resolved === undefined ? [] : [{ key, resolved }]));
    const refused = await deps.publishEvents(readable.map(({ resolved }) => resolved));
    const keys = [
      ...refused.flatMap((index) => readable[index]?.key ?? []),
      ...stored.flatMap(({ key, resolved }) => (resolved === undefined ? [key] : [])),
    ];
    if (keys.length > 0) {
      await deps.sendRetries(keys);
      deps.log.warn('changes.put-off', { count: keys.length });
      deps.count('ChangesPutOff', keys.length);
    }
    deps.count('ChangesPublished', stored.length - keys.length);
    return { batchItemFailures: [] };
  };

  const again = async ({ body }: SQSRecord): Promise<void> => {
    const key = keyIn(body);
    const stored = await deps.loadEvent(key);
    // Erased, or past its time-to-live: there is nothing left to tell.
    if (stored === undefined) return deps.log.warn('changes.event-gone', { messageId: key.messageId });
    await publish([resolvedEvent(stored.event, stored.person)]);
    deps.count('ChangesPublished');
  };

  return (event: DynamoDBStreamEvent | SQSEvent): Promise<SQSBatchResponse> =>
    isStreamEvent(event) ? fromStream(event) : processSqsBatch(event, again, { log: deps.log });
};
