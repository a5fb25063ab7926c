import type { DynamoDBRecord, DynamoDBStreamEvent, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { BusEvent } from '../../../contracts/event';
import type { PersonId } from '../../../contracts/profile';
import type { Audiences } from '../../domain/audiences';
import { jsonObject, MalformedMessageError } from '../../domain/bus-message';
import type { PublishEvents } from '../../domain/ports/bus';
import type { EventKey, LoadEvent, LoadPersons } from '../../domain/ports/profiles';
import type { SendMessages } from '../../domain/ports/queues';
import { type PersonChange, profileEvents, wholeProfile } from '../../domain/profile-events';
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
  /** The person that a stream record says has changed; undefined for every other change. */
  readonly changedPerson: (record: DynamoDBRecord) => PersonId | undefined;
  /** The change in a stream record; throws where it cannot be read. */
  readonly personChange: (person: PersonId, record: DynamoDBRecord) => PersonChange;
  readonly audiences: Audiences;
  readonly loadEvent: LoadEvent;
  readonly loadPersons: LoadPersons;
  readonly publishEvents: PublishEvents;
  /** Into the queue of what was put off, which this function reads, too. */
  readonly sendRetries: SendMessages;
  readonly log: Log;
  readonly count: Count;
}

/** What a queue message asks to publish once more: a stored event, a change as it is, or a person as it is by then. */
type Later = EventKey | { readonly change: BusEvent } | { readonly person: PersonId };

interface Outgoing {
  /** Undefined where the image could not be read: what is stored is tried later. */
  readonly event: BusEvent | undefined;
  readonly later: Later;
}

const isStreamEvent = (event: DynamoDBStreamEvent | SQSEvent): event is DynamoDBStreamEvent =>
  event.Records[0]?.eventSource === 'aws:dynamodb';

const laterIn = (body: string): Later => {
  const { strand, source, messageId, change, person } = jsonObject(body, 'a change to publish');
  if (typeof change === 'object' && change !== null) return { change: change as BusEvent };
  if (typeof person === 'string') return { person };
  if (typeof strand !== 'string' || typeof source !== 'string' || typeof messageId !== 'string') {
    throw new MalformedMessageError('a change to publish');
  }
  return { strand, source, messageId };
};

/**
 * Publishes every stored event and every change of a person as `tandem.resolved`. What the bus does not take goes to a queue
 * that outlives the stream's 24 hours, events as a key only; if even that fails the stream hands the batch over again.
 */
export const createPublishChanges = (deps: PublishChangesDeps) => {
  const publish = publishAll(deps.publishEvents);

  const unreadable = (error: unknown, messageId: string): undefined => {
    deps.log.error('changes.image-unreadable', error, { messageId });
    return undefined;
  };

  const ofEvent = (key: EventKey, record: DynamoDBRecord): Outgoing => {
    try {
      const { event, person } = deps.storedEvent(record);
      return { event: resolvedEvent(event, person), later: key };
    } catch (error) {
      return { event: unreadable(error, key.messageId), later: key };
    }
  };

  const ofPerson = (person: PersonId, record: DynamoDBRecord): readonly Outgoing[] => {
    try {
      const change = deps.personChange(person, record);
      return profileEvents(change, deps.audiences).map((event) => ({ event, later: { change: event } }));
    } catch (error) {
      return [{ event: unreadable(error, record.eventID ?? ''), later: { person } }];
    }
  };

  const read = (record: DynamoDBRecord): readonly Outgoing[] => {
    const key = deps.storedEventKey(record);
    if (key !== undefined) return [ofEvent(key, record)];
    const person = deps.changedPerson(record);
    return person === undefined ? [] : ofPerson(person, record);
  };

  const fromStream = async ({ Records }: DynamoDBStreamEvent): Promise<SQSBatchResponse> => {
    const outgoing = Records.flatMap(read);
    const readable = outgoing.flatMap(({ event, later }) => (event === undefined ? [] : [{ event, later }]));
    const refused = await deps.publishEvents(readable.map(({ event }) => event));
    const later = [
      ...refused.flatMap((index) => readable[index]?.later ?? []),
      ...outgoing.flatMap((one) => (one.event === undefined ? [one.later] : [])),
    ];
    if (later.length > 0) {
      await deps.sendRetries(later);
      deps.log.warn('changes.put-off', { count: later.length });
      deps.count('ChangesPutOff', later.length);
    }
    deps.count('ChangesPublished', outgoing.length - later.length);
    return { batchItemFailures: [] };
  };

  const eventsOf = async (later: Later): Promise<readonly BusEvent[]> => {
    if ('change' in later) return [later.change];
    if ('person' in later) {
      const [stored] = await deps.loadPersons([later.person]);
      return stored === undefined ? [] : wholeProfile(stored.person, { ...stored, at: stored.at ?? 0 });
    }
    const stored = await deps.loadEvent(later);
    return stored === undefined ? [] : [resolvedEvent(stored.event, stored.person)];
  };

  const again = async ({ body, messageId }: SQSRecord): Promise<void> => {
    const later = laterIn(body);
    const events = await eventsOf(later);
    if (events.length === 0) {
      // Erased, or past its time-to-live: there is nothing left to tell.
      return deps.log.warn('changes.event-gone', { messageId: 'messageId' in later ? later.messageId : messageId });
    }
    await publish(events);
    deps.count('ChangesPublished', events.length);
  };

  return (event: DynamoDBStreamEvent | SQSEvent): Promise<SQSBatchResponse> =>
    isStreamEvent(event) ? fromStream(event) : processSqsBatch(event, again, { log: deps.log });
};
