import type { PersonId, StrandId, StrandState } from '../../contracts/profile';
import type { StoredPerson, Surroundings } from './ports/profiles';
import { own } from './record';

/** Where a strand stands in what was read. */
export type Standing =
  | { readonly kind: 'known'; readonly person: StoredPerson; readonly state: StrandState }
  | { readonly kind: 'new' }
  | { readonly kind: 'unread' }
  /** Pointer and person disagree: something changed between two reads. */
  | { readonly kind: 'stale' };

/** What was read so far while one event is planned. */
export class Loaded {
  readonly #pointers = new Map<StrandId, PersonId | undefined>();
  readonly #persons = new Map<PersonId, StoredPerson | undefined>();

  /** Takes in pointers; a strand asked for and absent belongs to nobody. */
  addPointers(asked: readonly StrandId[], found: ReadonlyMap<StrandId, PersonId>): void {
    for (const strand of asked) this.#pointers.set(strand, found.get(strand));
  }

  /** Takes in persons; one asked for and absent is gone. */
  addPersons(asked: readonly PersonId[], found: readonly StoredPerson[]): void {
    for (const person of asked) this.#persons.set(person, undefined);
    for (const stored of found) this.#persons.set(stored.person, stored);
  }

  addSurroundings(strands: readonly StrandId[], { pointers, persons }: Surroundings): void {
    this.addPointers(strands, pointers);
    this.addPersons([], persons);
  }

  hasPointer(strand: StrandId): boolean {
    return this.#pointers.has(strand) || this.#holder(strand) !== undefined;
  }

  /** The person a strand points to, if that person was not read yet. */
  unreadPerson(strand: StrandId): PersonId | undefined {
    const person = this.#pointers.get(strand);
    return person === undefined || this.#persons.has(person) ? undefined : person;
  }

  /** A person as it was read. */
  person(id: PersonId): StoredPerson | undefined {
    return this.#persons.get(id);
  }

  standing(strand: StrandId): Standing {
    const person = this.#pointers.has(strand) ? this.#pointers.get(strand) : this.#holder(strand)?.person;
    if (person === undefined) return { kind: this.#pointers.has(strand) ? 'new' : 'unread' };
    if (!this.#persons.has(person)) return { kind: 'unread' };
    const stored = this.#persons.get(person);
    const state = stored === undefined ? undefined : own(stored.state.strands, strand);
    return stored === undefined || state === undefined ? { kind: 'stale' } : { kind: 'known', person: stored, state };
  }

  /** A person that was read tells where its strands stand, without their pointers. */
  #holder(strand: StrandId): StoredPerson | undefined {
    for (const stored of this.#persons.values()) {
      if (stored !== undefined && own(stored.state.strands, strand) !== undefined) return stored;
    }
    return undefined;
  }
}
