import type { AudienceDefinition, AudienceDefinitions } from '../../contracts/audience';
import type { Condition } from '../../contracts/condition';

/** What a condition looks at. */
export interface Watched {
  readonly events: ReadonlySet<string>;
  readonly traits: ReadonlySet<string>;
  readonly lists: ReadonlySet<string>;
  /** Keys of computed traits. */
  readonly tallies: ReadonlySet<string>;
}

/** All audiences, found by what they look at: a change touches only those that look at what has changed. */
export interface Audiences {
  readonly hash: string;
  readonly all: readonly AudienceDefinition[];
  readonly byName: ReadonlyMap<string, AudienceDefinition>;
  /** Everything that any of them looks at. */
  readonly watched: Watched;
  /** Event, trait, list or key -> audiences that look at it. */
  readonly by: { readonly [Kind in keyof Watched]: ReadonlyMap<string, readonly AudienceDefinition[]> };
}

/** Indexes the definitions, once per process. */
export const indexAudiences = ({ hash, definitions }: AudienceDefinitions): Audiences => {
  const looks = definitions.map((one) => ({ one, at: watchedBy(one.condition) }));
  const index = (kind: keyof Watched): ReadonlyMap<string, readonly AudienceDefinition[]> => {
    const found = new Map<string, AudienceDefinition[]>();
    for (const { one, at } of looks) for (const name of at[kind]) found.set(name, [...(found.get(name) ?? []), one]);
    return found;
  };
  const by = {
    events: index('events'),
    traits: index('traits'),
    lists: index('lists'),
    tallies: index('tallies'),
  };
  return {
    hash,
    all: definitions,
    byName: new Map(definitions.map((one) => [one.audience, one])),
    watched: {
      events: new Set(by.events.keys()),
      traits: new Set(by.traits.keys()),
      lists: new Set(by.lists.keys()),
      tallies: new Set(by.tallies.keys()),
    },
    by,
  };
};

/** Everything that a condition looks at, its parts included. */
export const watchedBy = (condition: Condition): Watched => {
  const watched = {
    events: new Set<string>(),
    traits: new Set<string>(),
    lists: new Set<string>(),
    tallies: new Set<string>(),
  };
  const look = (part: Condition): void => {
    if ('of' in part) part.of.forEach(look);
    else if (part.kind === 'did') watched.events.add(part.event);
    else if (part.kind === 'list') watched.lists.add(part.list);
    else if (part.computed === undefined) watched.traits.add(part.name);
    else watched.tallies.add(part.computed.key);
  };
  look(condition);
  return watched;
};
