import * as fc from 'fast-check';
import { sequenceOf, type TrailFact, type TrailRecord } from '../../../contracts/trail';
import { createAppendTrail } from '../../../lambdas/domain/append-trail';
import { genesisOf, recordsAfter } from '../../../lambdas/domain/trail-chain';
import { failAt, PortFailure } from '../../support/failing-port';
import { createMemoryChain } from '../../support/memory-trail';

const STAGE = 'prod';
const fact = (id: string): TrailFact => ({
  id,
  kind: 'launch.paused',
  at: '2026-11-27T12:00:00.000Z',
  by: 'ada',
  about: 'coats',
  details: { state: 'paused' },
});
const facts = (ids: readonly string[]): readonly TrailFact[] => ids.map(fact);
type Chain = ReturnType<typeof createMemoryChain>;

/** Everything that is stored, read as a stranger would: in the order of names, each batch where the last one ended. */
const walked = ({ objects }: Chain): readonly TrailRecord[] => {
  let head = genesisOf(STAGE);
  return [...objects.keys()].sort().flatMap((key) => {
    expect(sequenceOf(key)).toBe(head.sequence + 1);
    const records = recordsAfter(head, objects.get(key) ?? '');
    head = records.at(-1) ?? head;
    return records;
  });
};
const idsOf = (chain: Chain): readonly string[] => walked(chain).map(({ id }) => id);

const clocked = (chain: Chain) => {
  let now = Date.parse('2026-11-27T12:00:00.000Z');
  return {
    ...chain.ports,
    wallClock: () => {
      now += 1;
      return new Date(now);
    },
  };
};

/** Lets a port's call wait for as many turns as the list says: concurrent writers come in between in every order. */
const interleaved = (ports: Chain['ports'], turns: readonly number[]) => {
  let call = 0;
  const slow =
    <Args extends readonly unknown[], Result>(port: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      const wait = turns[call % Math.max(1, turns.length)] ?? 0;
      call += 1;
      for (let turn = 0; turn < wait; turn += 1) await Promise.resolve();
      const result = await port(...args);
      for (let turn = 0; turn < wait; turn += 1) await Promise.resolve();
      return result;
    };
  return {
    readTrailHead: slow(ports.readTrailHead),
    settledFacts: slow(ports.settledFacts),
    putBatch: slow(ports.putBatch),
    readBatch: slow(ports.readBatch),
    settleBatch: slow(ports.settleBatch),
  };
};

/** Fails at the nth call of a port, then is delivered again until it is done, as a queue does. */
const appendWithCrash = async (chain: Chain, ids: readonly string[], nth: number, when: 'before' | 'after') => {
  const { wallClock, ...ports } = clocked(chain);
  const failing = failAt(ports, nth, when);
  const append = createAppendTrail({ ...failing.ports, wallClock }, STAGE);
  try {
    await append(facts(ids));
  } catch (error) {
    if (!(error instanceof PortFailure)) throw error;
    // What is redelivered may come in another order and company.
    await append(facts([...ids].reverse()));
  }
};

const idList = fc.uniqueArray(fc.integer({ min: 0, max: 30 }).map(String), { minLength: 1, maxLength: 8 });
const delivery = fc.record({
  ids: idList,
  nth: fc.integer({ min: 0, max: 12 }),
  when: fc.constantFrom('before' as const, 'after' as const),
});

describe('the audit trail', () => {
  it('holds every fact once, in one chain, whichever write fails and whatever is delivered again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(delivery, { minLength: 1, maxLength: 8 }), async (deliveries) => {
        const chain = createMemoryChain();
        for (const { ids, nth, when } of deliveries) await appendWithCrash(chain, ids, nth, when);
        const told = new Set(deliveries.flatMap(({ ids }) => ids));
        expect([...idsOf(chain)].sort()).toEqual([...told].sort());
        const last = walked(chain).at(-1);
        expect(chain.head()).toEqual({ sequence: last?.sequence, hash: last?.hash });
      }),
      { numRuns: 300 },
    );
  });

  it('holds every fact once, in one chain, whoever appends at the same time and in whatever order their calls come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(idList, { minLength: 2, maxLength: 4 }),
        fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 40 }),
        async (writers, turns) => {
          const chain = createMemoryChain();
          const { wallClock } = clocked(chain);
          const ports = { ...interleaved(chain.ports, turns), wallClock };
          await Promise.all(writers.map((ids) => createAppendTrail(ports, STAGE)(facts(ids))));
          expect([...idsOf(chain)].sort()).toEqual([...new Set(writers.flat())].sort());
        },
      ),
      { numRuns: 300 },
    );
  });

  it('finds its end again where somebody deleted the head, and neither forks nor doubles', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(idList, { minLength: 1, maxLength: 6 }), async (batches) => {
        const chain = createMemoryChain();
        const append = createAppendTrail(clocked(chain), STAGE);
        for (const ids of batches) await append(facts(ids));
        chain.forgetHead();
        await append([fact('after')]);
        expect([...idsOf(chain)].sort()).toEqual([...new Set(batches.flat()), 'after'].sort());
        expect(idsOf(chain).at(-1)).toBe('after');
      }),
      { numRuns: 100 },
    );
  });
});
