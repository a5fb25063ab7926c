import type { PersonId, PersonView, StrandId, StrandState } from '../../contracts/profile';
import { emptyLedger } from './ledger';
import { viewOf } from './person-view';
import type { LoadLedgers, StoredLedger } from './ports/decisions';
import type { LoadPersons, ReadSurroundings, StoredPerson } from './ports/profiles';
import { own } from './record';

/** A person as readers decide on them, with all ledgers kept under any of their strands. */
export interface Customer {
  readonly view: PersonView;
  readonly ledgers: readonly StoredLedger[];
}

/** The ledger that takes a person's new contacts: the one under the person's own strand, at the version it was read at. */
export const rootLedger = ({ view, ledgers }: Customer): StoredLedger =>
  ledgers.find(({ strand }) => strand === view.person) ?? { strand: view.person, version: 0, ledger: emptyLedger };

/** The person behind a strand; undefined where the strand is nobody's. */
export type ReadView = (strand: StrandId) => Promise<PersonView | undefined>;
/** What one strand was told itself, whoever it belongs to; undefined where nothing is known of it. */
export type ReadStrandState = (strand: StrandId) => Promise<StrandState | undefined>;
export type ReadCustomer = (strand: StrandId) => Promise<Customer | undefined>;

/** A person kept merging while they were read; the next try will find them at rest. */
export class CustomerMovingError extends Error {
  readonly code = 'customer.moving';
  readonly retryable = true;

  constructor() {
    super('A person was merged again and again while being read.');
    this.name = 'CustomerMovingError';
  }
}

const TRIES = 5;

type ReadViewPorts = { readonly readSurroundings: ReadSurroundings; readonly loadPersons: LoadPersons };
/** Loads what goes with a person, at the moment the person's id is first known. */
type Alongside = (strands: readonly StrandId[]) => Promise<void>;

const readOnce = async (
  { readSurroundings, loadPersons }: ReadViewPorts,
  strand: StrandId,
  alongside: Alongside,
): Promise<StoredPerson | 'nobody' | 'moved'> => {
  const [{ pointers, persons }] = await Promise.all([readSurroundings([strand]), alongside([strand])]);
  const person = pointers.get(strand);
  if (person === undefined) return 'nobody';
  return persons.find((candidate) => candidate.person === person) ?? (await load(person)) ?? 'moved';

  async function load(id: PersonId): Promise<StoredPerson | undefined> {
    const [[found]] = await Promise.all([loadPersons([id]), alongside([id])]);
    return found;
  }
};

/** Reads until `of` finds in the person what it looks for. */
const readUntil = async <T>(
  ports: ReadViewPorts,
  strand: StrandId,
  alongside: Alongside,
  of: (stored: StoredPerson) => T | undefined,
): Promise<T | undefined> => {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const found = await readOnce(ports, strand, alongside);
    if (found === 'nobody') return undefined;
    const value = found === 'moved' ? undefined : of(found);
    if (value !== undefined) return value;
  }
  throw new CustomerMovingError();
};

const readView = (ports: ReadViewPorts, strand: StrandId, alongside: Alongside): Promise<PersonView | undefined> =>
  readUntil(ports, strand, alongside, ({ state }) => viewOf(state));

const nothing: Alongside = async () => undefined;

/** Reads the view in one round, for a merged person asked for by another strand than the oldest in two. */
export const createReadView =
  (ports: ReadViewPorts): ReadView =>
  (strand) =>
    readView(ports, strand, nothing);

/** Reads one strand's state in one round, in two where it belongs to a person of an older strand. Strongly consistent. */
export const createReadStrandState =
  (ports: ReadViewPorts): ReadStrandState =>
  (strand) =>
    readUntil(ports, strand, nothing, ({ state }) => own(state.strands, strand));

/**
 * Reads view and ledgers in one round: the strand asked for is most often the person's only one, so its ledger is read
 * before that is known. Merged people take a second round, and a third if asked for by another strand than the oldest.
 */
export const createReadCustomer =
  (ports: ReadViewPorts & { readonly loadLedgers: LoadLedgers }): ReadCustomer =>
  async (strand) => {
    const ledgers = new Map<StrandId, StoredLedger>();
    const asked = new Set<StrandId>();
    const read: Alongside = async (strands) => {
      const wanted = strands.filter((candidate) => !asked.has(candidate));
      for (const candidate of wanted) asked.add(candidate);
      if (wanted.length === 0) return;
      for (const ledger of await ports.loadLedgers(wanted)) ledgers.set(ledger.strand, ledger);
    };
    const view = await readView(ports, strand, read);
    if (view === undefined) return undefined;
    await read(view.members);
    const members = new Set(view.members);
    return { view, ledgers: [...ledgers.values()].filter((ledger) => members.has(ledger.strand)) };
  };
