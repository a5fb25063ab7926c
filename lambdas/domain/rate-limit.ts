import type { Sleep, WallClock } from './ports/clocks';
import type { TakeNumbers } from './ports/vendor-limits';

export interface RateLimitDeps {
  readonly takeNumbers: TakeNumbers;
  readonly now: WallClock;
  readonly sleep: Sleep;
}

/**
 * Resolves when one request may start, or at once with the seconds after which to ask again where that would be too far off.
 * `rate`: requests a second, over all functions together.
 */
export type AwaitTurn = (vendor: string, rate: number) => Promise<'go' | { readonly waitSeconds: number }>;

/** How far off a turn may be that a function, which is paid by time, waits for. */
const LONGEST_TURN_MS = 10_000;
/** After it a turn has come or is refused: who was late for one may wait for another. */
export const LONGEST_WAIT_MS = 2 * LONGEST_TURN_MS;
/** A turn that is late by more than this is lost: late ones in a heap would be more than the rate. */
const LATE_MS = 250;
/** Turns that went by unused longer ago than this are not taken up: they would come in a heap. */
const UNUSED_MS = 50;
/** A second's numbers are taken in at most about this many slices, so that its key never gets hot. */
const SLICES = 100;
/** The last second that turns are taken of has begun by then. Turns beyond are from before the clock went back. */
const FARTHEST_MS = LONGEST_TURN_MS + 1000;
const TRIES = 3;

interface Line {
  /** Instants (epoch milliseconds) at which a request may start, ascending. */
  turns: number[];
  /** Requests that have no turn yet. */
  asking: number;
  /** Seconds up to this one have no numbers left. */
  spent: number;
  /** Whether turns were found. */
  taking?: Promise<boolean> | undefined;
}

/**
 * A limit that holds across functions: number `n` of a second's `rate` numbers is a turn, due `n / rate` into that second, and
 * the control store hands out each number once. Whoever has a backlog takes numbers of the seconds ahead and waits for them.
 */
export const createRateLimit = ({ takeNumbers, now, sleep }: RateLimitDeps): AwaitTurn => {
  const lines = new Map<string, Line>();
  const time = (): number => now().getTime();

  /** Takes a slice of one second; no turns where it has none left that are still to come. */
  const takeFrom = async (vendor: string, rate: number, second: number, wanted: number): Promise<number[]> => {
    const dueOf = (n: number): number => second * 1000 + (n * 1000) / rate;
    for (let attempt = 0, count = wanted; attempt < TRIES; attempt += 1) {
      const first = Math.min(rate, Math.max(0, Math.ceil(((time() - second * 1000) * rate) / 1000)));
      const end = await takeNumbers(vendor, second, count, first);
      const numbers = Array.from({ length: count }, (_, index) => end - count + index);
      const turns = numbers
        .filter((n) => n < rate)
        .map(dueOf)
        .filter((due) => due > time() - UNUSED_MS);
      if (turns.length > 0 || end >= rate) return turns;
      // Nobody took numbers for a while: those gone by are skipped, or the pause would be made up for in a heap.
      count = Math.max(0, first - end) + wanted;
    }
    return [];
  };

  /** Takes turns of the first second ahead that has any; false where none is near enough. */
  const take = async (vendor: string, rate: number, line: Line): Promise<boolean> => {
    const last = Math.floor((time() + LONGEST_TURN_MS) / 1000);
    if (line.spent > last) line.spent = 0;
    const wanted = Math.min(rate, Math.max(line.asking, Math.ceil(rate / SLICES)));
    for (let second = Math.max(line.spent + 1, Math.floor(time() / 1000)); second <= last; second += 1) {
      const turns = await takeFrom(vendor, rate, second, wanted);
      line.turns.push(...turns);
      if (turns.length > 0) return true;
      line.spent = second;
    }
    return false;
  };

  const nextTurn = async (vendor: string, rate: number, line: Line): Promise<number | undefined> => {
    line.asking += 1;
    try {
      for (;;) {
        line.turns = line.turns.filter((due) => due > time() - LATE_MS && due < time() + FARTHEST_MS);
        const due = line.turns.shift();
        if (due !== undefined) return due;
        line.taking ??= take(vendor, rate, line).finally(() => {
          line.taking = undefined;
        });
        if (!(await line.taking)) return undefined;
      }
    } finally {
      line.asking -= 1;
    }
  };

  return async (vendor, rate) => {
    const line = lines.get(vendor) ?? { turns: [], asking: 0, spent: 0 };
    lines.set(vendor, line);
    const until = time() + LONGEST_TURN_MS;
    do {
      const due = await nextTurn(vendor, rate, line);
      if (due === undefined) break;
      if (due > time()) await sleep(due - time());
      if (time() - due <= LATE_MS) return 'go';
    } while (time() < until);
    return { waitSeconds: LONGEST_TURN_MS / 1000 };
  };
};
