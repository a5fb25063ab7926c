import type { BusEvent } from '../../../contracts/event';
import type { PersonState } from '../../../contracts/profile';
import type { EventKey } from '../../../lambdas/domain/ports/profiles';
import { profileEvents, wholeProfile } from '../../../lambdas/domain/profile-events';
import { createPublishChanges } from '../../../lambdas/handlers/publish-changes/handler';
import { changedPerson, personChange, storedEvent, storedEventKey } from '../../../lambdas/stores/event-stream';
import { audienceRules } from '../../support/audiences';
import { createMemoryBus } from '../../support/memory-bus';
import { createMemoryProfiles } from '../../support/memory-profiles';
import { createMemoryQueue } from '../../support/memory-queue';
import { edgeEvent } from '../../support/profile-events';
import { sqsEvent, sqsRecord } from '../../support/sqs-event';
import { stateOf as personState } from '../../support/store-contracts/profiles';
import { personRecord, storedRecord, streamEvent } from '../../support/stream-event';
import { createRecordingCount, createRecordingLog } from '../../support/telemetry';

const STRAND = 'user_id:u1';
const event = (id: string): BusEvent =>
  edgeEvent({ id, event: 'Product Viewed', at: '2026-11-20T10:00:00.000Z', by: [STRAND] });
const key = (messageId: string): EventKey => ({ strand: STRAND, source: 'shop', messageId });
const AT = 1_795_000_000;
const stateOf = (...members: readonly string[]): PersonState => ({
  ...personState(STRAND),
  membership: { hash: 'one', in: members, due: [] },
});
const was = { version: 6, state: stateOf('buyers'), at: AT - 5 };
const is = { version: 7, state: stateOf('vip'), at: AT };
const record = (id: string) => storedRecord(key(id), event(id), STRAND);

const open = () => {
  const bus = createMemoryBus();
  const retries = createMemoryQueue();
  const profiles = createMemoryProfiles();
  const { log, lines } = createRecordingLog();
  const { count, total } = createRecordingCount();
  const handle = createPublishChanges({
    storedEventKey,
    storedEvent,
    changedPerson,
    personChange,
    audiences: audienceRules().audiences,
    loadEvent: profiles.loadEvent,
    loadPersons: profiles.loadPersons,
    publishEvents: bus.publishEvents,
    sendRetries: retries.send,
    log,
    count,
  });
  const storePerson = (state: PersonState) =>
    profiles.applyChange({
      key: key('p'),
      event: event('p'),
      person: STRAND,
      save: [{ person: STRAND, version: 0, next: 7, state, at: AT }],
      remove: [],
      pointers: [],
    });
  const store = (id: string) =>
    profiles.applyChange({ key: key(id), event: event(id), person: STRAND, save: [], remove: [], pointers: [] });
  return { bus, retries, lines, total, handle, store, storePerson };
};
const ids = (events: readonly BusEvent[]): string[] => events.map(({ detail }) => detail.messageId);

describe('publish-changes', () => {
  it('publishes a stored event under its own id, with its person and origin', async () => {
    const { bus, handle, total } = open();
    expect(await handle(streamEvent(record('m1')))).toEqual({ batchItemFailures: [] });
    expect(bus.published()).toEqual([
      {
        source: 'tandem.resolved',
        detailType: 'Product Viewed',
        detail: { ...event('m1').detail, profileId: STRAND, origin: 'shop' },
      },
    ]);
    expect(total('ChangesPublished')).toBe(1);
  });

  it('passes over pointers and removed events', async () => {
    const { bus, handle } = open();
    const pointer = { ...record('m1'), dynamodb: { Keys: { pk: { S: `S#${STRAND}` }, sk: { S: 'PTR' } } } };
    await handle(streamEvent(pointer, { ...record('m2'), eventName: 'REMOVE' }));
    expect(bus.published()).toEqual([]);
  });

  it('puts off what the bus refuses, as keys only', async () => {
    const { bus, retries, handle, total } = open();
    bus.refuse(({ detail }) => detail.messageId === 'm2');
    expect(await handle(streamEvent(record('m1'), record('m2'), record('m3')))).toEqual({ batchItemFailures: [] });
    expect(ids(bus.published())).toEqual(['m1', 'm3']);
    expect(retries.messages().map(({ body }) => body)).toEqual([key('m2')]);
    expect([total('ChangesPublished'), total('ChangesPutOff')]).toEqual([2, 1]);
  });

  it('has the stream hand the batch over again when keys cannot be put off', async () => {
    const { bus, retries, handle } = open();
    bus.refuse(() => true);
    retries.setDown(true);
    await expect(handle(streamEvent(record('m1')))).rejects.toThrow('down');
  });

  it('puts off a record whose image cannot be read, and publishes the rest', async () => {
    const { bus, retries, handle, lines } = open();
    const broken = record('m1');
    const image = { ...broken, dynamodb: { ...broken.dynamodb, NewImage: { body: { B: 'AAAA' } } } };
    await handle(streamEvent(image, record('m2')));
    expect(ids(bus.published())).toEqual(['m2']);
    expect(retries.messages().map(({ body }) => body)).toEqual([key('m1')]);
    expect(lines.map(({ code }) => code)).toEqual(['changes.image-unreadable', 'changes.put-off']);
  });

  it('publishes what was put off, read again by its key', async () => {
    const { bus, handle, store } = open();
    await store('m1');
    expect(await handle(sqsEvent(sqsRecord(key('m1'))))).toEqual({ batchItemFailures: [] });
    expect(bus.published()).toMatchObject([
      { source: 'tandem.resolved', detail: { messageId: 'm1', profileId: STRAND } },
    ]);
  });

  it('keeps a key in the queue while the bus refuses its event', async () => {
    const { bus, handle, store } = open();
    await store('m1');
    bus.refuse(() => true);
    const answer = await handle(sqsEvent(sqsRecord(key('m1'), { id: 'sqs-1' })));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'sqs-1' }] });
  });

  it('lets go of a key whose event was erased', async () => {
    const { bus, handle, lines } = open();
    expect(await handle(sqsEvent(sqsRecord(key('gone'))))).toEqual({ batchItemFailures: [] });
    expect(bus.published()).toEqual([]);
    expect(lines.map(({ code }) => code)).toEqual(['changes.event-gone']);
  });

  it('publishes what a change of a person did to its audiences and its profile', async () => {
    const { bus, handle } = open();
    await handle(streamEvent(personRecord(STRAND, was, is)));
    expect(bus.published()).toEqual(profileEvents({ person: STRAND, was, is }, audienceRules().audiences));
    expect(bus.published().map(({ detailType }) => detailType)).toEqual([
      'Segment Entered',
      'Segment Left',
      'Profile Updated',
    ]);
  });

  it('publishes the beginning and the end of a person', async () => {
    const { bus, handle } = open();
    await handle(streamEvent(personRecord(STRAND, undefined, is), personRecord(STRAND, is, undefined)));
    expect(bus.published().map(({ detailType }) => detailType)).toEqual([
      'Segment Entered',
      'Profile Updated',
      'Profile Removed',
    ]);
  });

  it('puts off a refused change of a person as it is, and publishes it once more under the same id', async () => {
    const { bus, retries, handle } = open();
    bus.refuse(({ detailType }) => detailType === 'Segment Left');
    await handle(streamEvent(personRecord(STRAND, was, is)));
    const [put, ...more] = retries.messages();
    expect(more).toEqual([]);
    bus.refuse(() => false);
    await handle(sqsEvent(sqsRecord(put?.body)));
    const expected = profileEvents({ person: STRAND, was, is }, audienceRules().audiences);
    expect(ids(bus.published()).sort()).toEqual(ids(expected).sort());
  });

  it('publishes a person as a whole whose change could not be read', async () => {
    const { bus, retries, handle, storePerson, lines } = open();
    await storePerson(is.state);
    const broken = personRecord(STRAND, was, is);
    await handle(streamEvent({ ...broken, dynamodb: { ...broken.dynamodb, NewImage: { body: { B: 'AAAA' } } } }));
    expect(retries.messages().map(({ body }) => body)).toEqual([{ person: STRAND }]);
    expect(lines.map(({ code }) => code)).toEqual(['changes.image-unreadable', 'changes.put-off']);
    await handle(sqsEvent(sqsRecord({ person: STRAND })));
    expect(bus.published()).toEqual(wholeProfile(STRAND, is));
  });

  it.each([
    ['no JSON', '{'],
    ['no key', { strand: STRAND }],
  ])('leaves %s to the dead letter queue', async (_case, body) => {
    const { handle, store } = open();
    await store('m1');
    const answer = await handle(sqsEvent(sqsRecord(body, { id: 'bad' }), sqsRecord(key('m1'), { id: 'good' })));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'bad' }] });
  });
});
