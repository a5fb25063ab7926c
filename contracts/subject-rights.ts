import type { Json } from './event';
import type { PersonId } from './profile';

/** What may be asked about a person: routes `POST /v1/customers/<verb>`, scopes `customers/<verb>`. */
export const RIGHTS_VERBS = ['lookup', 'export', 'erase', 'restrict'] as const;
export type RightsVerb = (typeof RIGHTS_VERBS)[number];

/** Whom a request is about: an identifier type of identity.yaml and its value. Travels in bodies only. */
export interface Subject {
  readonly type: string;
  readonly value: string;
}

/** An identifier of a person; `value` is missing where the vault no longer has it. */
export interface KnownIdentifier {
  readonly type: string;
  readonly token: string;
  readonly value?: string;
  /** Event time of its first observation, ISO 8601. */
  readonly since: string;
}

/** A fact about a person as it is stored, with its value in place of its token. */
export interface KnownTrait {
  readonly value: Json;
  readonly at: string;
  /** Source and message that told it. */
  readonly from: string;
}

/** A person as `lookup` answers. */
export interface CustomerProfile {
  readonly person: PersonId;
  /** Oldest first. */
  readonly identifiers: readonly KnownIdentifier[];
  readonly traits: Readonly<Record<string, KnownTrait>>;
  readonly lists: readonly string[];
  /** Key `<purpose>/<channel>`. */
  readonly consent: Readonly<Record<string, Readonly<Record<string, Json>>>>;
}

/** Steps of an erasure, in their order; each may be done again and changes nothing then. */
export const ERASURE_STEPS = [
  'plan',
  'end',
  'suppress',
  'gather',
  'tell',
  'delete',
  'wait',
  'forget',
  'settle',
  'rescan',
  'done',
] as const;
export type ErasureStep = (typeof ERASURE_STEPS)[number];

/** What is kept of people, store by store; each has a number in the receipt. */
export const HOLDINGS = [
  'profiles.views',
  'profiles.events',
  'profiles.consent-log',
  'engagement.decisions',
  'engagement.ledgers',
  'engagement.messages',
  'vault.identifiers',
  'vault.values',
  'vault.quarantined',
] as const;
export type Holding = (typeof HOLDINGS)[number];
export type Holdings = Readonly<Record<Holding, number>>;

/**
 * What came of telling a vendor. `erased`: it confirmed. `failed`: it refused. `no-answer`: it did not answer in time.
 * `by-hand`: it has no address for this, or no approval in force. `nothing-sent`: it never received anything.
 */
export type VendorOutcome = 'asked' | 'erased' | 'failed' | 'no-answer' | 'by-hand' | 'nothing-sent';

export interface VendorErasure {
  readonly vendor: string;
  readonly outcome: VendorOutcome;
  /** Agreement to refer to when the vendor is asked by hand. */
  readonly agreement: string;
  /** Requests made. */
  readonly attempts: number;
  /** HTTP status of the last answer. */
  readonly status?: number;
  readonly reason?: string;
  /** When it was last heard of; ISO 8601, wall clock. */
  readonly at?: string;
}

/** Proof of an erasure; holds no personal data and no token of the person. */
export interface ErasureReceipt {
  readonly receipt: string;
  readonly step: ErasureStep;
  /** Identifier type that was asked for. */
  readonly type: string;
  /** Who asked: the API client. */
  readonly askedBy: string;
  /** Events that happened up to then stay out for good; ISO 8601, business time. */
  readonly erasedAt: string;
  /** ISO 8601, wall clock, as all times below. */
  readonly startedAt: string;
  readonly finishedAt?: string;
  /** Identifiers that were erased, by type. */
  readonly identifiers: Readonly<Record<string, number>>;
  /** Identifiers that another customer has, too, and that stay with them, by type. */
  readonly shared: Readonly<Record<string, number>>;
  /** What was held when the erasure began. */
  readonly held: Holdings;
  /** What arrived while it went on, and was deleted after it. */
  readonly late: Holdings;
  /** What the last reading of every store found. */
  readonly rescan?: { readonly at: string; readonly left: Holdings };
  readonly vendors: readonly VendorErasure[];
  /** Times that a step was begun again after a failure. */
  readonly retries: number;
  /** What remains elsewhere, and until when. */
  readonly remains: readonly { readonly where: string; readonly what: string; readonly until: string }[];
  /** Over the canonical JSON of everything else, with a key of its own. */
  readonly signature?: { readonly algorithm: 'HMAC-SHA-256'; readonly value: string };
}

/** An answer about an erasure: the receipt as it stands, and whether its signature holds. */
export interface ErasureAnswer {
  readonly receipt: ErasureReceipt;
  /** Set once the receipt is signed. */
  readonly genuine?: boolean;
}
