import type { Membership } from './audience';
import type { Tally } from './computed-trait';
import type { Scalar } from './condition';
import type { Json } from './event';

/** `<identifier type>:<token>`: everything observed under one identifier. */
export type StrandId = string;

/**
 * Id of a person: of its strands that never part from it by time the one observed first, or the first of all where none
 * lasts. Changes only when strands merge or part.
 */
export type PersonId = StrandId;

/** Orders two observations of one thing: event time, then event key. ISO 8601 and `<source>#<messageId>`. */
export interface Stamp {
  readonly at: string;
  readonly key: string;
}

export interface Trait extends Stamp {
  readonly value: Json;
}

export type ConsentStatus = 'granted' | 'denied';

export interface Consent extends Stamp {
  readonly status: ConsentStatus;
  readonly noticeVersion?: string;
  /** ISO 8601; from this instant a grant counts as denied. */
  readonly expiresAt?: string;
}

/** Why a consent was withdrawn; `bounced` concerns the address alone. */
export type WithdrawalReason = 'unsubscribed' | 'bounced' | 'complained' | 'manual' | 'erased';

/** One entry of the append-only consent log: the receipt of what was said, whether or not it changed anything. */
export interface ConsentReceipt extends Stamp {
  /** The strand that said it. */
  readonly strand: StrandId;
  readonly receivedAt: string;
  readonly event: string;
  /** Version of the event's schema. */
  readonly schema: string;
  readonly status: ConsentStatus;
  /** `*` stands for every one. */
  readonly purpose: string;
  readonly channel: string;
  readonly reason?: WithdrawalReason;
  readonly noticeVersion?: string;
  readonly noticeUrl?: string;
  readonly method?: string;
  readonly collector?: string;
  readonly receiptId?: string;
  readonly expiresAt?: string;
  readonly scopes?: readonly string[];
  /** The signal as it came. */
  readonly raw?: string;
  readonly messageId?: string;
  /** Of a restriction: GDPR Art. 18(1) a to d, and the request's number. */
  readonly ground?: string;
  readonly ticket?: string;
}

/** Whether a strand's data may only be stored (GDPR Art. 18). */
export interface Restriction extends Stamp {
  readonly restricted: boolean;
}

/** Times at which an event with the same remembered properties happened. Epoch seconds, ascending, duplicates kept. */
export interface Digest {
  readonly event: string;
  /** One value, or the distinct sorted values of a property that occurs once an item. */
  readonly where: Readonly<Record<string, Scalar | readonly Scalar[]>>;
  readonly times: readonly number[];
}

/** What one strand has been told; a pure function of the set of its events. */
export interface StrandState {
  /** Earliest event that named the strand. */
  readonly first: Stamp;
  /** Latest event that told something (a trait, consent, list or remembered event); `first` where none has. */
  readonly last: Stamp;
  readonly traits: Readonly<Record<string, Trait>>;
  /** Key `<purpose>/<channel>`. */
  readonly consent: Readonly<Record<string, Consent>>;
  /** Denials that a browser states with every request, by the same key: the earliest of each, because it is a default. */
  readonly signals?: Readonly<Record<string, Consent>>;
  /** Of an address: the latest time that it could not be reached. */
  readonly bounce?: Stamp;
  readonly restriction?: Restriction;
  readonly lists: Readonly<Record<string, Stamp & { readonly member: boolean }>>;
  /** Sorted by event, then canonical `where`. */
  readonly digests: readonly Digest[];
  /** What computed traits are worked out from, by their key; left out where there is nothing. */
  readonly tallies?: Readonly<Record<string, Tally>>;
  /** Strands that events named together with this one: the earliest such event of each period that still counts, ascending. */
  readonly links: Readonly<Record<StrandId, readonly Stamp[]>>;
}

/** The stored item of one person: the states of its strands. */
export interface PersonState {
  /** @default - the strand observed first */
  readonly person?: PersonId;
  /** Version of identity.yaml by which the strands were last grouped. */
  readonly rules?: number;
  readonly strands: Readonly<Record<StrandId, StrandState>>;
  /** Left out where no audience is defined, and until it was first evaluated. */
  readonly membership?: Membership;
}

/** The one view that readers decide on: the join of a person's strands. */
export interface PersonView {
  readonly person: PersonId;
  /** Member strands, oldest first. */
  readonly members: readonly StrandId[];
  readonly traits: Readonly<Record<string, Trait>>;
  /** Key `<purpose>/<channel>`; the most restrictive of all members until a newer grant. */
  readonly consent: Readonly<Record<string, Consent>>;
  /** Tokens of addresses that cannot be reached; left out where there are none. */
  readonly bounced?: readonly string[];
  /** Set while the person's data may only be stored. */
  readonly restricted?: true;
  readonly lists: readonly string[];
  readonly digests: readonly Digest[];
  /** By the key of the computed trait, one of each member that has one; left out where there is none. */
  readonly tallies?: Readonly<Record<string, readonly Tally[]>>;
}

/** Why two strands that an event named together are not one person. Stable codes. */
export type RefusalCode =
  /** Two values of a unique type would meet: two known customers. */
  | 'unique-conflict'
  /** The person would have more values of a type than its limit. */
  | 'limit-reached'
  /** The link was not seen again within the type's window, and newer values took its place. */
  | 'window-passed'
  /** One end has too many people behind it: a kiosk, an office phone. */
  | 'shared'
  /** The person would have more strands than one transaction can move. */
  | 'members-limit'
  /** Other rules kept them apart; by those in force the next event that names either joins them. */
  | 'rules-changed';

/** Two strands that one event named together. */
export interface ObservedLink {
  readonly strands: readonly [StrandId, StrandId];
  /** The earliest event that still counts. */
  readonly since: Stamp;
  /** Who sent that event. */
  readonly source: string;
}

export interface JoinedLink extends ObservedLink {
  /** False where other links had made the two one person before. */
  readonly decisive: boolean;
}

export interface RefusedLink extends ObservedLink {
  readonly reason: RefusalCode;
  /** Identifier type whose uniqueness or limit stood against it. */
  readonly type?: string;
}

/** A strand that events named together with the person and that is not part of it. */
export interface DemotedStrand {
  readonly strand: StrandId;
  readonly reason: RefusalCode;
  /** Whose it is instead. */
  readonly person: PersonId;
}

/** The merge decision record: why these strands, and no others, are one person. Holds tokens, no values. */
export interface PersonExplanation {
  readonly person: PersonId;
  /** Version of identity.yaml that made the person. */
  readonly rules: number;
  /**
   * The strand that gives the person its id: of those that last (of all, where none does) the one observed first, of
   * several first observed by one event the smallest.
   */
  readonly winner: ObservedStrand & { readonly why: 'lasts' | 'observed-first' | 'smallest-id' };
  /** Oldest first. */
  readonly members: readonly (ObservedStrand & { readonly shared: boolean })[];
  /** In the order in which they were judged. */
  readonly joined: readonly JoinedLink[];
  readonly refused: readonly RefusedLink[];
  readonly demoted: readonly DemotedStrand[];
}

export interface ObservedStrand {
  readonly strand: StrandId;
  readonly type: string;
  readonly first: Stamp;
  readonly source: string;
}
