import type { Decision } from '../../../contracts/decision';
import { nothingSent } from '../../../local/replay/send-calls';
import { latencies, sourceCallOf } from '../../../local/report/latency';

const T0 = Date.parse('2026-11-23T10:00:00Z');
const decision = (id: string, itemKey: string) =>
  [id, { decisionId: id, trigger: { kind: 'event', event: 'Store Entered', itemKey } }] as unknown as [
    string,
    Decision,
  ];

describe('latencies', () => {
  it('measures from the start of the request that carried the trigger', () => {
    const sent = nothingSent();
    sent.startedAt.set('mobile-app#entered-1', T0);
    const found = latencies({
      sent,
      askMs: [10, 20, 30],
      decisions: new Map([decision('dec_1', 'S#user_id:tok/EVT#mobile-app#entered-1')]),
      attempts: [{ messageId: 'msg_1', decisionId: 'dec_1', state: 'delivered' }],
      deliveries: [{ vendor: 'mailhub', messageId: 'msg_1', launch: 'l', channel: 'email', fields: [], at: T0 + 900 }],
      decideLog: [
        { message: 'decision.published', decisionId: 'dec_1', timestamp: new Date(T0 + 400).toISOString() },
        { message: 'decision.published', decisionId: 'dec_of_a_schedule', timestamp: new Date(T0).toISOString() },
      ],
    });
    expect(found.map(({ stage, count, p50Ms }) => ({ stage, count, p50Ms }))).toEqual([
      { stage: 'source to accepted (a batch)', count: 0, p50Ms: 0 },
      { stage: 'source to decision', count: 1, p50Ms: 400 },
      { stage: 'source to vendor', count: 1, p50Ms: 900 },
      { stage: 'channel asks, offer answered', count: 3, p50Ms: 20 },
    ]);
  });

  it('finds the source’s call in an item’s key, whatever its id holds', () => {
    expect(sourceCallOf('S#user_id:tok_x/EVT#web-shop#a#b')).toBe('web-shop#a#b');
  });
});
