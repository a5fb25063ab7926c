import type { VendorErasure } from '../../contracts/subject-rights';
import type { ErasureMessage, LateStrands, VendorReport } from './erasure-message';
import type { ErasureState } from './erasure-state';
import {
  ErasureContendedError,
  type ErasurePorts,
  type ErasureSettings,
  endLateStrands,
  takeStep,
} from './erasure-steps';
import type { SendMessages } from './ports/queues';
import type { LoadErasure, SaveErasure, StoredErasure } from './ports/rights';

export interface ErasureRunPorts extends ErasurePorts {
  readonly loadErasure: LoadErasure;
  readonly saveErasure: SaveErasure;
  /** To the queue of erasures. */
  readonly sendErasure: SendMessages;
}

/** A message about an erasure that nobody asked for. */
export class ErasureUnknownError extends Error {
  readonly code = 'erasure.unknown';
  readonly retryable = false;

  constructor(readonly receipt: string) {
    super('There is no erasure of this receipt.');
    this.name = 'ErasureUnknownError';
  }
}

interface Progress {
  readonly state: ErasureState;
  readonly waitSeconds?: number;
}

/** SQS delays a message by fifteen minutes at most. */
const LONGEST_DELAY = 900;

/** A vendor's answer, whichever copy of it comes; what was said first stays. */
const withReport = (
  state: ErasureState,
  { vendor, outcome, attempts, status, reason, at }: VendorReport,
): ErasureState => {
  const told: Partial<VendorErasure> = { outcome, attempts, status, at, ...(reason !== undefined && { reason }) };
  const vendors = state.vendors.map((one) =>
    one.vendor === vendor && one.outcome === 'asked' ? { ...one, ...told } : one,
  );
  return { ...state, vendors };
};

/**
 * Brings erasures on, a message at a time. Every step is saved before the next; a message that fails comes again and goes on
 * where the last one saved. Of two at once the second one to save loses, and comes again.
 */
export const createRunErasure = (ports: ErasureRunPorts, settings: ErasureSettings) => {
  const stored = async (receipt: string): Promise<StoredErasure> => {
    const found = await ports.loadErasure(receipt);
    if (found === undefined) throw new ErasureUnknownError(receipt);
    return found;
  };

  const save = async (state: ErasureState, was: number): Promise<StoredErasure> => {
    if ((await ports.saveErasure(state, was)) === 'conflict') throw new ErasureContendedError();
    return { state, version: was + 1 };
  };

  /** Goes on as far as it can; gives the seconds to wait where it cannot go on yet. */
  const advance = async (from: StoredErasure): Promise<Progress> => {
    let { state, version } = from;
    while (state.step !== 'done') {
      const after = await takeStep(ports, settings, state);
      if (after.waitSeconds !== undefined) return after;
      ({ state, version } = await save(after.state, version));
    }
    return { state };
  };

  const goOn = async (receipt: string, again: boolean): Promise<ErasureState> => {
    const { state, version } = await stored(receipt);
    if (state.step === 'done') return state;
    const from = again ? await save({ ...state, retries: state.retries + 1 }, version) : { state, version };
    return comeBack(await advance(from));
  };

  const comeBack = async ({ state, waitSeconds }: Progress): Promise<ErasureState> => {
    if (waitSeconds !== undefined) {
      const delay = Math.min(LONGEST_DELAY, Math.max(1, Math.ceil(waitSeconds)));
      await ports.sendErasure([{ kind: 'continue', receipt: state.receipt }], delay);
    }
    return state;
  };

  /** What still waits for another vendor has a message under way; the last answer starts what comes after it at once. */
  const report = async (said: VendorReport): Promise<ErasureState> => {
    const { state, version } = await stored(said.receipt);
    if (state.step === 'done') return state;
    const after = await advance(await save(withReport(state, said), version));
    return after.state.step === 'wait' ? after.state : comeBack(after);
  };

  const late = async ({ receipt, strands }: LateStrands): Promise<ErasureState> => {
    const { state } = await stored(receipt);
    await endLateStrands(ports, settings, state, strands);
    return state;
  };

  /** `again`: the message failed before. */
  return (message: ErasureMessage, again: boolean): Promise<ErasureState> => {
    if (message.kind === 'continue') return goOn(message.receipt, again);
    return message.kind === 'report' ? report(message) : late(message);
  };
};
export type RunErasure = ReturnType<typeof createRunErasure>;
