import type { Theme, Voice } from '../../contracts/brand';
import type { ComputedTraitYaml } from '../../contracts/computed-trait';
import type { CatalogEvent } from '../../contracts/event';
import type { Audience } from '../../contracts/launch';
import type { Channel, Goal, Purpose } from '../../contracts/platform';
import type { Policy } from '../../contracts/policy';
import type { Prices } from '../../contracts/prices';
import type { Team } from '../../contracts/team';
import type { Vendor } from '../../contracts/vendor';
import { type TextLayouts, textLayouts } from '../brand/text-layouts';
import { latestEvents } from './catalog';
import type { LayoutFiles } from './layout-files';
import type { Files, Read } from './read';
import { ifSound } from './sound';

type Segment = Extract<Audience, { segment: string }>;

/**
 * What names there are. A part is undefined where not all its names could be read: then nothing is said against names
 * of that part, because one broken file must not make a hundred findings.
 */
export interface Known {
  readonly teams: ReadonlyMap<string, Team> | undefined;
  readonly goals: ReadonlyMap<string, Goal> | undefined;
  readonly channels: ReadonlyMap<string, Channel> | undefined;
  readonly purposes: ReadonlyMap<string, Purpose> | undefined;
  readonly sources: ReadonlySet<string> | undefined;
  readonly policy: Policy | undefined;
  readonly prices: Prices | undefined;
  readonly voice: Voice | undefined;
  readonly theme: Theme | undefined;
  readonly layouts: TextLayouts;
  /** Channels that reach people by an e-mail address. */
  readonly emailChannels: readonly string[] | undefined;
  readonly identifierTypes: ReadonlyMap<string, unknown> | undefined;
  /** Latest versions. */
  readonly events: ReadonlyMap<string, CatalogEvent> | undefined;
  readonly traits: ReadonlySet<string> | undefined;
  readonly computedTraits: ReadonlyMap<string, ComputedTraitYaml> | undefined;
  readonly vendors: ReadonlyMap<string, Vendor> | undefined;
  readonly segments: ReadonlyMap<string, Segment> | undefined;
  readonly lists: ReadonlySet<string> | undefined;
}

/** The names of all readable files. */
export const knownNames = (files: Files, { layouts }: LayoutFiles): Known => {
  const { teams, goals, channels, purposes, policy, voice, identity } = files;
  const events = ifAll(files.events, (all) => byName(latestEvents(all), (one) => one.event));
  return {
    teams: ifSound(() => byName(teams.sound?.teams, (one) => one.team)),
    goals: ifSound(() => byName(goals.sound?.goals, (one) => one.goal)),
    channels: ifSound(() => byName(channels.sound?.channels, (one) => one.channel)),
    purposes: ifSound(() => byName(purposes.sound?.purposes, (one) => one.purpose)),
    sources: ifSound(() => files.sources.sound && new Set([...files.sources.sound.sources].map((one) => one.source))),
    policy: policy.sound,
    prices: files.prices.sound,
    voice: voice.data,
    theme: files.theme.data,
    layouts: textLayouts(layouts),
    emailChannels: emailChannels(files),
    identifierTypes: ifSound(() => byName(identity.sound?.types, (one) => one.type)),
    events,
    traits: ifSound(() => events && traitNames([...events.values()])),
    computedTraits: ifAll(files.computedTraits, (all) => byName(all, (one) => one.trait)),
    vendors: ifAll(files.vendors, (all) => byName(all, (one) => one.vendor)),
    segments: ifAll(files.audiences, (all) => new Map(all.flatMap((a) => ('segment' in a ? [[a.segment, a]] : [])))),
    lists: ifAll(files.audiences, (all) => new Set(all.flatMap((a) => ('list' in a ? [a.list] : [])))),
  };
};

/** Whether a channel carries the links that only e-mails have is known by the trait that it reaches people by. */
const emailChannels = ({ channels, identity }: Files): readonly string[] | undefined =>
  ifSound(() => {
    const emails = identity.sound?.types.filter(({ kind }) => kind === 'email').map(({ from }) => from);
    return channels.sound?.channels.flatMap(({ channel, reachableBy }) =>
      reachableBy !== undefined && emails?.includes(reachableBy) ? [channel] : [],
    );
  });

/** Names of traits that are told: by identify calls, and by what events set. */
export const traitNames = (events: readonly CatalogEvent[]): ReadonlySet<string> =>
  new Set(
    events.flatMap((event) => [
      ...(event.event === 'Customer Identified'
        ? Object.keys((event.schema.properties as object | undefined) ?? {})
        : []),
      ...Object.keys(event.sets ?? {}),
    ]),
  );

/** Spread first: a list that lacks an entry is not all names. */
const byName = <T>(items: readonly T[] | undefined, name: (item: T) => string): ReadonlyMap<string, T> | undefined =>
  items && new Map([...items].map((item) => [name(item), item]));

const ifAll = <T, R>(reads: readonly Read<T>[], make: (all: readonly T[]) => R): R | undefined => {
  const all = reads.flatMap(({ sound }) => (sound === undefined ? [] : [sound]));
  return all.length === reads.length ? ifSound(() => make(all)) : undefined;
};
