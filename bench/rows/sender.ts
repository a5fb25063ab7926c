import type { Bench, Row } from '../row';
import { faults } from '../sender/faults';
import { steady } from '../sender/steady';

const WORKERS = [1, 4, 16];

/**
 * The sender's own code in processes of its own, over TLS to a receiver in another; queues, attempts and the control store
 * are in memory, behind a process boundary.
 */
export const sender: Bench = {
  id: 'sender',
  run: async () => {
    const rows: Row[] = [];
    for (const workers of WORKERS) rows.push(...(await steady(workers)));
    return [...rows, ...(await faults())];
  },
};
