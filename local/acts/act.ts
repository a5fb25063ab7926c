import type { DueSchedule } from '../replay/schedules';

/** Something that IT or a vendor does while customers go about their week. */
export interface Act<Outcome> {
  /** What is done at which business time. */
  readonly due: readonly DueSchedule[];
  /** Waits for what it set off, and tells what came of it. */
  readonly outcome: () => Promise<Outcome>;
}

/** Work in the background, one piece after the other; the first that fails ends it. */
export const createLane = () => {
  let lane: Promise<void> = Promise.resolve();
  return {
    add: (work: () => Promise<void>): void => {
      lane = lane.then(work);
      // Whoever asks for the outcome is told; until then nobody listens.
      lane.catch(() => undefined);
    },
    done: (): Promise<void> => lane,
  };
};
