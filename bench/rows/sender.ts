import type { Bench, Row } from '../row';
import { faults } from '../sender/faults';
import { steady } from '../sender/steady';

/** The highest rate stands alone: it needs most of a small machine. */
const RATES = [[10, 100], [1000]];
const WORKERS = [1, 4, 16];

/**
 * The sender's own code in processes of its own, over TLS to a receiver in another; queues, attempts and the control store
 * are in memory, behind a process boundary.
 */
export const sender: Bench = {
  id: 'sender',
  run: async () => {
    const rows: Row[] = [];
    for (const rates of RATES) for (const workers of WORKERS) rows.push(...(await steady(rates, workers)));
    return [...rows, ...(await faults())];
  },
};
