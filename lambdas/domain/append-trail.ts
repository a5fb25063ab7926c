import { type TrailFact, trailKey } from '../../contracts/trail';
import { ContendedError } from './contended';
import type { WallClock } from './ports/clocks';
import type { PutBatch, ReadBatch, ReadTrailHead, SettleBatch, SettledFacts } from './ports/trail';
import { batchText, chained, genesisOf, recordsAfter } from './trail-chain';

export interface AppendTrailPorts {
  readonly readTrailHead: ReadTrailHead;
  readonly settledFacts: SettledFacts;
  readonly putBatch: PutBatch;
  readonly readBatch: ReadBatch;
  readonly settleBatch: SettleBatch;
  readonly wallClock: WallClock;
}

/** Appends facts to the chain; gives how many of them were new. Resolves once all of them are settled. */
export type AppendTrail = (facts: readonly TrailFact[]) => Promise<number>;

/** Batches that one call takes over from others: as many as it takes to find a lost head again come back in later calls. */
const ROUNDS = 50;

/**
 * The one way into the chain. A batch's object is the record, the head and the marks only say how far it is settled: a batch
 * that is stored and not settled, because its writer died, is settled by whoever comes next, before anything else. Where it
 * goes is decided by the head alone and nothing is written over, so of two writers one finds the place taken.
 */
export const createAppendTrail = (ports: AppendTrailPorts, stage: string): AppendTrail => {
  return async (facts) => {
    const wanted = [...new Map(facts.map((fact) => [fact.id, fact])).values()];
    let added = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      // The head first: what is settled up to it has its marks by then.
      const head = (await ports.readTrailHead()) ?? genesisOf(stage);
      const settled = await ports.settledFacts(wanted.map(({ id }) => id));
      const fresh = wanted.filter(({ id }) => !settled.has(id));
      if (fresh.length === 0) return added;
      const key = trailKey(head.sequence + 1);
      const records = chained(head, fresh, ports.wallClock().toISOString());
      const put = await ports.putBatch(key, batchText(records));
      if (put === 'busy') continue;
      const stored = put === 'stored' ? records : recordsAfter(head, await ports.readBatch(key));
      const outcome = await ports.settleBatch(head, stored);
      if (put === 'stored' && outcome === 'settled') added += records.length;
    }
    throw new ContendedError('trail.contended');
  };
};
