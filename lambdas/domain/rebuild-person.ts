import type { BusEvent } from '../../contracts/event';
import type { PersonId, PersonState, StrandId, StrandState } from '../../contracts/profile';
import { canonicalJson } from './canonical';
import { ContendedError } from './contended';
import { strandFromHistory } from './history';
import { withReview } from './membership-change';
import type { Clock, Sleep } from './ports/clocks';
import type { LoadPersons, StoredPerson } from './ports/profiles';
import type { SaveReviewed } from './ports/reviews';
import type { ReadStrand } from './ports/rights';
import { MOST_ACTIONS } from './profile-change';
import type { ProfileRules } from './profile-rules';
import { sortedRecord } from './record';

export interface RebuildPorts {
  readonly loadPersons: LoadPersons;
  readonly readStrand: ReadStrand;
  readonly saveReviewed: SaveReviewed;
  readonly sleep: Sleep;
  /** Business time. */
  readonly clock: Clock;
}

/** What came of working a person out anew. `parts`: what of it was not what its history gives. */
export type Rebuilt =
  | { readonly outcome: 'same' | 'gone' }
  | { readonly outcome: 'differs' | 'rebuilt'; readonly parts: readonly string[] };

export interface RebuildOptions {
  /** The start of the stored history. */
  readonly start: string;
  readonly apply: boolean;
}

const TRIES = 8;
const BACKOFF_MS = 20;

/**
 * Works a person out anew from its history, beside the one that is stored, and compares. What differs takes its place in one
 * conditional transaction, so that an event which arrives meanwhile is never lost: the person is then worked out once more.
 */
export const rebuildPerson = async (
  ports: RebuildPorts,
  rules: ProfileRules,
  person: PersonId,
  { start, apply }: RebuildOptions,
): Promise<Rebuilt> => {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if (attempt > 0) await ports.sleep(BACKOFF_MS * 2 ** attempt);
    // The person before its events: an event that arrives in between has changed the version that is written.
    const [stored] = await ports.loadPersons([person]);
    if (stored === undefined) return { outcome: 'gone' };
    const state = await fromHistory(ports.readStrand, stored.state, start, rules);
    const parts = differences(stored.state, state);
    if (parts.length === 0) return { outcome: 'same' };
    if (!apply) return { outcome: 'differs', parts };
    if ((await ports.saveReviewed(await reviewed(ports.clock, rules, stored, state))) === 'saved') {
      return { outcome: 'rebuilt', parts };
    }
  }
  throw new ContendedError('review.contended');
};

const reviewed = async (clock: Clock, { audiences }: ProfileRules, stored: StoredPerson, state: PersonState) => {
  const now = Math.floor((await clock()).getTime() / 1000);
  const { person, version } = stored;
  return withReview({ person, version, state }, stored, audiences, now, { room: MOST_ACTIONS - 1 });
};

const fromHistory = async (
  readStrand: ReadStrand,
  state: PersonState,
  start: string,
  rules: ProfileRules,
): Promise<PersonState> => {
  const strands = Object.entries(state.strands).map(async ([strand, known]): Promise<[StrandId, StrandState]> => {
    const events = await eventsOf(readStrand, strand);
    return [strand, strandFromHistory(known, events, start, rules)];
  });
  return { ...state, strands: sortedRecord(await Promise.all(strands)) };
};

const eventsOf = async (readStrand: ReadStrand, strand: StrandId): Promise<readonly BusEvent[]> => {
  const events: BusEvent[] = [];
  let cursor: string | undefined;
  do {
    const page = await readStrand(strand, cursor);
    events.push(...page.events.map(({ event }) => event));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return events;
};

/** Parts of a strand that are not the same in both, each once. */
const differences = (was: PersonState, is: PersonState): readonly string[] => {
  const parts = Object.entries(is.strands).flatMap(([strand, state]) => {
    const before = was.strands[strand];
    const names = new Set([...Object.keys(state), ...Object.keys(before ?? {})]) as ReadonlySet<keyof StrandState>;
    return [...names].filter((name) => textOf(before?.[name]) !== textOf(state[name]));
  });
  return [...new Set(parts)].sort();
};

const textOf = (part: unknown): string => (part === undefined ? '' : canonicalJson(part));
