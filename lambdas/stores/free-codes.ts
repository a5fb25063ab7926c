import type { NextCode } from '../../contracts/decision';
import type { WallClock } from '../domain/ports/clocks';
import type { FreeCodes, ListFree } from '../domain/ports/pools';

/** Codes read at once: one read for so many decisions. */
const HAND = 32;
/** Codes that were added to an empty pool are found within this time. */
const EMPTY_MS = 10_000;
/** Pools held at once; what is in them is only read, so that dropping it loses nothing. */
const POOLS = 1000;

interface Held {
  codes: NextCode[];
  /** Until when the pool is taken for empty; epoch milliseconds. */
  emptyUntil: number;
  reading?: Promise<void> | undefined;
}

/**
 * Codes of pools as one instance holds them. To hold a code is no claim: two instances may hold the same one, and of their
 * decisions one is saved. Nothing is lost with an instance.
 */
export const createFreeCodes = (listFree: ListFree, now: WallClock): FreeCodes => {
  const pools = new Map<string, Held>();
  const heldOf = (launch: string, pool: string): Held => {
    const key = `${launch}/${pool}`;
    const known = pools.get(key);
    if (known !== undefined) return known;
    const oldest = pools.size >= POOLS ? pools.keys().next() : undefined;
    if (oldest?.done === false) pools.delete(oldest.value);
    const held: Held = { codes: [], emptyUntil: 0 };
    pools.set(key, held);
    return held;
  };

  const refill = async (held: Held, launch: string, pool: string): Promise<void> => {
    const found = await listFree(launch, pool, HAND);
    held.codes = [...found];
    if (found.length === 0) held.emptyUntil = now().getTime() + EMPTY_MS;
  };

  const takeOne = async (launch: string, pool: string): Promise<NextCode | undefined> => {
    const held = heldOf(launch, pool);
    while (held.codes.length === 0 && now().getTime() >= held.emptyUntil) {
      held.reading ??= refill(held, launch, pool).finally(() => {
        held.reading = undefined;
      });
      await held.reading;
    }
    return held.codes.pop();
  };

  return {
    take: async (launch, names) => {
      const taken = await Promise.all(names.map(async (pool) => [pool, await takeOne(launch, pool)] as const));
      return Object.fromEntries(taken.flatMap(([pool, code]) => (code === undefined ? [] : [[pool, code]])));
    },
    putBack: (launch, codes) => {
      for (const [pool, code] of Object.entries(codes)) heldOf(launch, pool).codes.push(code);
    },
    forget: (launch, names) => {
      for (const pool of names) heldOf(launch, pool).codes = [];
    },
  };
};
