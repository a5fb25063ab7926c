/** What was seen of one person: how often, by name. Left out is what was not. */
export type Seen = Readonly<Record<string, number>>;

/** Of one name: people of whom it was seen, how often in all, and the sum of the squares of how often of each. */
export type Sums = readonly [people: number, total: number, squares: number];

/** What was seen of many people; of whom what was seen cannot be told from it. */
export type Tally = Readonly<Record<string, Sums>>;

const NONE: Sums = [0, 0, 0];

/** The sums under a name. */
export const sumsOf = (tally: Tally, name: string): Sums => (Object.hasOwn(tally, name) ? tally[name] : NONE) ?? NONE;

/** Collects people, in any order: the same people give the same tally. Counts are whole numbers, so no rounding shows. */
export const createTally = (before: Tally = {}) => {
  const sums = new Map<string, Sums>(Object.entries(before));
  return {
    add: (seen: Seen): void => {
      for (const [name, often] of Object.entries(seen)) {
        if (often === 0) continue;
        const [people, total, squares] = sums.get(name) ?? NONE;
        sums.set(name, [people + 1, total + often, squares + often * often]);
      }
    },
    tally: (): Tally => Object.fromEntries(sums),
  };
};

/** Counts what is seen of one person. */
export const createSeen = () => {
  const counts = new Map<string, number>();
  return {
    see: (name: string, often = 1): void => {
      counts.set(name, (counts.get(name) ?? 0) + often);
    },
    seen: (): Seen => Object.fromEntries(counts),
  };
};
