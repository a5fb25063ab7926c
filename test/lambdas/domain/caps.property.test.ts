import * as fc from 'fast-check';
import type { Decision, Ledger, LedgerSend } from '../../../contracts/decision';
import { decide } from '../../../lambdas/domain/decide';
import { messageRequests } from '../../../lambdas/domain/emit';
import { sendsWithin } from '../../../lambdas/domain/ledger';
import { inputs, launch, policy } from '../../support/decision-fixtures';

const CAP = { messages: 2, perSeconds: 3600 };
const LAUNCH_SECONDS = 7200;
const LAUNCHES = ['coats', 'tea', 'soap'].map((id) =>
  launch(id, { limits: { messages: 1, perSeconds: LAUNCH_SECONDS } }),
);

/** Decisions and a ledger behind a version check, as the store has them. */
const createStore = () => {
  const decisions = new Map<string, Decision>();
  let stored: { version: number; ledger: Ledger } = { version: 0, ledger: { sends: [], exposures: {} } };
  return {
    decisions,
    read: () => stored,
    save: (decision: Decision, version: number, ledger?: Ledger): 'saved' | 'exists' | 'conflict' => {
      if (decisions.has(decision.decisionId)) return 'exists';
      if (ledger !== undefined && version !== stored.version) return 'conflict';
      decisions.set(decision.decisionId, decision);
      if (ledger !== undefined) stored = { version: version + 1, ledger };
      return 'saved';
    },
  };
};

/** One worker's handling of one delivery of a trigger: between a read and a save others may act. */
function* worker(store: ReturnType<typeof createStore>, decisionId: string, now: string): Generator<undefined, void> {
  for (;;) {
    const { version, ledger } = store.read();
    yield;
    const made = decide(inputs(LAUNCHES, { decisionId, now, ledger, policy: { ...policy, perPerson: CAP } }));
    if (store.save(made.decision, version, made.ledger) !== 'conflict') return;
    yield;
  }
}

/** Everything that goes to a vendor because of kept decisions, whatever the ledger says. */
const messagesOf = (decisions: Iterable<Decision>): readonly LedgerSend[] =>
  [...decisions].flatMap(messageRequests).map(({ messageId, launch: id, channel, requestedAt }) => ({
    id: messageId,
    launch: id,
    channel,
    at: requestedAt,
  }));

describe('caps under concurrency', () => {
  it('hold however deliveries, redeliveries and retries interleave', () => {
    const delivery = fc.record({ trigger: fc.integer({ min: 0, max: 5 }), minute: fc.integer({ min: 0, max: 180 }) });
    const deliveries = fc.array(delivery, { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(deliveries, fc.infiniteStream(fc.nat()), (delivered, turns) => {
        const store = createStore();
        const running = delivered.map(({ trigger, minute }) =>
          worker(store, `dec_${trigger}`, new Date(Date.UTC(2026, 10, 27, 12, minute)).toISOString()),
        );
        while (running.length > 0) {
          const turn = Number(turns.next().value) % running.length;
          if (running[turn]?.next().done === true) running.splice(turn, 1);
        }
        const messages = messagesOf(store.decisions.values());
        // Each message stands at the end of a window that must not hold more than the cap.
        for (const { at } of messages) {
          const until = { sends: messages.filter((message) => message.at <= at), exposures: {} };
          expect(sendsWithin(until, Date.parse(at), CAP.perSeconds)).toBeLessThanOrEqual(CAP.messages);
          for (const { launch: id } of LAUNCHES)
            expect(sendsWithin(until, Date.parse(at), LAUNCH_SECONDS, id)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
