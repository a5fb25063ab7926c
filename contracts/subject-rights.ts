import type { Json } from './event';
import type { Consent, ConsentReceipt, PersonExplanation, PersonId } from './profile';

/** What may be asked about a person: routes `POST /v1/customers/<verb>`, scopes `customers/<verb>`. */
export const RIGHTS_VERBS = ['lookup', 'export', 'erase', 'restrict'] as const;
export type RightsVerb = (typeof RIGHTS_VERBS)[number];

/** Verbs of `POST /v1/customers/<verb>` and the scope that each needs; `why` tells nothing that `lookup` may not. */
export type CustomerVerb = RightsVerb | 'why';
export const scopeVerb = (verb: CustomerVerb): RightsVerb => (verb === 'why' ? 'lookup' : verb);

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
  /** Segments and lists of audiences/ that the person is in. */
  readonly audiences: readonly string[];
  /** Key `<purpose>/<channel>`. */
  readonly consent: Readonly<Record<string, Consent>>;
  /** Whether the data may only be stored (GDPR Art. 18). */
  readonly restricted: boolean;
  /** What joined the identifiers, and what was refused. */
  readonly why: PersonExplanation;
}

/** An event as it is stored, with values in place of tokens. */
export interface ExportedEvent {
  readonly event: string;
  readonly schema: string;
  readonly source: string;
  readonly messageId: string;
  readonly occurredAt: string;
  readonly receivedAt: string;
  readonly identifiers: readonly { readonly type: string; readonly value: string }[];
  readonly properties: Readonly<Record<string, Json>>;
  /** When it ends by itself; ISO 8601. */
  readonly keptUntil: string;
}

/** A message that was requested, and what became of it. */
export interface ExportedMessage {
  readonly messageId: string;
  readonly vendor: string;
  readonly launch: string;
  readonly state: string;
  readonly at: string;
}

/** A vendor that was sent something, with what it may receive. */
export interface ExportedVendor {
  readonly vendor: string;
  readonly agreement: string;
  /** Where it keeps it. */
  readonly residency: readonly string[];
  readonly fields: readonly string[];
  readonly messages: readonly ExportedMessage[];
}

/** Everything held about a person (GDPR Art. 15). A long history comes in pages: all of it in the first one but the events. */
export interface CustomerExport {
  readonly exportedAt: string;
  readonly profile: CustomerProfile;
  readonly consentLog: readonly ConsentReceipt[];
  readonly events: readonly ExportedEvent[];
  readonly decisions: readonly Readonly<Record<string, Json>>[];
  readonly ledgers: readonly Readonly<Record<string, Json>>[];
  readonly messages: readonly ExportedMessage[];
  readonly vendors: readonly ExportedVendor[];
  /** Payloads that were set aside because something was wrong with them. */
  readonly quarantined: readonly Json[];
  /** Every value that the vault holds for the person, by kind of holder. */
  readonly values: readonly string[];
  /** Earlier erasures of the same identifiers. */
  readonly erasures: readonly { readonly type: string; readonly receipt: string; readonly erasedAt: string }[];
  readonly stores: readonly { readonly store: string; readonly holds: string; readonly kept: string }[];
  /** Set where there are more events: send it back as `after`. */
  readonly next?: string;
}

/** A page of an export after the first one. */
export type ExportPage = Pick<CustomerExport, 'events' | 'next'>;

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
