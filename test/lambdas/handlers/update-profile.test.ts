import type { BusEvent } from '../../../contracts/event';
import { applyEvent } from '../../../lambdas/domain/apply-event';
import type { ApplyChange } from '../../../lambdas/domain/ports/profiles';
import { eventKeyOf } from '../../../lambdas/domain/strand';
import { createUpdateProfile } from '../../../lambdas/handlers/update-profile/handler';
import { failEveryCall } from '../../support/crash-run';
import { createMemoryProfiles } from '../../support/memory-profiles';
import { createMemoryQuarantine } from '../../support/memory-quarantine';
import { createMemoryQueue } from '../../support/memory-queue';
import { edgeEvent, testRules } from '../../support/profile-events';
import { busMessage, sqsEvent, sqsRecord } from '../../support/sqs-event';
import { createRecordingCount, createRecordingLog } from '../../support/telemetry';

const AT = '2026-11-20T10:00:00.000Z';
const clock = async (): Promise<Date> => new Date(AT);
const viewed = (id: number, ...by: string[]): BusEvent =>
  edgeEvent({ id, event: 'Product Viewed', at: AT, by, properties: { category: 'Outerwear' } });

const open = (limits: Parameters<typeof testRules>[0] = {}) => {
  const rules = testRules(limits);
  const profiles = createMemoryProfiles();
  const quarantine = createMemoryQuarantine();
  const late = createMemoryQueue();
  const { log, lines } = createRecordingLog();
  const { count, total } = createRecordingCount();
  const create = (ports: Pick<typeof profiles, 'applyChange'> & { quarantine: typeof quarantine.quarantine }) =>
    createUpdateProfile({
      applyEvent: (event) => applyEvent({ ...profiles, ...ports, sleep: async () => undefined, clock }, rules, event),
      strandOf: (event) => eventKeyOf(event, rules).strand,
      quarantine: ports.quarantine,
      clock,
      sendLate: late.send,
      log,
      count,
    });
  const handle = create({ applyChange: profiles.applyChange, quarantine: quarantine.quarantine });
  const deliver = (...bodies: unknown[]) =>
    handle(sqsEvent(...bodies.map((body, index) => sqsRecord(body, { id: `sqs-${index}` }))));
  return { profiles, quarantine, late, lines, total, create, deliver };
};

describe('update-profile', () => {
  it('applies events and counts what became of them', async () => {
    const { deliver, profiles, total } = open();
    const answer = await deliver(busMessage(viewed(1, 'user_id:u1')), busMessage(viewed(2, 'user_id:u1')));
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(profiles.eventCount()).toBe(2);
    expect([total('EventsApplied'), total('PersonsCreated')]).toEqual([2, 1]);
  });

  it('counts a withdrawal of consent by how long it took since it was received, once', async () => {
    const { deliver, total } = open();
    const withdrawn = (id: number, at: string): BusEvent =>
      edgeEvent({ id, event: 'Consent Withdrawn', at, by: ['user_id:u1'] });
    const minute = withdrawn(1, '2026-11-20T09:59:00.000Z');
    await deliver(
      busMessage(minute),
      busMessage(withdrawn(2, '2026-11-19T09:59:59.999Z')),
      busMessage(viewed(3, 'user_id:u1')),
    );
    await deliver(busMessage(minute));
    expect(total('WithdrawalsApplied', { within: '1m' })).toBe(1);
    expect(total('WithdrawalsApplied', { within: 'longer' })).toBe(1);
    expect(total('WithdrawalsApplied')).toBe(2);
  });

  it('sets aside an event that was taken in longer ago than duplicates are known, unless it is a fact', async () => {
    const { deliver, profiles, quarantine } = open();
    const old = '2026-10-20T09:59:59.999Z';
    const event = edgeEvent({ id: 1, event: 'Product Viewed', at: old, by: ['user_id:u1'] });
    const fact = edgeEvent({ id: 2, event: 'Consent Withdrawn', at: old, by: ['user_id:u1'] });
    await deliver(busMessage(event), busMessage(fact));

    expect(quarantine.payloads()).toMatchObject([
      { messageId: '1', reason: 'too-late', source: 'shop', payload: event },
    ]);
    expect(profiles.eventCount()).toBe(1);
  });

  it('drops an event that names somebody erased, keeps nothing of it, and has whom it names beside looked after', async () => {
    const { deliver, profiles, quarantine, late, lines, total } = open();
    const erasure = { receipt: 'era_1', erasedAt: AT };
    await profiles.endStrand('user_id:u1', erasure);
    const answer = await deliver(busMessage(viewed(1, 'user_id:u1', 'anonymous_id:d1')));
    expect(answer).toEqual({ batchItemFailures: [] });
    expect([profiles.eventCount(), profiles.states()]).toEqual([0, []]);
    expect(quarantine.payloads()).toEqual([]);
    expect(late.messages().map(({ body }) => body)).toEqual([
      { receipt: 'era_1', strands: ['user_id:u1', 'anonymous_id:d1'] },
    ]);
    expect(total('EventsErased')).toBe(1);
    expect(lines.map(({ code }) => code)).toContain('profile.event-erased');
  });

  it('takes a redelivered event for a duplicate', async () => {
    const { deliver, profiles, total } = open();
    await deliver(busMessage(viewed(1, 'user_id:u1')));
    const before = profiles.bytes();
    await deliver(busMessage(viewed(1, 'user_id:u1')));
    expect(profiles.bytes()).toBe(before);
    expect(total('EventsDuplicate')).toBe(1);
  });

  it('counts merges', async () => {
    const { deliver, total } = open();
    await deliver(busMessage(viewed(1, 'email:e1')), busMessage(viewed(2, 'anonymous_id:d1')));
    await deliver(
      busMessage(edgeEvent({ id: 3, event: 'Customer Identified', at: AT, by: ['email:e1', 'anonymous_id:d1'] })),
    );
    expect(total('PersonsMerged')).toBe(1);
  });

  it.each([
    ['no JSON', '{not json', 'malformed'],
    ['no event of the bus', { hello: 'world' }, 'malformed'],
    ['a source that is no edge', busMessage({ ...viewed(1, 'user_id:u1'), source: 'tandem.resolved' }), 'malformed'],
    ['an event of nobody', busMessage(viewed(1)), 'no-identifier'],
  ])('sets aside %s and goes on with the rest', async (_case, body, reason) => {
    const { deliver, profiles, quarantine, total } = open();
    const answer = await deliver(body, busMessage(viewed(2, 'user_id:u1')));
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(profiles.eventCount()).toBe(1);
    expect(quarantine.payloads()).toMatchObject([{ reason }]);
    expect(total('EventsQuarantined', { reason })).toBe(1);
  });

  it('sets aside an event that would move more than one transaction holds', async () => {
    const { deliver, quarantine, total } = open({ closure: 1 });
    await deliver(busMessage(viewed(1, 'email:e1')), busMessage(viewed(2, 'anonymous_id:d1')));
    const identified = edgeEvent({ id: 3, event: 'Customer Identified', at: AT, by: ['email:e1', 'anonymous_id:d1'] });
    expect(await deliver(busMessage(identified))).toEqual({ batchItemFailures: [] });
    expect(quarantine.payloads()).toMatchObject([
      { source: 'shop', messageId: '3', reason: 'identity-limit', payload: identified },
    ]);
    expect(total('EventsQuarantined', { reason: 'identity-limit' })).toBe(1);
  });

  it('brings a record again when it could not be set aside', async () => {
    const { deliver, quarantine, lines } = open();
    quarantine.queue.setDown(true);
    const answer = await deliver('{not json', busMessage(viewed(2, 'user_id:u1')));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'sqs-0' }] });
    expect(lines.map(({ code }) => code)).toEqual(['batch.record-failed']);
  });

  it('brings an event again that others keep getting in the way of', async () => {
    const { create, quarantine, total } = open();
    const applyChange: ApplyChange = async () => 'conflict';
    const handle = create({ applyChange, quarantine: quarantine.quarantine });
    const answer = await handle(sqsEvent(sqsRecord(busMessage(viewed(1, 'user_id:u1')), { id: 'sqs-0' })));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'sqs-0' }] });
    expect(total('EventsContended')).toBe(1);
  });

  it('ends in the same bytes wherever a store fails', async () => {
    const calls = await failEveryCall(
      async () => {
        const { profiles, quarantine, create } = open();
        return {
          ports: { applyChange: profiles.applyChange, quarantine: quarantine.quarantine },
          handler: create,
          body: busMessage(viewed(1, 'user_id:u1', 'email:e1')),
          outcome: profiles.bytes,
        };
      },
      (outcome, undisturbed) => expect(outcome).toBe(undisturbed),
    );
    expect(calls).toBe(1);
  });

  it('logs nothing of an event but codes', async () => {
    const { deliver, lines, quarantine } = open();
    quarantine.queue.setDown(true);
    await deliver({ email: 'ann@example.com' });
    expect(JSON.stringify(lines.map(({ code, facts }) => ({ code, facts })))).not.toContain('ann');
  });
});
