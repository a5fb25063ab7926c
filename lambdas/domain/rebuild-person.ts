import type { BusEvent } from '../../contracts/event';
import type { PersonId, PersonState, StrandId, StrandState } from '../../contracts/profile';
import type { RebuildRule, RebuildRun } from '../../contracts/rebuild';
import { widenedConsent } from './consent-widening';
import { ContendedError } from './contended';
import { formerStates, type Histories, stateSince, toldBy, toldDigest, withStates, workedOut } from './generation';
import { historyStart } from './history';
import { withReview } from './membership-change';
import { type Difference, personDifferences } from './person-difference';
import type { Clock, Sleep } from './ports/clocks';
import type { Generation, LoadGeneration, OtherState, SaveGeneration } from './ports/generations';
import type { LoadPersons, SavedPerson, StoredPerson, StrandPointers } from './ports/profiles';
import type { ReadStrand } from './ports/rights';
import { MOST_ACTIONS } from './profile-change';
import type { ProfileRules } from './profile-rules';
import { own } from './record';

export interface RebuildPorts {
  readonly loadPersons: LoadPersons;
  readonly strandPointers: StrandPointers;
  readonly readStrand: ReadStrand;
  readonly loadGeneration: LoadGeneration;
  readonly saveGeneration: SaveGeneration;
  readonly sleep: Sleep;
  /** Business time. */
  readonly clock: Clock;
}

type Run = Pick<RebuildRun, 'run' | 'until'>;

/** What came of a person. `moved`: it has changed sides. `refused`: it may not, and is as it was. */
export interface Rebuilt {
  readonly outcome: 'same' | 'differs' | 'moved' | 'refused' | 'gone';
  /** What readers would see differently; of a check. */
  readonly differences?: readonly Difference[];
  /** Rules that are broken, with the names of what breaks them. */
  readonly broken?: Readonly<Partial<Record<RebuildRule, readonly string[]>>>;
}

/** A person with what a run has for it. */
interface Found {
  readonly stored: StoredPerson;
  readonly generation: Generation;
  /** Strands that are not what their history gives. */
  readonly next: ReadonlyMap<StrandId, OtherState>;
  /** Whether the run did not know it at this version. */
  readonly isNew: boolean;
}

const TRIES = 8;
const BACKOFF_MS = 20;

/** The steps by which a run takes a person from one side to the other. Each may be done again, and races events and erasures. */
export const createRebuildPerson = (ports: RebuildPorts, rules: ProfileRules) => {
  const untilSaved = async <T>(attempt: () => Promise<T | 'conflict'>): Promise<T> => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      if (tries > 0) await ports.sleep(BACKOFF_MS * 2 ** tries);
      const result = await attempt();
      if (result !== 'conflict') return result;
    }
    throw new ContendedError('review.contended');
  };

  /** Works the person out where the run has not, or where it has changed since. */
  const find = async ({ run }: Run, person: PersonId): Promise<Found | undefined> => {
    // The person before its events: an event that arrives in between has changed the version that is written.
    const [stored] = await ports.loadPersons([person]);
    if (stored === undefined) return undefined;
    const strands = Object.keys(stored.state.strands);
    const generation = await ports.loadGeneration(run, person, strands);
    if (generation.version === stored.version) return { stored, generation, next: nextIn(generation), isNew: false };
    const histories = await historiesOf(ports.readStrand, strands);
    const next = workedOut(stored.state, histories, historyStart(await ports.clock()), rules);
    return { stored, generation, next, isNew: true };
  };

  const keep = (run: Run, { stored: { person, version }, generation, next, isNew }: Found) => {
    if (!isNew) return 'saved';
    const stale = [...nextIn(generation).keys()].filter((strand) => !next.has(strand));
    const others = new Map<StrandId, OtherState | undefined>([
      ...stale.map((one) => [one, undefined] as const),
      ...next,
    ]);
    return ports.saveGeneration(run, { person, version, others });
  };

  /** Works a person out anew, beside the one that is stored. */
  const build = (run: Run, person: PersonId): Promise<Rebuilt> =>
    untilSaved(async () => {
      const found = await find(run, person);
      if (found === undefined) return { outcome: 'gone' };
      if ((await keep(run, found)) === 'conflict') return 'conflict';
      return { outcome: found.next.size === 0 ? 'same' : 'differs' };
    });

  /** Says what a switch would change, and which rules it would break. */
  const check = (run: Run, person: PersonId): Promise<Rebuilt> =>
    untilSaved(async () => {
      const found = await find(run, person);
      if (found === undefined) return checkGone(person);
      if ((await keep(run, found)) === 'conflict') return 'conflict';
      const { stored, next } = found;
      const elsewhere = await strandsElsewhere(stored);
      if (elsewhere === 'conflict') return 'conflict';
      const now = await ports.clock();
      const state = withStates(stored.state, statesOf(next));
      const widened = widenedConsent(stored.state, state, saidIn(next), now.getTime());
      return {
        outcome: next.size === 0 ? 'same' : 'differs',
        differences: next.size === 0 ? [] : personDifferences(stored.state, state, rules.audiences, secondsOf(now)),
        broken: { ...named('consent-widened', widened), ...named('member-elsewhere', elsewhere) },
      };
    });

  /** A listed person without a view became part of another, or was erased; or is lost. */
  const checkGone = async (person: PersonId): Promise<Rebuilt | 'conflict'> => {
    const pointer = (await ports.strandPointers([person])).get(person);
    if (pointer !== person) return { outcome: 'gone' };
    if ((await ports.loadPersons([person])).length > 0) return 'conflict';
    return { outcome: 'gone', broken: named('view-missing', [person]) };
  };

  const strandsElsewhere = async ({
    person,
    version,
    state,
  }: StoredPerson): Promise<readonly string[] | 'conflict'> => {
    const strands = Object.keys(state.strands);
    const pointers = await ports.strandPointers(strands);
    const elsewhere = strands.filter((strand) => pointers.get(strand) !== person);
    if (elsewhere.length === 0) return [];
    const [again] = await ports.loadPersons([person]);
    return again?.version === version ? elsewhere : 'conflict';
  };

  /** Puts a person that is not what its history gives in the place of the one that is stored, which is kept beside it. */
  const switchOver = (run: Run, person: PersonId): Promise<Rebuilt> =>
    untilSaved(async () => {
      const found = await find(run, person);
      if (found === undefined) return { outcome: 'gone' };
      const { stored, generation, next } = found;
      if (next.size === 0) return (await keep(run, found)) === 'conflict' ? 'conflict' : { outcome: 'same' };
      const state = withStates(stored.state, statesOf(next));
      return move(run, stored, state, formerStates(stored.state, next, generation), saidIn(next));
    });

  /** Puts the person from before the switch back, with what it was told since. */
  const revert = (run: Run, person: PersonId): Promise<Rebuilt> =>
    untilSaved(async () => {
      const [stored] = await ports.loadPersons([person]);
      if (stored === undefined) return { outcome: 'gone' };
      const { others } = await ports.loadGeneration(run.run, person, Object.keys(stored.state.strands));
      const former = [...others].filter(([, { side }]) => side === 'former');
      if (former.length === 0) return { outcome: 'same' };
      const histories = await historiesOf(
        ports.readStrand,
        former.map(([strand]) => strand),
      );
      const eventsOf = (strand: StrandId): readonly BusEvent[] => histories.get(strand) ?? [];
      const states = new Map(
        former.flatMap(([strand, one]): [StrandId, StrandState][] => {
          const now = own(stored.state.strands, strand);
          return now === undefined ? [] : [[strand, stateSince(one, now, eventsOf(strand), rules)]];
        }),
      );
      const said = new Set([...former.flatMap(([, { told }]) => told), ...[...histories.values()].flatMap(toldBy)]);
      const forgotten = new Map(former.map(([strand]) => [strand, undefined]));
      return move(run, stored, withStates(stored.state, states), forgotten, (key) => said.has(toldDigest(key)));
    });

  const move = async (
    run: Run,
    stored: StoredPerson,
    state: PersonState,
    others: ReadonlyMap<StrandId, OtherState | undefined>,
    saysSo: (key: string) => boolean,
  ): Promise<Rebuilt | 'conflict'> => {
    const now = await ports.clock();
    const widened = widenedConsent(stored.state, state, saysSo, now.getTime());
    if (widened.length > 0) return { outcome: 'refused', broken: named('consent-widened', widened) };
    const { person, version } = stored;
    const room = MOST_ACTIONS - 2 - others.size;
    const saved: SavedPerson = withReview({ person, version, state }, stored, rules.audiences, secondsOf(now), {
      room,
    });
    const answer = await ports.saveGeneration(run, { person, version, others, saved });
    return answer === 'conflict' ? 'conflict' : { outcome: 'moved' };
  };

  return { build, check, switch: switchOver, revert };
};

const nextIn = ({ others }: Generation): ReadonlyMap<StrandId, OtherState> =>
  new Map([...others].filter(([, { side }]) => side === 'next'));

const statesOf = (others: ReadonlyMap<StrandId, OtherState>) =>
  new Map([...others].map(([strand, { state }]) => [strand, state]));

const saidIn = (others: ReadonlyMap<StrandId, OtherState>): ((key: string) => boolean) => {
  const told = new Set([...others.values()].flatMap((one) => one.told));
  return (key) => told.has(toldDigest(key));
};

const named = (rule: RebuildRule, names: readonly string[]): Partial<Record<RebuildRule, readonly string[]>> =>
  names.length === 0 ? {} : { [rule]: names };

const secondsOf = (now: Date): number => Math.floor(now.getTime() / 1000);

const historiesOf = async (readStrand: ReadStrand, strands: readonly StrandId[]): Promise<Histories> =>
  new Map(await Promise.all(strands.map(async (strand) => [strand, await eventsOf(readStrand, strand)] as const)));

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
