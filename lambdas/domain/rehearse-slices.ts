import { SHARDS } from '../../contracts/names';
import type { PersonId } from '../../contracts/profile';
import type { RehearseProgress, Sample } from '../../contracts/rehearsal';
import type { MonotonicClock } from './ports/clocks';
import type { ListMembers, ListPersons } from './ports/profiles';
import { type Frame, isDrawn, shareFor } from './rehearse-frame';
import { createTally, type Seen, type Tally } from './rehearse-tally';
import { countOf, type Sampled } from './rehearse-told';

/** How far a rehearsal has come. Counts only: of whom they are is not in it. */
export interface Reached {
  /** The next shard. */
  readonly shard: number;
  /** Share of people who are looked at; drawn from the first shard's size. */
  readonly share: number;
  readonly listed: number;
  readonly judged: number;
  /** Drawn, and no longer there: merged or erased since they were listed. */
  readonly gone: number;
  readonly tally: Tally;
}

export const BEGINNING: Reached = { shard: 0, share: 0, listed: 0, judged: 0, gone: 0, tally: {} };

export interface SlicePorts {
  readonly listPersons: ListPersons;
  readonly listMembers: ListMembers;
  readonly elapsed: MonotonicClock;
}

/** What is done with people: those of a page who are still there, each as what was seen of them. */
export type Judge = (persons: readonly PersonId[]) => Promise<readonly Seen[]>;

/** After this a slice takes no further shard, so that whoever waits sees how far it is. */
const SLICE_MS = 10_000;
/** Keys of one reading: as many as come in one answer. */
const LISTED = 10_000;
/** People read at once. */
const PAGE = 100;

/** Brings a rehearsal on by as many whole shards as there is time for, one at least. `wanted`: about how many people to look at. */
export const createSlices = ({ listPersons, listMembers, elapsed }: SlicePorts) => {
  const list = (frame: Frame, shard: number, cursor: string | undefined) =>
    frame.kind === 'everybody' ? listPersons(shard, LISTED, cursor) : listMembers(frame.name, shard, LISTED, cursor);

  const listed = async (frame: Frame, shard: number): Promise<readonly PersonId[]> => {
    const all: PersonId[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(frame, shard, cursor);
      for (const person of page.persons) all.push(person);
      cursor = page.cursor;
    } while (cursor !== undefined);
    return all;
  };

  return async (before: Reached, frame: Frame, wanted: number, judge: Judge): Promise<Reached> => {
    const began = elapsed();
    const { add, tally } = createTally(before.tally);
    let { shard, share, listed: all, judged, gone } = before;
    do {
      const persons = await listed(frame, shard);
      if (shard === 0) share = shareFor(wanted, persons.length, SHARDS);
      const drawn = persons.filter((person) => isDrawn(person, share));
      for (let at = 0; at < drawn.length; at += PAGE) {
        const page = drawn.slice(at, at + PAGE);
        const seen = await judge(page);
        for (const one of seen) add(one);
        judged += seen.length;
        gone += page.length - seen.length;
      }
      all += persons.length;
      shard += 1;
    } while (shard < SHARDS && elapsed() - began < SLICE_MS);
    return { shard, share, listed: all, judged, gone, tally: tally() };
  };
};

export const progressOf = ({ shard }: Reached): RehearseProgress => ({ done: shard, of: SHARDS });
export const isDone = ({ shard }: Reached): boolean => shard >= SHARDS;

/** Of how many the people looked at are a sample: of those listed, less the share that is gone. */
export const sampledOf = ({ listed, judged, gone }: Reached): Sampled => ({
  sampled: judged,
  population: judged + gone === 0 ? listed : Math.max(judged, Math.round((listed * judged) / (judged + gone))),
});

export const sampleOf = (from: Frame, { population, sampled }: Sampled): Sample => ({
  from,
  population: countOf(population),
  sampled: countOf(sampled),
  complete: sampled === population,
});
