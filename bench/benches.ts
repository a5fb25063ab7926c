import type { Bench } from './row';
import { bundles } from './rows/bundles';
import { decisions } from './rows/decisions';
import { ingest } from './rows/ingest';
import { signatures } from './rows/signatures';

/** All benches, in the order in which they are printed. */
export const benches: readonly Bench[] = [bundles, decisions, ingest, signatures];
