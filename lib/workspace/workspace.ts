import type { LayoutFile, Theme, Voice } from '../../contracts/brand';
import type { ComputedTraitYaml } from '../../contracts/computed-trait';
import type { CatalogEvent } from '../../contracts/event';
import type { IdentityFile } from '../../contracts/identity';
import type { Audience, LaunchManifest } from '../../contracts/launch';
import type { Person } from '../../contracts/person';
import type {
  Access,
  Channel,
  Goal,
  Platform,
  Purpose,
  SignalRules,
  Source,
  Topic,
  Waiver,
} from '../../contracts/platform';
import type { Policy } from '../../contracts/policy';
import type { Prices } from '../../contracts/prices';
import type { Team } from '../../contracts/team';
import type { Vendor } from '../../contracts/vendor';

/** Everything that the YAML of the project says, typed. */
export interface Workspace {
  readonly root: string;
  readonly platform: Platform;
  readonly teams: readonly Team[];
  /** Who may approve, as the work tree has it; approvals are judged by the protected branch's. */
  readonly people: readonly Person[];
  readonly goals: readonly Goal[];
  readonly channels: readonly Channel[];
  readonly purposes: readonly Purpose[];
  readonly sources: readonly Source[];
  readonly signals: SignalRules;
  readonly identity: IdentityFile;
  readonly topics: readonly Topic[];
  readonly policy: Policy;
  readonly prices: Prices;
  readonly access: Access;
  readonly waivers: readonly Waiver[];
  readonly voice: Voice;
  readonly theme: Theme;
  readonly layouts: readonly LayoutFile[];
  readonly vendors: readonly Vendor[];
  /** All versions of all events. */
  readonly catalog: readonly CatalogEvent[];
  /** Launches without an error of their own; one that has errors is in the findings only. */
  readonly launches: readonly LaunchFile[];
  readonly audiences: readonly Audience[];
  readonly computedTraits: readonly ComputedTraitYaml[];
}

export interface LaunchFile {
  /** Relative to the project, with forward slashes. */
  readonly file: string;
  readonly manifest: LaunchManifest;
}
