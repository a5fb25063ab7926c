import type { Ledger } from '../../contracts/decision';
import type { StrandId } from '../../contracts/profile';
import { ContendedError } from './contended';
import { sumLedgers } from './ledger';
import type { SaveLedger } from './ports/decisions';
import { type ReadCustomer, rootLedger } from './read-customer';

/** The ledger after a change, or undefined where it stays as it is. */
export type LedgerChange = (ledger: Ledger) => Ledger | undefined | Promise<Ledger | undefined>;
/** Changes the one ledger of the person behind a strand; a strand that is nobody's has none. */
export type UpdateLedger = (strand: StrandId, change: LedgerChange) => Promise<void>;

const TRIES = 8;

/** Reads, changes and saves until nobody else came in between. */
export const createUpdateLedger =
  (readCustomer: ReadCustomer, saveLedger: SaveLedger): UpdateLedger =>
  async (strand, change) => {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const customer = await readCustomer(strand);
      if (customer === undefined) return;
      const ledger = await change(sumLedgers(customer.ledgers.map((stored) => stored.ledger)));
      if (ledger === undefined) return;
      if ((await saveLedger({ ...rootLedger(customer), ledger })) === 'saved') return;
    }
    throw new ContendedError('ledger.contended');
  };
