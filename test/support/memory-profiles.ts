import type { BusEvent } from '../../contracts/event';
import type { ConsentReceipt, PersonId, PersonState, StrandId } from '../../contracts/profile';
import { canonicalJson } from '../../lambdas/domain/canonical';
import type {
  GenerationChange,
  LoadGeneration,
  OtherState,
  SaveGeneration,
} from '../../lambdas/domain/ports/generations';
import type {
  ApplyChange,
  EventKey,
  IndexChange,
  ListMembers,
  ListPersons,
  LoadEvent,
  LoadPersons,
  ProfileChange,
  ReadSurroundings,
  SavedPerson,
  StoredPerson,
  StrandPointers,
} from '../../lambdas/domain/ports/profiles';
import type { DropDue, DueItem, ListDue, SaveReviewed } from '../../lambdas/domain/ports/reviews';
import type {
  EndPerson,
  EndStrand,
  Erasure,
  ForgetPerson,
  ForgetStrand,
  Pointer,
  ReadPointers,
  ReadStrand,
  SaveView,
} from '../../lambdas/domain/ports/rights';
import type { PersonChange, PersonImage } from '../../lambdas/domain/profile-events';
import { shardOf } from '../../lambdas/stores/shard';

interface Kept {
  readonly version: number;
  readonly text: string;
  readonly at?: number | undefined;
  readonly due?: number | undefined;
}

/** Where a test may let another worker run, or crash: before an operation takes place and after it did. */
export type Pause = (operation: string) => Promise<void>;

const rest: Pause = async () => undefined;

/** The profiles table in memory: transactions with the conditions that the ports name, reads that are no snapshot. */
export const createMemoryProfiles = (pause: Pause = rest) => {
  const events = new Map<string, { readonly event: BusEvent; readonly person: PersonId }>();
  const pointers = new Map<StrandId, PersonId>();
  const tombstones = new Map<StrandId, Erasure>();
  const persons = new Map<PersonId, Kept>();
  const audiences = new Set<string>();
  const dueItems = new Map<string, DueItem>();
  const stream: PersonChange[] = [];
  const index = new Set<PersonId>();
  const log = new Map<string, ConsentReceipt>();
  /** What rebuilds keep of a strand, as text, by run. */
  const copies = new Map<StrandId, Map<string, string>>();
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
      if (item === undefined) return [];
      const { version, text, at, due } = item;
      const times = { ...(at === undefined ? {} : { at }), ...(due === undefined ? {} : { due }) };
      return [{ person, version, state: JSON.parse(text) as PersonState, ...times }];
    });

  const strandPointers: StrandPointers = (strands) => step('strandPointers', () => pointersOf(strands));
  const loadPersons: LoadPersons = (ids) => step('loadPersons', () => personsOf(ids));
  // Pointers and persons come from different instants, as items of one BatchGetItem may.
  const readSurroundings: ReadSurroundings = async (strands, event) => {
    const seen = event !== undefined && (await step('readMark', () => events.has(name(event))));
    const [found, erased] = await step('readPointers', () => [
      pointersOf(strands),
      strands.map((strand) => tombstones.get(strand)?.receipt).find((receipt) => receipt !== undefined),
    ]);
    const persons = await loadPersons(strands);
    return { seen, pointers: found, persons, ...(erased === undefined ? {} : { erased }) };
  };

  const holds = (change: ProfileChange): boolean =>
    [...change.save, ...change.remove].every(
      ({ person, version }) => (persons.get(person)?.version ?? 0) === version,
    ) && change.pointers.every(({ strand, was }) => pointers.get(strand) === was && !tombstones.has(strand));

  const imageOf = (person: PersonId): PersonImage | undefined => {
    const item = persons.get(person);
    return item && { version: item.version, state: JSON.parse(item.text) as PersonState, at: item.at ?? 0 };
  };
  const put = (person: PersonId, kept: Kept | undefined, items: IndexChange | undefined): void => {
    const was = imageOf(person);
    if (kept === undefined) persons.delete(person);
    else persons.set(person, kept);
    const is = imageOf(person);
    stream.push({ person, ...(was === undefined ? {} : { was }), ...(is === undefined ? {} : { is }) });
    for (const audience of items?.enter ?? []) audiences.add(`${audience}#${person}`);
    for (const audience of items?.leave ?? []) audiences.delete(`${audience}#${person}`);
    if (items?.dueWas !== undefined) dueItems.delete(`${items.dueWas}#${person}`);
    if (items?.dueIs !== undefined) dueItems.set(`${items.dueIs}#${person}`, { time: items.dueIs, person });
  };
  const save = ({ person, version, next, state, at, due, index: items }: SavedPerson): void => {
    put(person, { version: next ?? version + 1, text: JSON.stringify(state), at, due }, items);
    index.add(person);
  };

  const write = (change: ProfileChange): 'applied' | 'duplicate' | 'conflict' => {
    if (events.has(name(change.key))) return 'duplicate';
    if (!holds(change)) return 'conflict';
    events.set(name(change.key), { event: change.event, person: change.person });
    if (change.receipt !== undefined)
      log.set(`${change.receipt.strand}#${change.receipt.at}#${change.receipt.key}`, change.receipt);
    for (const { person, index: items } of change.remove) {
      put(person, undefined, items);
      index.delete(person);
    }
    for (const saved of change.save) save(saved);
    for (const { strand, person } of change.pointers) pointers.set(strand, person);
    return 'applied';
  };
  const applyChange: ApplyChange = (change) => step('applyChange', () => write(change));
  const saveReviewed: SaveReviewed = (saved) =>
    step('saveReviewed', () => {
      if (persons.get(saved.person)?.version !== saved.version) return 'conflict';
      save(saved);
      return 'saved';
    });
  const listDue: ListDue = (shard, until, limit) =>
    step('listDue', () =>
      [...dueItems.values()]
        .filter(({ time, person }) => shardOf(person) === shard && time <= until)
        .sort((a, b) => a.time - b.time || (a.person < b.person ? -1 : 1))
        .slice(0, limit),
    );
  const dropDue: DropDue = ({ time, person }) => step('dropDue', () => void dueItems.delete(`${time}#${person}`));
  const receipts = (): readonly ConsentReceipt[] =>
    [...log].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, receipt]) => receipt);
  const loadEvent: LoadEvent = (key) => step('loadEvent', () => events.get(name(key)));
  const pageOf = (all: readonly PersonId[], limit: number, cursor = ''): Awaited<ReturnType<ListPersons>> => {
    const rest = all.filter((person) => person > cursor).sort();
    const [page, last] = [rest.slice(0, limit), rest[limit - 1]];
    return { persons: page, ...(rest.length > limit && last !== undefined ? { cursor: last } : {}) };
  };
  const listPersons: ListPersons = async (shard, limit, cursor) =>
    pageOf(
      [...index].filter((person) => shardOf(person) === shard),
      limit,
      cursor,
    );
  const listMembers: ListMembers = async (audience, shard, limit, cursor) => {
    const start = `${audience}#`;
    const members = [...audiences].filter((one) => one.startsWith(start)).map((one) => one.slice(start.length));
    return pageOf(
      members.filter((person) => shardOf(person) === shard),
      limit,
      cursor,
    );
  };

  const readPointers: ReadPointers = (strands) =>
    step('readPointers', () => {
      const found = new Map<StrandId, Pointer>();
      for (const strand of strands) {
        const [person, tombstone] = [pointers.get(strand), tombstones.get(strand)];
        if (person !== undefined) found.set(strand, { kind: 'person', person });
        if (tombstone !== undefined) found.set(strand, { kind: 'erased', ...tombstone });
      }
      return found;
    });
  const saveView: SaveView = (stored) =>
    step('saveView', () => {
      if (persons.get(stored.person)?.version !== stored.version) return 'conflict';
      save(stored);
      return 'saved';
    });
  const endPerson: EndPerson = ({ person, version, erase, release, audiences: leave, due }, erasure) =>
    step('endPerson', () => {
      if (persons.get(person)?.version !== version) return 'conflict';
      put(person, undefined, { enter: [], leave, ...(due === undefined ? {} : { dueWas: due }) });
      index.delete(person);
      for (const strand of [...erase, ...release]) pointers.delete(strand);
      for (const strand of erase) tombstones.set(strand, erasure);
      return 'ended';
    });
  const endStrand: EndStrand = (strand, erasure) =>
    step('endStrand', () => {
      if (pointers.has(strand)) return 'conflict';
      if (!tombstones.has(strand)) tombstones.set(strand, erasure);
      return 'ended';
    });
  const eventsOf = (strand: StrandId) => [...events].filter(([key]) => key.startsWith(`${strand}\n`));
  const logOf = (strand: StrandId) => [...log].filter(([, receipt]) => receipt.strand === strand);
  const readStrand: ReadStrand = (strand) =>
    step('readStrand', () => ({
      events: eventsOf(strand).map(([, { event }]) => ({ event, until: event.detail.occurredAt })),
      consentLog: receipts().filter((receipt) => receipt.strand === strand),
      copies: copies.get(strand)?.size ?? 0,
    }));
  const forgetStrand: ForgetStrand = (strand, until = '\uffff') =>
    step('forgetStrand', () => {
      for (const [key, { event }] of eventsOf(strand)) if (event.detail.occurredAt <= until) events.delete(key);
      for (const [key, receipt] of logOf(strand)) if (receipt.at <= until) log.delete(key);
      copies.delete(strand);
    });
  const forgetPerson: ForgetPerson = ({ person }) =>
    step('forgetPerson', () => {
      if (persons.has(person)) put(person, undefined, undefined);
      index.delete(person);
    });

  const copyOf = <T>(strand: StrandId, name: string): T | undefined => {
    const text = copies.get(strand)?.get(name);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  };
  const putCopy = (strand: StrandId, name: string, value: unknown): void => {
    if (value === undefined) copies.get(strand)?.delete(name);
    else copies.set(strand, (copies.get(strand) ?? new Map<string, string>()).set(name, JSON.stringify(value)));
  };
  const loadGeneration: LoadGeneration = (run, person, strands) =>
    step('loadGeneration', () => {
      const version = copyOf<number>(person, `${run}#VERSION`);
      const others = strands.flatMap((strand): [StrandId, OtherState][] => {
        const other = copyOf<OtherState>(strand, run);
        return other === undefined ? [] : [[strand, other]];
      });
      return { others: new Map(others), ...(version === undefined ? {} : { version }) };
    });
  const keep = (run: string, { person, version, others, saved }: GenerationChange): 'saved' | 'conflict' => {
    const isNote = others.size === 0 && saved === undefined;
    if (!isNote && persons.get(person)?.version !== version) return 'conflict';
    for (const [strand, other] of others) putCopy(strand, run, other);
    if (saved !== undefined) save(saved);
    putCopy(person, `${run}#VERSION`, saved === undefined ? version : (saved.next ?? saved.version + 1));
    return 'saved';
  };
  const saveGeneration: SaveGeneration = ({ run }, change) => step('saveGeneration', () => keep(run, change));

  return {
    loadGeneration,
    saveGeneration,
    readPointers,
    endPerson,
    saveView,
    endStrand,
    readStrand,
    forgetStrand,
    forgetPerson,
    tombstoneOf: (strand: StrandId): Erasure | undefined => tombstones.get(strand),
    strandPointers,
    loadPersons,
    readSurroundings,
    applyChange,
    loadEvent,
    listPersons,
    listMembers,
    saveReviewed,
    listDue,
    dropDue,
    /** Everything but versions, as bytes: the very text of each person, sorted by key. */
    bytes: (): string =>
      canonicalJson({
        persons: [...persons].map(([person, { text }]) => [person, text]).sort(),
        pointers: [...pointers].sort(),
        index: [...index].sort(),
        audiences: [...audiences].sort(),
        events: [...events.keys()].sort(),
      }),
    states: (): readonly PersonState[] => [...persons.values()].map(({ text }) => JSON.parse(text) as PersonState),
    /** Every change of a person, in the order of the table's stream. */
    stream: (): readonly PersonChange[] => stream,
    /** `<audience>#<person>` of every index item, sorted. */
    members: (): readonly string[] => [...audiences].sort(),
    dueItems: (): readonly DueItem[] => [...dueItems.values()],
    pointerOf: (strand: StrandId): PersonId | undefined => pointers.get(strand),
    /** Strands of which a rebuild keeps something. */
    copied: (): readonly StrandId[] => [...copies].flatMap(([strand, { size }]) => (size === 0 ? [] : [strand])).sort(),
    eventCount: (): number => events.size,
    events: (): readonly { readonly event: BusEvent; readonly person: PersonId }[] => [...events.values()],
    /** The consent log, sorted by key. */
    receipts,
  };
};
export type MemoryProfiles = ReturnType<typeof createMemoryProfiles>;
