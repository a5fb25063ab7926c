import type { BusEvent } from '../../contracts/event';
import type { PublishEvents } from '../../lambdas/domain/ports/bus';

export interface MemoryBus {
  readonly publishEvents: PublishEvents;
  /** What the bus took, in order. */
  published(): readonly BusEvent[];
  /** From now on refuses what the test names; `() => false` takes everything again. */
  refuse(test: (event: BusEvent) => boolean): void;
}

/** The bus in memory: takes every event but those it was told to refuse. */
export const createMemoryBus = (): MemoryBus => {
  const taken: BusEvent[] = [];
  let refused: (event: BusEvent) => boolean = () => false;
  return {
    publishEvents: async (events) => {
      const failing = events.flatMap((event, index) => (refused(event) ? [index] : []));
      taken.push(...events.filter((event) => !refused(event)).map((event) => structuredClone(event)));
      return failing;
    },
    published: () => taken,
    refuse: (test) => {
      refused = test;
    },
  };
};
