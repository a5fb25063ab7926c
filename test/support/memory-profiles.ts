import type { BusEvent } from '../../contracts/event';
import type { ConsentReceipt, PersonId, PersonState, StrandId } from '../../contracts/profile';
import { canonicalJson } from '../../lambdas/domain/canonical';
import type {
  ApplyChange,
  EventKey,
  ListPersons,
  LoadEvent,
  LoadPersons,
  ProfileChange,
  ReadSurroundings,
  StoredPerson,
  StrandPointers,
} from '../../lambdas/domain/ports';
import { shardOf } from '../../lambdas/stores/shard';

/** Where a test may let another worker run, or crash: before an operation takes place and after it did. */
export type Pause = (operation: string) => Promise<void>;

const rest: Pause = async () => undefined;

/** The profiles table in memory: transactions with the conditions that the ports name, reads that are no snapshot. */
export const createMemoryProfiles = (pause: Pause = rest) => {
  const events = new Map<string, { readonly event: BusEvent; readonly person: PersonId }>();
  const pointers = new Map<StrandId, PersonId>();
  const persons = new Map<PersonId, { readonly version: number; readonly text: string }>();
  const index = new Set<PersonId>();
  const log = new Map<string, ConsentReceipt>();
  const name = ({ strand, source, messageId }: EventKey): string => `${strand}\n${source}\n${messageId}`;

  const step = async <T>(operation: string, run: () => T): Promise<T> => {
    await pause(`before ${operation}`);
    const result = run();
    await pause(`after ${operation}`);
    return result;
  };
  const pointersOf = (strands: readonly StrandId[]): ReadonlyMap<StrandId, PersonId> =>
    new Map(
      strands.flatMap((strand) => [pointers.get(strand) ?? []].flat().map((person) => [strand, person] as const)),
    );
  const personsOf = (ids: readonly PersonId[]): readonly StoredPerson[] =>
    ids.flatMap((person) => {
      const item = persons.get(person);
      return item === undefined ? [] : [{ person, version: item.version, state: JSON.parse(item.text) as PersonState }];
    });

  const strandPointers: StrandPointers = (strands) => step('strandPointers', () => pointersOf(strands));
  const loadPersons: LoadPersons = (ids) => step('loadPersons', () => personsOf(ids));
  // Pointers and persons come from different instants, as items of one BatchGetItem may.
  const readSurroundings: ReadSurroundings = async (strands, event) => {
    const seen = event !== undefined && (await step('readMark', () => events.has(name(event))));
    const found = await strandPointers(strands);
    return { seen, pointers: found, persons: await loadPersons(strands) };
  };

  const holds = (change: ProfileChange): boolean =>
    [...change.save, ...change.remove].every(
      ({ person, version }) => (persons.get(person)?.version ?? 0) === version,
    ) && change.pointers.every(({ strand, was }) => pointers.get(strand) === was);

  const write = (change: ProfileChange): 'applied' | 'duplicate' | 'conflict' => {
    if (events.has(name(change.key))) return 'duplicate';
    if (!holds(change)) return 'conflict';
    events.set(name(change.key), { event: change.event, person: change.person });
    if (change.receipt !== undefined)
      log.set(`${change.receipt.strand}#${change.receipt.at}#${change.receipt.key}`, change.receipt);
    for (const { person } of change.remove) {
      persons.delete(person);
      index.delete(person);
    }
    for (const { person, version, next, state } of change.save) {
      persons.set(person, { version: next ?? version + 1, text: JSON.stringify(state) });
      index.add(person);
    }
    for (const { strand, person } of change.pointers) pointers.set(strand, person);
    return 'applied';
  };
  const applyChange: ApplyChange = (change) => step('applyChange', () => write(change));
  const loadEvent: LoadEvent = (key) => step('loadEvent', () => events.get(name(key)));
  const listPersons: ListPersons = async (shard, limit, cursor = '') => {
    const all = [...index].filter((person) => shardOf(person) === shard && person > cursor).sort();
    const page = all.slice(0, limit);
    const last = page.at(-1);
    return { persons: page, ...(all.length > limit && last !== undefined ? { cursor: last } : {}) };
  };

  return {
    strandPointers,
    loadPersons,
    readSurroundings,
    applyChange,
    loadEvent,
    listPersons,
    /** Everything but versions, as bytes: the very text of each person, sorted by key. */
    bytes: (): string =>
      canonicalJson({
        persons: [...persons].map(([person, { text }]) => [person, text]).sort(),
        pointers: [...pointers].sort(),
        index: [...index].sort(),
        events: [...events.keys()].sort(),
      }),
    states: (): readonly PersonState[] => [...persons.values()].map(({ text }) => JSON.parse(text) as PersonState),
    pointerOf: (strand: StrandId): PersonId | undefined => pointers.get(strand),
    eventCount: (): number => events.size,
    /** The consent log, sorted by key. */
    receipts: (): readonly ConsentReceipt[] =>
      [...log].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, receipt]) => receipt),
  };
};
export type MemoryProfiles = ReturnType<typeof createMemoryProfiles>;
