import { createFindSource } from '../../../lambdas/domain/write-key';
import { sources } from '../../support/edge-world';
import { failAt } from '../../support/failing-port';
import { answerBody, httpCall } from '../../support/http-call';
import {
  createIngestWorld,
  type IngestWorld,
  MASTER,
  NOW,
  type Problem,
  shop,
  type Taken,
  viewed,
} from '../../support/ingest-world';

describe('ingest-events, when something is down,', () => {
  const down = () => Promise.reject(Object.assign(new Error('ann@shop.example'), { code: 'store.throttled' }));
  const expectUnavailable = (answer: Awaited<ReturnType<IngestWorld['post']>>, code: string): void => {
    expect(answer.statusCode).toBe(503);
    expect(answer.headers?.['retry-after']).toBe('5');
    expect(answerBody<Problem>(answer).code).toBe(code);
  };

  it('names the events that the bus did not take, and has the source send again', async () => {
    const { bus, post, total } = createIngestWorld();
    bus.refuse(({ detail }) => detail.messageId === 'b');
    const batch = [
      viewed({ messageId: 'a' }),
      viewed({ messageId: 'b' }),
      viewed({ messageId: 'c', event: 'Unknown' }),
    ];
    const answer = await post('/v1/batch', { batch });
    expectUnavailable(answer, 'bus-unavailable');
    expect(answerBody<Problem & Taken>(answer)).toMatchObject({
      accepted: 1,
      rejected: [
        { index: 1, messageId: 'b', code: 'bus-unavailable' },
        { index: 2, messageId: 'c', code: 'unknown-event' },
      ],
    });
    expect(bus.published().map(({ detail }) => detail.messageId)).toEqual(['a']);
    expect(total('EventsUnpublished')).toBe(1);
    expect(total('EventsAccepted')).toBe(1);
  });

  it('takes the whole request when it is sent again', async () => {
    const { bus, post } = createIngestWorld();
    const batch = [viewed({ messageId: 'a' }), viewed({ messageId: 'b' })];
    bus.refuse(({ detail }) => detail.messageId === 'b');
    await post('/v1/batch', { batch });
    bus.refuse(() => false);
    expect(answerBody<Taken>(await post('/v1/batch', { batch })).accepted).toBe(2);
    expect(new Set(bus.published().map(({ detail }) => detail.messageId))).toEqual(new Set(['a', 'b']));
  });

  it('lets good events through and has the bad ones sent again while the quarantine is down', async () => {
    const { bus, quarantine, post, lines } = createIngestWorld();
    quarantine.queue.setDown(true);
    const batch = [viewed({ messageId: 'good' }), viewed({ messageId: 'bad', event: 'Unknown' })];
    expectUnavailable(await post('/v1/batch', { batch }), 'store-unavailable');
    expect(bus.published().map(({ detail }) => detail.messageId)).toEqual(['good']);
    expect(lines.map(({ code }) => code)).toEqual(['ingest.failed']);
  });

  it.each([
    ['the vault', { tokensFor: down }],
    ['the bus’s client', { publishEvents: down }],
    ['the secrets', { findSource: down }],
    ['the control store', { clock: down }],
  ])('takes nothing for kept while %s is', async (_case, over) => {
    const { post, total } = createIngestWorld(over);
    expectUnavailable(await post('/v1/track', viewed()), 'store-unavailable');
    expect(total('EventsAccepted')).toBe(0);
  });

  it('answers a client that was cut off with the same events, under the same ids', async () => {
    const { bus, post } = createIngestWorld();
    const { messageId: _id, ...nameless } = viewed();
    await post('/v1/track', nameless);
    await post('/v1/track', nameless);
    const [first, second] = bus.published();
    expect(first?.detail.messageId).toMatch(/^auto-/);
    expect(second?.detail.messageId).toBe(first?.detail.messageId);
  });

  it('ends with the same events, whichever call fails, when the source sends again', async () => {
    const batch = [
      viewed({ messageId: 'a' }),
      viewed({ messageId: 'b', event: 'Unknown' }),
      { type: 'identify', messageId: 'c', userId: 'u1', traits: { email: 'ann@shop.example' } },
    ];
    const sendUntilTaken = async (nth: number, when: 'before' | 'after') => {
      const { bus, vault, quarantine, create } = createIngestWorld();
      const ports = {
        findSource: async (key: string) => createFindSource(MASTER, sources)(key),
        clock: async () => NOW,
        tokensFor: vault.tokensFor,
        quarantine: quarantine.quarantine,
        publishEvents: bus.publishEvents,
      };
      const failing = failAt(ports, nth, when);
      const handle = create(failing.ports);
      let requests = 0;
      for (let status = 0; status !== 202; requests += 1) {
        status = (await handle(httpCall({ path: '/v1/batch', headers: shop, body: { batch } }))).statusCode ?? 0;
      }
      const outcome = {
        events: [...new Map(bus.published().map((event) => [event.detail.messageId, event])).values()],
        quarantined: [...new Set(quarantine.payloads().map(({ messageId }) => messageId))],
        values: vault.size(),
      };
      return { outcome, requests, calls: failing.calls() };
    };
    const undisturbed = await sendUntilTaken(0, 'before');
    expect(undisturbed.requests).toBe(1);
    for (const when of ['before', 'after'] as const) {
      for (let nth = 1; nth <= undisturbed.calls; nth += 1) {
        const disturbed = await sendUntilTaken(nth, when);
        expect(disturbed.requests).toBe(2);
        expect(disturbed.outcome).toEqual(undisturbed.outcome);
      }
    }
  });
});
