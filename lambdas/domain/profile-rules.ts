import type { ComputedTrait } from '../../contracts/computed-trait';
import type { IdentityType } from '../../contracts/identity';
import type { CatalogEntry, PlatformConfig } from '../../contracts/platform-config';
import { type Audiences, indexAudiences } from './audiences';

/** Ceilings of a profile; what lies beyond them is decided by the order of observations, never by that of arrival. */
export interface ProfileLimits {
  /** Links kept with a strand, for each far type and period of its window: the earliest ones. No type's limit is higher. */
  readonly partners: number;
  /** Strands of one person. */
  readonly members: number;
  /** Strands that one event may make us look at; beyond it the event is refused with `identity-limit`. */
  readonly closure: number;
  /** Occurrences remembered with a strand: the newest ones. */
  readonly remembered: number;
}

export const PROFILE_LIMITS: ProfileLimits = { partners: 51, members: 64, closure: 200, remembered: 200 };

/** What identity.yaml says of a type. */
export interface TypeRule extends Pick<IdentityType, 'priority' | 'unique' | 'limit'> {
  /** Messages are sent to it. */
  readonly address: boolean;
}

/** What turns events into profiles, looked up by name. */
export interface ProfileRules {
  /** Version of identity.yaml. */
  readonly version: number;
  readonly types: ReadonlyMap<string, TypeRule>;
  /** More values of one stronger type than this, and the strand is shared. */
  readonly sharedBy: number;
  readonly catalog: ReadonlyMap<string, CatalogEntry>;
  /** Computed traits by the event that they are worked out from. */
  readonly computed: ReadonlyMap<string, readonly ComputedTrait[]>;
  readonly audiences: Audiences;
  readonly limits: ProfileLimits;
}

/** Compiles the rules from the platform's configuration, once per process. */
export const compileProfileRules = (
  config: Pick<PlatformConfig, 'identity' | 'catalog'> & Partial<Pick<PlatformConfig, 'computedTraits' | 'audiences'>>,
  limits: ProfileLimits = PROFILE_LIMITS,
): ProfileRules => ({
  version: config.identity.version,
  types: new Map(
    config.identity.types.map(({ type, priority, unique, limit, kind }) => [
      type,
      { priority, unique, limit, address: kind === 'email' || kind === 'phone' },
    ]),
  ),
  sharedBy: config.identity.sharedBy,
  catalog: new Map(Object.entries(config.catalog)),
  computed: byEvent(config.computedTraits ?? []),
  audiences: indexAudiences(config.audiences ?? { hash: '', definitions: [] }),
  limits,
});

const byEvent = (traits: readonly ComputedTrait[]): ReadonlyMap<string, readonly ComputedTrait[]> =>
  new Map(traits.map(({ event }) => [event, traits.filter((one) => one.event === event)]));
