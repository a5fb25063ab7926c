import type { CatalogEvent } from '../../contracts/event';
import type { Audience } from '../../contracts/launch';
import type { Channel, Goal, Policy, Purpose, Team } from '../../contracts/platform';
import type { Vendor } from '../../contracts/vendor';
import { latestEvents } from './catalog';
import type { Files, Read } from './read';

type Segment = Extract<Audience, { segment: string }>;

/**
 * What names there are. A part is undefined where its file could not be read: then nothing is said against names
 * of that part, because one broken file must not make a hundred findings.
 */
export interface Known {
  readonly teams?: ReadonlyMap<string, Team>;
  readonly goals?: ReadonlyMap<string, Goal>;
  readonly channels?: ReadonlyMap<string, Channel>;
  readonly purposes?: ReadonlyMap<string, Purpose>;
  readonly policy?: Policy;
  readonly identifierTypes?: ReadonlySet<string>;
  /** Latest versions. */
  readonly events?: ReadonlyMap<string, CatalogEvent>;
  readonly traits?: ReadonlySet<string>;
  readonly vendors?: ReadonlyMap<string, Vendor>;
  readonly segments?: ReadonlyMap<string, Segment>;
  readonly lists?: ReadonlySet<string>;
}

/** The names of all readable files. */
export const knownNames = (files: Files): Known => {
  const events = ifAll(files.events, (all) => new Map(latestEvents(all).map((event) => [event.event, event])));
  return {
    ...part(
      'teams',
      byName(files.teams.data?.teams, (one) => one.team),
    ),
    ...part(
      'goals',
      byName(files.goals.data?.goals, (one) => one.goal),
    ),
    ...part(
      'channels',
      byName(files.channels.data?.channels, (one) => one.channel),
    ),
    ...part(
      'purposes',
      byName(files.purposes.data?.purposes, (one) => one.purpose),
    ),
    ...part('policy', files.policy.data),
    ...part('identifierTypes', files.identity.data && new Set(files.identity.data.types.map((one) => one.type))),
    ...part('events', events),
    ...part('traits', events && traitNames([...events.values()])),
    ...part(
      'vendors',
      ifAll(files.vendors, (all) => new Map(all.map((one) => [one.vendor, one]))),
    ),
    ...part(
      'segments',
      ifAll(files.audiences, (all) => new Map(all.flatMap((a) => ('segment' in a ? [[a.segment, a]] : [])))),
    ),
    ...part(
      'lists',
      ifAll(files.audiences, (all) => new Set(all.flatMap((a) => ('list' in a ? [a.list] : [])))),
    ),
  };
};

/** Traits come from identify calls and from what events set. */
const traitNames = (events: readonly CatalogEvent[]): ReadonlySet<string> =>
  new Set(
    events.flatMap((event) => [
      ...(event.event === 'Customer Identified'
        ? Object.keys((event.schema.properties as object | undefined) ?? {})
        : []),
      ...Object.keys(event.sets ?? {}),
    ]),
  );

const byName = <T>(items: readonly T[] | undefined, name: (item: T) => string): ReadonlyMap<string, T> | undefined =>
  items && new Map(items.map((item) => [name(item), item]));

const ifAll = <T, R>(reads: readonly Read<T>[], make: (all: readonly T[]) => R): R | undefined => {
  const all = reads.flatMap((read) => (read.data === undefined ? [] : [read.data]));
  return all.length === reads.length ? make(all) : undefined;
};

const part = <K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } =>
  (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
