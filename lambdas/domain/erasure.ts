import type { TrailFact } from '../../contracts/trail';
import { ContendedError } from './contended';
import { ErasureUnknownError } from './erasure-errors';
import type { ContinueErasure } from './erasure-message';
import type { ErasureState } from './erasure-state';
import type { Advanced, ErasurePorts, ErasureSettings } from './erasure-step';
import { takeStep } from './erasure-steps';
import type { SendMessages } from './ports/queues';
import type { LoadErasure, SaveErasure, StoredErasure } from './ports/rights';
import type { TellTrail } from './ports/trail';

export interface ErasureRunPorts extends ErasurePorts {
  readonly loadErasure: LoadErasure;
  readonly saveErasure: SaveErasure;
  /** To the queue of erasures. */
  readonly sendErasure: SendMessages;
  readonly tellTrail: TellTrail;
}

/** SQS delays a message by fifteen minutes at most. */
const LONGEST_DELAY = 900;

/**
 * Brings erasures on, a message at a time. Every step is saved before the next; a message that fails comes again and goes on
 * where the last one saved. Of two at once the second one to save loses, and comes again.
 */
export const createRunErasure = (ports: ErasureRunPorts, settings: ErasureSettings) => {
  const save = async (state: ErasureState, was: number): Promise<StoredErasure> => {
    if ((await ports.saveErasure(state, was)) === 'conflict') throw new ContendedError('erasure.contended');
    return { state, version: was + 1 };
  };

  /** Goes on as far as it can; gives the seconds to wait where it cannot go on yet. */
  const advance = async (from: StoredErasure): Promise<Advanced> => {
    let stored = from;
    while (stored.state.step !== 'done') {
      const { state, waitSeconds } = await takeStep(ports, settings, stored.state);
      if (state !== stored.state) stored = await save(state, stored.version);
      if (waitSeconds !== undefined) return { state, waitSeconds };
    }
    return { state: stored.state };
  };

  const comeBack = (receipt: string, waitSeconds: number): Promise<void> => {
    const delay = Math.min(LONGEST_DELAY, Math.max(1, Math.ceil(waitSeconds)));
    return ports.sendErasure([{ kind: 'continue', receipt } satisfies ContinueErasure], delay);
  };

  /** After it is saved: a message that fails in between comes again, and finds what is to be told. */
  const told = async (state: ErasureState): Promise<ErasureState> => {
    await ports.tellTrail([erasureFact(state)]);
    return state;
  };

  /** `again`: the message failed before. */
  return async ({ receipt }: ContinueErasure, again: boolean): Promise<ErasureState> => {
    const found = await ports.loadErasure(receipt);
    if (found === undefined) throw new ErasureUnknownError(receipt);
    if (found.state.step === 'done') return told(found.state);
    const { state: read, version } = found;
    const from = again ? await save({ ...read, retries: read.retries + 1 }, version) : found;
    const { state, waitSeconds } = await advance(from);
    if (waitSeconds === undefined) return told(state);
    await comeBack(receipt, waitSeconds);
    return state;
  };
};

/** The receipt's own id, time and signature: one fact however often it is told. */
const erasureFact = (state: ErasureState): TrailFact => ({
  id: `erasure:${state.receipt}:done`,
  kind: 'erasure.done',
  at: state.finishedAt ?? state.startedAt,
  by: state.askedBy,
  about: state.receipt,
  details: {
    type: state.type,
    erasedAt: state.erasedAt,
    identifiers: Object.values(state.identifiers).reduce((sum, count) => sum + count, 0),
    vendors: state.vendors.map(({ vendor, outcome }) => `${vendor}: ${outcome}`),
    ...(state.signature !== undefined && { signature: state.signature.value }),
  },
});
export type RunErasure = ReturnType<typeof createRunErasure>;
