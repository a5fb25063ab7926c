import type { Membership } from '../../contracts/audience';
import type { PersonId } from '../../contracts/profile';
import type { Audiences } from './audiences';
import { firstDue, membershipAfter } from './membership';
import type { IndexChange, ProfileChange, RemovedPerson, SavedPerson, StoredPerson } from './ports/profiles';
import { actionsOf, MOST_ACTIONS } from './profile-change';
import { compareText } from './stamp';

/** Persons as they were read. */
export interface Before {
  readonly person: (id: PersonId) => StoredPerson | undefined;
}

/**
 * The change with what it does to audiences as of an instant (whole epoch seconds): membership and index items of persons saved,
 * and the index items of those removed. Undefined where even the latter do not fit in one transaction.
 */
export const withMembership = (
  change: ProfileChange,
  before: Before,
  audiences: Audiences,
  now: number,
): ProfileChange | undefined => {
  const remove = change.remove.map((one) => withoutIndex(one, before.person(one.person)));
  let room = MOST_ACTIONS - actionsOf({ ...change, remove });
  if (room < 0) return undefined;
  const save = change.save.map((one) => {
    const reviewed = withReview(one, before.person(one.person), audiences, now, { room });
    room -= (reviewed.index?.enter.length ?? 0) + (reviewed.index?.leave.length ?? 0);
    return reviewed;
  });
  return { ...change, save, remove };
};

const withoutIndex = (removed: RemovedPerson, stored: StoredPerson | undefined): RemovedPerson => {
  const index = stored === undefined ? NOTHING : indexRemoval(stored);
  return isNothing(index) ? removed : { ...removed, index };
};

const NOTHING: IndexChange = { enter: [], leave: [] };

/** The removal of all index items that stand for a person. */
const indexRemoval = ({ state, due }: StoredPerson): IndexChange => ({
  enter: [],
  leave: state.membership?.in ?? [],
  ...(due === undefined ? {} : { dueWas: due }),
});

/** Due-date items go and come with a person: room for them is never given away. */
const DUE_ITEMS = 2;

/**
 * A person with its membership as of an instant, and the index items that change with it. What does not fit into `room` items is
 * left as it was and due at once. `done`: the due-date item that led here, which goes.
 */
export const withReview = (
  saved: SavedPerson,
  stored: StoredPerson | undefined,
  audiences: Audiences,
  now: number,
  { room, done }: { readonly room: number; readonly done?: number },
): SavedPerson => {
  const known = stored?.state.membership;
  if (audiences.all.length === 0 && known === undefined) return { ...saved, at: now };
  const wanted = membershipAfter(stored?.state, saved.state, audiences, now);
  const membership = fitted(known, wanted, Math.max(0, room - DUE_ITEMS), now);
  const stands = done === undefined ? stored?.due : undefined;
  const { stands: due, ...items } = dueChange(stands, firstDue(membership), done);
  const index = { ...difference(known?.in ?? [], membership.in), ...items };
  return {
    ...saved,
    state: { ...saved.state, membership },
    at: now,
    ...(due === undefined ? {} : { due }),
    ...(isNothing(index) ? {} : { index }),
  };
};

const isNothing = ({ enter, leave, dueWas, dueIs }: IndexChange): boolean =>
  enter.length + leave.length === 0 && dueWas === undefined && dueIs === undefined;

const difference = (was: readonly string[], is: readonly string[]): Pick<IndexChange, 'enter' | 'leave'> => {
  if (was === is) return NOTHING;
  const [before, after] = [new Set(was), new Set(is)];
  return { enter: is.filter((one) => !before.has(one)), leave: was.filter((one) => !after.has(one)) };
};

/** An item that stands at or before the new due time will do: a look too early changes nothing, a write would cost more. */
const dueChange = (
  stands: number | undefined,
  due: number | undefined,
  done: number | undefined,
): Pick<IndexChange, 'dueWas' | 'dueIs'> & { readonly stands?: number } => {
  // The same item cannot go and come in one transaction.
  if (due !== undefined && due === done) return { stands: due };
  const standing = stands === undefined ? {} : { stands };
  const goes = done ?? stands;
  if (due === undefined) return { ...standing, ...(done === undefined ? {} : { dueWas: done }) };
  if (stands !== undefined && stands <= due) return standing;
  return { stands: due, dueIs: due, ...(goes === undefined ? {} : { dueWas: goes }) };
};

const fitted = (known: Membership | undefined, wanted: Membership, room: number, now: number): Membership => {
  const was = known?.in ?? [];
  const { enter, leave } = difference(was, wanted.in);
  if (enter.length + leave.length <= room) return wanted;
  const rest = [...enter, ...leave].sort().slice(room);
  const later = new Set(rest);
  const members = [...wanted.in.filter((one) => !later.has(one)), ...was.filter((one) => later.has(one))];
  const due = [...wanted.due.filter(([one]) => !later.has(one)), ...rest.map((one) => [one, now] as const)];
  return { hash: wanted.hash, in: members.sort(), due: due.sort(([a], [b]) => compareText(a, b)) };
};
