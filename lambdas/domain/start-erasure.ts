import { type ErasureState, newErasure, receiptIdOf } from './erasure-state';
import type { Clock, WallClock } from './ports/clocks';
import type { SendMessages } from './ports/queues';
import type { HashValue, LoadErasure, ReadIndexed, ReadPointers, SaveErasure } from './ports/rights';
import type { PersonalValue } from './ports/vault';
import { strandOf } from './strand';

export interface StartErasurePorts {
  readonly hashValue: HashValue;
  readonly readIndexed: ReadIndexed;
  readonly readPointers: ReadPointers;
  readonly loadErasure: LoadErasure;
  readonly saveErasure: SaveErasure;
  /** To the queue of erasures. */
  readonly sendErasure: SendMessages;
  readonly clock: Clock;
  readonly wallClock: WallClock;
}

/** Whom to erase and who asks for it. */
export interface ErasureOrder {
  readonly type: string;
  /** Normalised. */
  readonly value: PersonalValue;
  /** The API client. */
  readonly askedBy: string;
}

/** Starts an erasure, or finds the one that was asked for before; that one is given another push. */
export type StartErasure = (order: ErasureOrder) => Promise<ErasureState>;

/** Saved before it is sent for: an erasure that was asked for is never forgotten, only asked for again. */
export const createStartErasure = (ports: StartErasurePorts): StartErasure => {
  const { hashValue, readIndexed, readPointers, loadErasure } = ports;

  /** The receipt of an erasure that holds for the value now; somebody who came back since has another token. */
  const receiptNow = async (type: string, hash: string): Promise<string> => {
    const { token, receipt } = await readIndexed(hash);
    if (token === undefined) return receipt ?? receiptIdOf(hash);
    const strand = strandOf({ type, token });
    const pointer = (await readPointers([strand])).get(strand);
    return pointer?.kind === 'erased' ? pointer.receipt : receiptIdOf(token);
  };

  return async ({ type, value, askedBy }) => {
    const hash = await hashValue(value);
    const receipt = await receiptNow(type, hash);
    const before = await loadErasure(receipt);
    if (before?.state.step === 'done') return before.state;
    const [erasedAt, startedAt] = [(await ports.clock()).toISOString(), ports.wallClock().toISOString()];
    const state = before?.state ?? newErasure({ receipt, erasedAt }, { type, hash, askedBy, startedAt });
    // Saved by somebody else in between: then theirs is the one that goes on.
    if (before === undefined) await ports.saveErasure(state, 0);
    await ports.sendErasure([{ kind: 'continue', receipt }]);
    return state;
  };
};
