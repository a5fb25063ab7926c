import type { Decision, DecisionInputs } from '../../../contracts/decision';
import type { Attempt, ClaimAttempt, LoadAttempt, SaveAttempt } from '../../../lambdas/domain/ports/attempts';
import type { CountOnce, ReadCounters, ReadUsed, ReserveSending } from '../../../lambdas/domain/ports/counters';
import type { LoadDecision, LoadLedgers, SaveDecision, SaveLedger } from '../../../lambdas/domain/ports/decisions';
import type { ListFree, LoadCode } from '../../../lambdas/domain/ports/pools';
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
  readonly readUsed: ReadUsed;
  readonly reserveSending: ReserveSending;
  readonly listFree: ListFree;
  readonly loadCode: LoadCode;
  /** What `codes add` writes. */
  readonly addCodes: (launch: string, pool: string, codes: readonly string[]) => Promise<void>;
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

    it('sets a budget aside up to its limit and no further, however many ask', async () => {
      const launchId = fresh('launch');
      const sum = { limit: 1000, wanted: 300, least: 100 };
      const granted = await Promise.all(Array.from({ length: 6 }, () => ports().reserveSending(launchId, sum)));
      expect(granted.reduce((total, one) => total + one, 0)).toBe(1000);
      expect(granted.every((one) => one % 100 === 0)).toBe(true);
      expect(await ports().reserveSending(launchId, sum)).toBe(0);
      expect(await ports().reserveSending(launchId, { ...sum, limit: 1250 })).toBe(200);
      expect((await ports().readUsed(launchId)).setAside).toBe(1200);
      expect(await ports().reserveSending(fresh('launch'), { limit: 90, wanted: 100, least: 100 })).toBe(0);
    });

    it('gives a code with one decision, together with its ledger or not at all', async () => {
      const [launchId, one, two] = [fresh('launch'), fresh('user_id:tok'), fresh('user_id:tok')];
      await ports().addCodes(launchId, 'tens', [`WOOL-1-${launchId}`, `WOOL-2-${launchId}`]);
      const [first] = await ports().listFree(launchId, 'tens', 1);
      if (first === undefined) throw new Error('There are two.');
      const owner = { launch: launchId, pool: 'tens', id: first.id };
      const ledgerOf = (strand: string) => ({ strand, version: 0, ledger });
      const [a, b] = [decided(fresh('dec')), decided(fresh('dec'))];
      expect(await ports().saveDecision(a.made, a.from, ledgerOf(one), [owner])).toEqual({ outcome: 'saved' });
      expect(await ports().saveDecision(b.made, b.from, ledgerOf(two), [owner])).toEqual({ outcome: 'conflict' });
      expect(await ports().loadLedgers([two])).toEqual([]);
      const again = await ports().saveDecision(a.made, a.from, ledgerOf(one), [owner]);
      expect(again).toEqual({ outcome: 'exists', decision: a.made });
    });

    it('lists codes until all are given, and knows them afterwards', async () => {
      const launchId = fresh('launch');
      const codes = Array.from({ length: 9 }, (_, index) => `WOOL-${index}-${launchId}`);
      await ports().addCodes(launchId, 'tens', codes);
      const given: (string | undefined)[] = [];
      for (;;) {
        const [next] = await ports().listFree(launchId, 'tens', 4);
        if (next === undefined) break;
        const owner = { launch: launchId, pool: 'tens', id: next.id };
        const { made, from } = decided(fresh('dec'));
        await ports().saveDecision(made, from, { strand: fresh('user_id:tok'), version: 0, ledger }, [owner]);
        expect(await ports().loadCode(owner)).toBe(next.code);
        given.push(next.code);
      }
      expect([...given].sort()).toEqual(codes);
      expect(await ports().loadCode({ launch: launchId, pool: 'tens', id: 'none' })).toBeUndefined();
    });
  });
