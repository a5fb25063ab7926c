import type { StrandId } from '../../contracts/profile';
import { jsonObject, MalformedMessageError } from './bus-message';
import { ErasureUnknownError } from './erasure-errors';
import type { ErasurePorts, ErasureSettings } from './erasure-step';
import { endingStrands, forgetVault } from './erasure-vault';
import type { LoadErasure } from './ports/rights';

/** Strands that a late event named beside an erased one; to be looked after under that erasure's receipt. */
export interface LateStrands {
  readonly receipt: string;
  readonly strands: readonly StrandId[];
}

const WHAT = 'a message about late strands';
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** The message in the queue of late strands. */
export const lateStrandsOf = (body: string): LateStrands => {
  const { receipt, strands } = jsonObject(body, WHAT);
  if (!isText(receipt) || !Array.isArray(strands) || !strands.every(isText)) throw new MalformedMessageError(WHAT);
  return { receipt, strands };
};

export interface LateStrandsPorts
  extends Pick<
    ErasurePorts,
    | 'valuesOf'
    | 'hashValue'
    | 'readPointers'
    | 'endStrand'
    | 'suppress'
    | 'forgetOwned'
    | 'forgetPayloads'
    | 'forgetValues'
  > {
  readonly loadErasure: LoadErasure;
}

/**
 * Looks after strands that a late event named beside an erased one: what nobody is known by goes with them; gives how many went.
 * Strands of an erasure, this or another, keep their values until its vendors were told. May fail at any point and be done again.
 */
export const createEraseLateStrands =
  (ports: LateStrandsPorts, settings: Pick<ErasureSettings, 'kindOf'>) =>
  async ({ receipt, strands }: LateStrands): Promise<number> => {
    const state = (await ports.loadErasure(receipt))?.state;
    if (state === undefined) throw new ErasureUnknownError(receipt);
    const own = new Set(state.work?.strands.map(({ strand }) => strand));
    const pointers = await ports.readPointers(strands);
    const isNobodys = (strand: StrandId): boolean => {
      const pointer = pointers.get(strand);
      return pointer === undefined || (pointer.kind === 'erased' && pointer.receipt === receipt && !own.has(strand));
    };
    const nobodys = strands.filter(isNobodys);
    const ending = await endingStrands(
      ports,
      settings,
      nobodys.map((strand) => [strand, true] as const),
    );
    let ended = 0;
    for (const one of ending) {
      if ((await ports.endStrand(one.strand, state)) === 'conflict') continue;
      if (one.hash !== undefined) await ports.suppress(one.hash, one.token, state);
      await forgetVault(ports, [one]);
      ended += 1;
    }
    return ended;
  };
export type EraseLateStrands = ReturnType<typeof createEraseLateStrands>;
