import type { NextCode } from '../../../contracts/decision';
import type { CodeOwner } from '../../../contracts/pool-codes';

/** Up to `wanted` codes of a pool that nobody has, at random; none where all are given. Strongly consistent. */
export type ListFree = (launch: string, pool: string, wanted: number) => Promise<readonly NextCode[]>;

/** A code of a pool by its id, given or free; undefined where there is none. */
export type LoadCode = (owner: CodeOwner) => Promise<string | undefined>;

/** Codes that one instance may give. What it takes here is nobody's until a decision that gives it is saved. */
export interface FreeCodes {
  /** A code of each of the pools that has any; no other decision of this instance is handed the same one meanwhile. */
  readonly take: (launch: string, pools: readonly string[]) => Promise<Readonly<Record<string, NextCode>>>;
  /** Gives back what no decision has given. */
  readonly putBack: (launch: string, codes: Readonly<Record<string, NextCode>>) => void;
  /** Reads pools anew the next time: somebody else has given a code that was taken here. */
  readonly forget: (launch: string, pools: readonly string[]) => void;
}
