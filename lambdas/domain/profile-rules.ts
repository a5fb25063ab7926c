import type { CatalogEntry, PlatformConfig } from '../../contracts/platform';

/** Ceilings of a profile; what lies beyond them is decided by the order of observations, never by that of arrival. */
export interface ProfileLimits {
  /** Links kept with a strand: the earliest ones. */
  readonly links: number;
  /** A strand linked with more values of one stronger type than this is shared (a kiosk, an office phone): it joins nobody. */
  readonly sharedBy: number;
  /** Strands of one person. */
  readonly members: number;
  /** Strands that one event may make us look at; beyond it the event is refused with `identity-limit`. */
  readonly closure: number;
  /** Occurrences remembered with a strand: the newest ones. */
  readonly remembered: number;
}

export const PROFILE_LIMITS: ProfileLimits = { links: 64, sharedBy: 8, members: 50, closure: 200, remembered: 200 };

/** What turns events into profiles, looked up by name. */
export interface ProfileRules {
  readonly types: ReadonlyMap<
    string,
    {
      readonly priority: number;
      readonly unique: boolean;
      /** Messages are sent to it. */
      readonly address: boolean;
    }
  >;
  readonly catalog: ReadonlyMap<string, CatalogEntry>;
  readonly limits: ProfileLimits;
}

/** Compiles the rules from the platform's configuration, once per process. */
export const compileProfileRules = (
  config: Pick<PlatformConfig, 'identity' | 'catalog'>,
  limits: ProfileLimits = PROFILE_LIMITS,
): ProfileRules => ({
  types: new Map(
    config.identity.types.map(({ type, priority, unique, kind }) => [
      type,
      { priority, unique, address: kind === 'email' || kind === 'phone' },
    ]),
  ),
  catalog: new Map(Object.entries(config.catalog)),
  limits,
});
