import type { PersonId, PersonState, StrandState } from '../../contracts/profile';
import { ContendedError } from './contended';
import { withReview } from './membership-change';
import type { Clock, Sleep } from './ports/clocks';
import type { LoadPersons, StoredPerson } from './ports/profiles';
import type { DropDue, DueItem, SaveReviewed } from './ports/reviews';
import { MOST_ACTIONS } from './profile-change';
import type { ProfileRules } from './profile-rules';
import { sortedRecord } from './record';

export interface ReviewPorts {
  readonly loadPersons: LoadPersons;
  readonly saveReviewed: SaveReviewed;
  readonly dropDue: DropDue;
  readonly sleep: Sleep;
  /** Business time. */
  readonly clock: Clock;
}

/** What a look at a person's audiences led to; `gone`: the person is part of another by now, or erased. */
export type Reviewed = 'same' | 'saved' | 'gone';

const TRIES = 8;
const BACKOFF_MS = 20;

/**
 * Evaluates a person's audiences as of now where time has come or definitions have changed, and saves what is different. With a
 * due-date item, that item goes, in the same transaction; done twice, the second time changes nothing.
 */
export const reviewPerson = async (
  ports: ReviewPorts,
  rules: ProfileRules,
  person: PersonId,
  due?: DueItem,
): Promise<Reviewed> => {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if (attempt > 0) await ports.sleep(BACKOFF_MS * 2 ** attempt);
    const [stored] = await ports.loadPersons([person]);
    // An item that its person does not name was left behind by a crash or a merge of long ago.
    if (due !== undefined && stored?.due !== due.time) {
      await ports.dropDue(due);
      return stored === undefined ? 'gone' : 'same';
    }
    if (stored === undefined) return 'gone';
    const reviewed = review(stored, rules, await secondsNow(ports.clock), due);
    if (reviewed === undefined) return 'same';
    if ((await ports.saveReviewed(reviewed)) === 'saved') return 'saved';
  }
  throw new ContendedError('review.contended');
};

const secondsNow = async (clock: Clock): Promise<number> => Math.floor((await clock()).getTime() / 1000);

const review = (stored: StoredPerson, rules: ProfileRules, now: number, due: DueItem | undefined) => {
  const state = withoutOldTallies(stored.state, rules);
  const room = MOST_ACTIONS - 1;
  const done = due === undefined ? {} : { done: due.time };
  const { person, version } = stored;
  const reviewed = withReview({ person, version, state }, stored, rules.audiences, now, { room, ...done });
  const same = state === stored.state && reviewed.state.membership === stored.state.membership;
  return same && due === undefined ? undefined : reviewed;
};

/** What is kept for computed traits that nobody defines any more is dropped; only once the definitions have changed. */
const withoutOldTallies = (state: PersonState, { audiences, computed }: ProfileRules): PersonState => {
  if (state.membership?.hash === audiences.hash) return state;
  const known = new Set([...computed.values()].flatMap((traits) => traits.map(({ key }) => key)));
  const isOld = (key: string): boolean => !known.has(key);
  if (!Object.values(state.strands).some(({ tallies = {} }) => Object.keys(tallies).some(isOld))) return state;
  const strands = Object.entries(state.strands).map(
    ([strand, known]) => [strand, withoutTallies(known, isOld)] as const,
  );
  return { ...state, strands: sortedRecord(strands) };
};

/** Member by member, so that the others keep their places. */
const withoutTallies = (state: StrandState, isOld: (key: string) => boolean): StrandState => {
  const kept = Object.entries(state.tallies ?? {}).filter(([key]) => !isOld(key));
  const members = Object.entries(state).flatMap(([name, value]): [string, unknown][] => {
    if (name !== 'tallies') return [[name, value]];
    return kept.length === 0 ? [] : [[name, sortedRecord(kept)]];
  });
  return Object.fromEntries(members) as unknown as StrandState;
};
