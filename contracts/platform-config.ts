import type { AudienceDefinitions } from './audience';
import type { ComputedTrait } from './computed-trait';
import type { DecisionPolicy } from './decision';
import type { PiiKind } from './event';
import type { IdentityRules } from './identity';
import type { Channel, Purpose, SignalRules, Source, Topic } from './platform';
import type { QuietTimes } from './quiet-times';
import type { RegisteredTester } from './tester';
import type { Vendor } from './vendor';
import type { UsableSchemes } from './webhook-schemes';

/** What handlers know of the platform: baked into their bundles at build time. */
export interface PlatformConfig {
  /** As customers know it. */
  readonly organisation: string;
  readonly sources: readonly Source[];
  readonly identity: IdentityRules;
  readonly topics: readonly Topic[];
  readonly signals: SignalRules;
  readonly purposes: readonly Purpose[];
  readonly vendors: readonly Vendor[];
  /** Rows of the schemes by which these vendors sign, by name. */
  readonly webhookSchemes: UsableSchemes;
  readonly channels: readonly Channel[];
  /** The only people whom a test may reach. */
  readonly testers: readonly RegisteredTester[];
  readonly decision: DecisionPolicy;
  readonly quiet: QuietTimes;
  /** By event name, latest version. */
  readonly catalog: Readonly<Record<string, CatalogEntry>>;
  /** Events of customers that results are counted from: those of goals, and those that tell of orders. */
  readonly outcomeEvents: readonly string[];
  readonly audiences: AudienceDefinitions;
  readonly computedTraits: readonly ComputedTrait[];
}

/** What the edge and the profile need of a catalog event. */
export interface CatalogEntry {
  readonly schema: string;
  /** The only sources that may send it. */
  readonly sources?: readonly string[];
  /** Path of a property (dots, `[]` for items) -> kind. */
  readonly pii: Readonly<Record<string, PiiKind>>;
  readonly remember?: readonly string[];
  readonly sets: Readonly<Record<string, string>>;
  readonly identifies: Readonly<Record<string, string>>;
  /** Top-level properties the schema declares. */
  readonly declared: readonly string[];
  /** Property -> path in a call's context. */
  readonly context?: Readonly<Record<string, string>>;
  /** Names that closed objects below the top declare, by path. */
  readonly nested?: Readonly<Record<string, readonly string[]>>;
  /** The last version of each former MODEL, which a sender may still name. */
  readonly former?: readonly CatalogEntry[];
}
