import type { Tally } from '../../contracts/computed-trait';
import type { Json } from '../../contracts/event';
import type { Digest, PersonState, PersonView, Stamp, StrandState } from '../../contracts/profile';
import { oncePer } from './once-per';
import { own } from './record';
import { compareStamps } from './stamp';

/** What conditions ask of a person. */
export interface Facts {
  /** Undefined where unknown or taken away. */
  readonly trait: (name: string) => Json | undefined;
  readonly inList: (list: string) => boolean;
  readonly digests: (event: string) => readonly Digest[];
  /** One of each member that has one, by the key of the computed trait. */
  readonly tallies: (key: string) => readonly Tally[];
}

/** The facts of a view. Hundreds of conditions ask the same view, so it is looked through once. */
export const factsOfView: (view: PersonView) => Facts = oncePer((view) => {
  const byEvent = groupedByEvent(view.digests);
  return {
    trait: (name) => own(view.traits, name)?.value,
    inList: (list) => view.lists.includes(list),
    digests: (event) => byEvent.get(event) ?? [],
    tallies: (key) => own(view.tallies ?? {}, key) ?? NOTHING,
  };
});

const NOTHING: readonly Tally[] = [];

const groupedByEvent = (digests: readonly Digest[]): ReadonlyMap<string, readonly Digest[]> => {
  const groups = new Map<string, Digest[]>();
  for (const digest of digests) {
    const group = groups.get(digest.event);
    if (group === undefined) groups.set(digest.event, [digest]);
    else group.push(digest);
  }
  return groups;
};

/** The facts of a stored person, the same as of its view; works out only what is asked for. */
export const factsOfState = ({ strands }: Pick<PersonState, 'strands'>): Facts => {
  const members = Object.values(strands);
  const digests = new Map<string, readonly Digest[]>();
  const tallies = new Map<string, readonly Tally[]>();
  return {
    trait: (name) => latest(members, (state) => own(state.traits, name))?.value ?? undefined,
    inList: (list) => latest(members, (state) => own(state.lists, list))?.member === true,
    digests: (event) =>
      remembered(digests, event, () =>
        members.flatMap((state) => state.digests.filter((digest) => digest.event === event)),
      ),
    tallies: (key) => remembered(tallies, key, () => members.flatMap((state) => own(state.tallies ?? {}, key) ?? [])),
  };
};

const remembered = <T>(known: Map<string, T>, name: string, work: () => T): T => {
  const found = known.get(name) ?? work();
  known.set(name, found);
  return found;
};

const latest = <T extends Stamp>(
  members: readonly StrandState[],
  of: (state: StrandState) => T | undefined,
): T | undefined => {
  let found: T | undefined;
  for (const state of members) {
    const told = of(state);
    if (told !== undefined && (found === undefined || compareStamps(told, found) > 0)) found = told;
  }
  return found;
};
