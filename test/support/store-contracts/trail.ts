import { type TrailFact, type TrailRecord, trailKey } from '../../../contracts/trail';
import { createAppendTrail } from '../../../lambdas/domain/append-trail';
import type { TellTrail } from '../../../lambdas/domain/ports/trail';
import { batchText, chained, genesisOf } from '../../../lambdas/domain/trail-chain';
import type { createTrailHead } from '../../../lambdas/stores/trail-head.dynamodb';
import type { createTrailObjects } from '../../../lambdas/stores/trail-objects.s3';
import { verifyTrail } from '../../../lib/evidence/trail/verify-trail';

export interface OpenTrail {
  readonly ports: ReturnType<typeof createTrailHead> & ReturnType<typeof createTrailObjects>;
  readonly tellTrail: TellTrail;
  /** What was told, in any order. */
  told(): Promise<readonly TrailFact[]>;
}

const STAGE = 'prod';
const AT = '2026-11-27T12:00:00.000Z';
const GENESIS = genesisOf(STAGE);
const fact = (id: string): TrailFact => ({
  id,
  kind: 'launch.paused',
  at: AT,
  by: 'ada',
  about: 'coats',
  details: { reason: 'zu spät 😀', approvedBy: ['bo', 'cy'] },
});
const facts = (count: number, start = 'f'): readonly TrailFact[] =>
  Array.from({ length: count }, (_, index) => fact(`${start}${index}`));
const idsOf = (of: readonly TrailFact[]): readonly string[] => of.map(({ id }) => id);

/** Every chain begins at the same key, so each test opens one of its own. */
export const describeTrail = (name: string, open: () => Promise<OpenTrail>): void =>
  describe(`the audit trail's stores (${name})`, () => {
    it('have no head before the first record, and move it together with the marks of a whole batch', async () => {
      const { ports } = await open();
      expect(await ports.readTrailHead()).toBeUndefined();
      const records = chained(GENESIS, facts(50), AT);
      const last = records.at(-1) as TrailRecord;
      expect(await ports.settleBatch(GENESIS, records)).toBe('settled');
      expect(await ports.readTrailHead()).toEqual({ sequence: 50, hash: last.hash });
      expect(await ports.settledFacts([...idsOf(records), 'unknown'])).toEqual(new Set(idsOf(records)));
    });

    it('move the head for one of two writers, and mark nothing for the other', async () => {
      const { ports } = await open();
      const [one, other] = [chained(GENESIS, facts(2, 'a'), AT), chained(GENESIS, facts(3, 'b'), AT)];
      const ends = await Promise.all([ports.settleBatch(GENESIS, one), ports.settleBatch(GENESIS, other)]);
      expect([...ends].sort()).toEqual(['conflict', 'settled']);
      const [won, lost] = ends[0] === 'settled' ? [one, other] : [other, one];
      expect((await ports.readTrailHead())?.hash).toBe(won.at(-1)?.hash);
      expect(await ports.settledFacts(idsOf([...one, ...other]))).toEqual(new Set(idsOf(won)));
      // A head of the right number and another hash is another chain.
      const forged = { sequence: won.length, hash: GENESIS.hash };
      expect(await ports.settleBatch(forged, chained(forged, lost, AT))).toBe('conflict');
    });

    it('store a batch once, and give back what was stored first', async () => {
      const { ports } = await open();
      const [first, second] = [batchText(chained(GENESIS, facts(2), AT)), batchText(chained(GENESIS, facts(1), AT))];
      expect(await ports.putBatch(trailKey(1), first)).toBe('stored');
      expect(await ports.putBatch(trailKey(1), second)).toBe('taken');
      expect(await ports.readBatch(trailKey(1))).toBe(first);
    });

    it('take a fact once, however often it is told', async () => {
      const { tellTrail, told } = await open();
      await tellTrail(facts(20));
      await tellTrail([fact('f3'), fact('more')]);
      const known = await told();
      expect(idsOf(known).toSorted()).toEqual([...idsOf(facts(20)), 'more'].sort());
      expect(known.find(({ id }) => id === 'f3')).toEqual(fact('f3'));
    });

    it('make one chain of what several writers append at once, with each fact in it once', async () => {
      const { ports } = await open();
      const append = createAppendTrail({ ...ports, wallClock: () => new Date(AT) }, STAGE);
      const batches = [facts(3, 'a'), [...facts(2, 'a'), fact('b0')], facts(4, 'c'), facts(4, 'c')];
      await Promise.all(batches.map((batch) => append(batch)));
      const settled = await ports.readTrailHead();
      const stored = [];
      for (let next = 1; next <= (settled?.sequence ?? 0); ) {
        const text = await ports.readBatch(trailKey(next));
        stored.push({ key: trailKey(next), text });
        next += text.trimEnd().split('\n').length;
      }
      const { records, broken } = verifyTrail(stored, { stage: STAGE, anchors: [], settled });
      expect(broken).toBeUndefined();
      expect(idsOf(records).toSorted()).toEqual(['a0', 'a1', 'a2', 'b0', 'c0', 'c1', 'c2', 'c3']);
    });
  });
