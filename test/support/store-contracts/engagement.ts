import type { Decision, DecisionInputs } from '../../../contracts/decision';
import type { Attempt, ClaimAttempt, LoadAttempt, SaveAttempt } from '../../../lambdas/domain/ports/attempts';
import type { CountOnce, ReadCounters } from '../../../lambdas/domain/ports/counters';
import type { LoadDecision, LoadLedgers, SaveDecision, SaveLedger } from '../../../lambdas/domain/ports/decisions';
import { decisionOf, inputs, launch } from '../decision-fixtures';
import { fresh, opened } from './opened';

export interface EngagementPorts {
  readonly loadLedgers: LoadLedgers;
  readonly saveLedger: SaveLedger;
  readonly saveDecision: SaveDecision;
  readonly loadDecision: LoadDecision;
  readonly loadAttempt: LoadAttempt;
  readonly saveAttempt: SaveAttempt;
  readonly claimAttempt: ClaimAttempt;
  readonly countOnce: CountOnce;
  readonly readCounters: ReadCounters;
}

const decided = (decisionId: string): { readonly made: Decision; readonly from: DecisionInputs } => ({
  made: decisionOf({ decisionId }),
  from: inputs([launch('autumn-coats')], { decisionId }),
});

const attemptOf = (messageId: string, over: Partial<Attempt> = {}): Attempt => ({
  messageId,
  state: 'claimed',
  attempts: 1,
  vendor: 'mailhub',
  launch: 'autumn-coats',
  decisionId: 'dec_1',
  status: 0,
  durationMs: 0,
  keyId: '1',
  approval: 'SEC-412',
  at: '2026-11-27T12:00:00.000Z',
  ...over,
});

export const describeEngagement = (name: string, open: () => Promise<EngagementPorts>): void =>
  describe(`engagement (${name})`, () => {
    const ports = opened(open);
    const ledger = {
      sends: [{ launch: 'autumn-coats', channel: 'email', at: '2026-11-20T10:00:00.000Z', id: 'msg_1' }],
      exposures: {},
    };

    it('saves a ledger only at the version it was read at', async () => {
      const strand = fresh('user_id:tok');
      expect(await ports().loadLedgers([strand])).toEqual([]);
      expect(await ports().saveLedger({ strand, version: 0, ledger })).toBe('saved');
      expect(await ports().saveLedger({ strand, version: 0, ledger })).toBe('conflict');
      expect(await ports().loadLedgers([strand, 'user_id:nobody'])).toEqual([{ strand, version: 1, ledger }]);
    });

    it('keeps a decision once and gives the first one back to the second', async () => {
      const { made, from } = decided(fresh('dec'));
      expect(await ports().loadDecision(made.decisionId)).toBeUndefined();
      expect(await ports().saveDecision(made, from)).toEqual({ outcome: 'saved' });
      const later = { ...made, at: '2026-11-28T00:00:00.000Z' };
      expect(await ports().saveDecision(later, from)).toEqual({ outcome: 'exists', decision: made });
      expect(await ports().loadDecision(made.decisionId)).toEqual(made);
    });

    it('keeps decision and cap together or neither', async () => {
      const strand = fresh('user_id:tok');
      const [one, two] = [decided(fresh('dec')), decided(fresh('dec'))];
      const reserved = { strand, version: 0, ledger };
      expect(await ports().saveDecision(one.made, one.from, reserved)).toEqual({ outcome: 'saved' });
      expect(await ports().saveDecision(two.made, two.from, reserved)).toEqual({ outcome: 'conflict' });
      expect(await ports().loadDecision(two.made.decisionId)).toBeUndefined();
      const again = await ports().saveDecision(one.made, one.from, reserved);
      expect(again).toEqual({ outcome: 'exists', decision: one.made });
      expect((await ports().loadLedgers([strand]))[0]?.version).toBe(1);
    });

    it('lets one of two copies claim a message', async () => {
      const messageId = fresh('msg');
      const claims = await Promise.all(
        Array.from({ length: 4 }, () => ports().claimAttempt(attemptOf(messageId), undefined)),
      );
      expect(claims.filter((claim) => claim === 'claimed')).toHaveLength(1);
      const stored = await ports().loadAttempt(messageId);
      expect(stored).toEqual(attemptOf(messageId));
      const next = attemptOf(messageId, { attempts: 2, at: '2026-11-27T12:05:00.000Z' });
      expect(await ports().claimAttempt(next, stored)).toBe('claimed');
      expect(await ports().claimAttempt(next, stored)).toBe('taken');
    });

    it('writes an attempt’s result over its claim', async () => {
      const messageId = fresh('msg');
      await ports().saveAttempt(attemptOf(messageId));
      await ports().saveAttempt(attemptOf(messageId, { state: 'delivered', status: 202 }));
      expect(await ports().loadAttempt(messageId)).toEqual(attemptOf(messageId, { state: 'delivered', status: 202 }));
      expect(await ports().loadAttempt(fresh('msg'))).toBeUndefined();
    });

    it('counts each event once, whatever the order', async () => {
      const [id, launchId] = [fresh('event'), fresh('launch')];
      expect(await ports().countOnce(id, launchId, { 'delivered.email': 1, exposed: 1 })).toBe('counted');
      expect(await ports().countOnce(id, launchId, { 'delivered.email': 1, exposed: 1 })).toBe('duplicate');
      const more = Array.from({ length: 12 }, (_, index) =>
        ports().countOnce(`${id}-${index}`, launchId, { 'delivered.email': 1 }),
      );
      expect(new Set(await Promise.all(more))).toEqual(new Set(['counted']));
      expect(await ports().readCounters(launchId)).toEqual({ 'delivered.email': 13, exposed: 1 });
      expect(await ports().readCounters(fresh('launch'))).toEqual({});
    });

    it('counts parts of a launch with the rest or not at all, and apart from it', async () => {
      const [id, launchId] = [fresh('event'), fresh('launch')];
      const parts = { 'offer.ten-off': { 'reached.email': 1 }, times: { 'treated.1d': 2 } };
      expect(await ports().countOnce(id, launchId, { exposed: 1 }, parts)).toBe('counted');
      expect(await ports().countOnce(id, launchId, { exposed: 1 }, parts)).toBe('duplicate');
      expect(await ports().readCounters(launchId)).toEqual({ exposed: 1 });
    });
  });
