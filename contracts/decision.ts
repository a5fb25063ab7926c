import type { Condition, Scalar } from './condition';
import type { PersonId, PersonView } from './profile';

/** What an offer gives, as data for the till. Money in minor units would hide the currency's exponent: amounts are decimal numbers with their ISO 4217 code. */
export interface Gives {
  readonly percentOff?: number;
  readonly amountOff?: Money;
  readonly of?: Readonly<Record<string, Scalar>>;
  readonly atMost?: Money;
}
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/** One language's words of an offer. Liquid in headline and body. */
export interface Copy {
  readonly headline: string;
  readonly body: string;
  readonly link?: { readonly label: string; readonly to: string };
  readonly image?: { readonly file: string; readonly alt: string };
  /**
   * The words for a customer of whom nothing is known, rendered when the launch was compiled.
   * @default - headline and body hold no Liquid
   */
  readonly plain?: { readonly headline: string; readonly body: string };
}

export interface Offer {
  readonly id: string;
  readonly for?: Condition;
  readonly gives?: Gives;
  readonly code?: { readonly fixed: string } | { readonly pool: string };
  /** Language tag -> words. */
  readonly copy: Readonly<Record<string, Copy>>;
}

/** How a channel is served: `push` by a vendor's webhook, `pull` when the channel asks the offer API. */
export type ChannelKind = 'push' | 'pull';

/** What a vendor takes, in whole minor units (ISO 4217) for a thousand messages: a message costs so many thousandths of one. */
export interface SendingPrice {
  readonly perThousand: number;
  readonly currency: string;
}

/** What a launch may cost. `pause`: nothing is decided or sent once a sum is used up; `warn`: it is only told. */
export interface Budget {
  readonly sending?: Money;
  readonly discounts?: Money;
  readonly whenSpent: 'pause' | 'warn';
}

export interface ChannelUse {
  readonly channel: string;
  readonly kind: ChannelKind;
  /** Set for push channels. */
  readonly vendor?: string;
  readonly layout?: string;
  /** Of a push channel, the price that held when the launch was compiled. */
  readonly price?: SendingPrice;
}

export type Trigger =
  | {
      readonly kind: 'event';
      readonly event: string;
      /** Set for `Segment Entered` and `Segment Left`: the segment or list that is meant. */
      readonly segment?: string;
    }
  | { readonly kind: 'at'; readonly at: string; readonly clock: 'launch' | 'customer' }
  | { readonly kind: 'ask' };

/** A launch, compiled: what the decision and the gateway need, with every default filled in. Instants are ISO 8601 UTC. */
export interface LaunchDefinition {
  readonly launch: string;
  /** SHA-256 (hex, first 32) of the canonical definition without this field. */
  readonly hash: string;
  readonly team: string;
  readonly purpose: string;
  readonly supports?: string;
  /** Higher is chosen first; from the supported goal's weight. */
  readonly rank: number;
  readonly window: {
    readonly startsAt: string;
    readonly endsAt: string;
    readonly redeemUntil: string;
    readonly timezone: string;
  };
  readonly audience: {
    readonly include: readonly Condition[];
    readonly exclude: readonly Condition[];
    /** Share of people kept out to measure against, 0 to 1. */
    readonly holdout: number;
    readonly atMost?: number;
  };
  readonly trigger: Trigger;
  readonly channels: { readonly reach: 'first' | 'all'; readonly use: readonly ChannelUse[] };
  readonly offers: readonly Offer[];
  readonly limits: { readonly messages: number; readonly perSeconds: number };
  /** The launch's own, and where it names no sum its team's for one launch. */
  readonly budget?: Budget;
  readonly goal?: {
    readonly event: string;
    readonly where: Readonly<Record<string, readonly Scalar[]>>;
    readonly withinSeconds: number;
    readonly target?: number;
  };
}

/** Why a launch was not chosen for a person. Stable codes, in the order in which they are tested: the first that holds is given. */
export const EXCLUDED = [
  'not-live',
  'outside-window',
  'budget-spent',
  'channel-not-used',
  'restricted',
  'audience-not-met',
  'audience-excluded',
  'no-consent',
  'unreachable',
  'no-offer-fits',
  'pool-empty',
  'launch-cap',
  'person-cap',
  'audience-full',
  'held-out',
  'outranked',
] as const;
export type ExcludedReason = (typeof EXCLUDED)[number];

/** One send that counts against caps. */
export interface LedgerSend {
  readonly launch: string;
  readonly channel: string;
  readonly at: string;
  readonly id: string;
}

/** First contact of a person with a launch: the basis of goals and lift. */
export interface Exposure {
  readonly arm: 'treated' | 'held-out';
  readonly at: string;
  readonly decisionId: string;
  /** The definition that held then: its goal is the one that counts. */
  readonly definitionHash?: string;
  readonly channel?: string;
  readonly offer?: string;
  /** When the goal was met within its time, if it was. */
  readonly goalAt?: string;
}

/** A one-use code that a person has been given, theirs for as long as the offer can be redeemed. */
export interface GivenCode {
  /** Its name in the pool. */
  readonly id: string;
  readonly code: string;
  readonly at: string;
}

/** What a person has been sent, shown and given, kept under the strand that stood for the person then. */
export interface Ledger {
  readonly sends: readonly LedgerSend[];
  readonly exposures: Readonly<Record<string, Exposure>>;
  /** One-use codes by `<launch>/<pool>`: a person gets one of a pool. */
  readonly codes?: Readonly<Record<string, GivenCode>>;
}

/** What set the decision off. */
export type DecisionTrigger =
  | { readonly kind: 'event'; readonly event: string; readonly segment?: string; readonly itemKey: string }
  | { readonly kind: 'at'; readonly launch: string; readonly run: string; readonly oldestStrand: string }
  | { readonly kind: 'ask'; readonly channel: string; readonly slot: string; readonly limit: number };

/** Everything a decision depends on; kept, so that it replays byte for byte. */
export interface DecisionInputs {
  readonly decisionId: string;
  readonly trigger: DecisionTrigger;
  /** Business time of the decision, ISO 8601. */
  readonly now: string;
  readonly person: PersonView;
  /** One ledger, summed over the members. */
  readonly ledger: Ledger;
  readonly launches: readonly LiveLaunch[];
  readonly policy: DecisionPolicy;
}

export interface LiveLaunch {
  readonly definition: LaunchDefinition;
  readonly state: 'live' | 'paused' | 'ended';
  /** Whether `audience.atMost` people were already reached. */
  readonly full: boolean;
  /** The sum of the budget that is used up, where the launch pauses by it. */
  readonly spent?: 'sending' | 'discounts';
  /** Of its pools that have codes left, the one to give next. */
  readonly codes?: Readonly<Record<string, NextCode>>;
}

/** A code that nobody has yet. */
export type NextCode = Omit<GivenCode, 'at'>;

/** The part of policy.yaml and purposes.yaml that decisions need. */
export interface DecisionPolicy {
  readonly perPerson: { readonly messages: number; readonly perSeconds: number };
  readonly holdoutSalt: string;
  /** Purposes that need no consent record, by their lawful basis. */
  readonly withoutConsent: readonly string[];
  /** Seconds after which a consent to a purpose has ended; without an entry it has no end of its own. */
  readonly consentSeconds: Readonly<Record<string, number>>;
  /** Trait that must be present for a push channel, for example email -> email. */
  readonly reachableBy: Readonly<Record<string, string>>;
}

export interface ChosenOffer {
  readonly launch: string;
  readonly definitionHash: string;
  readonly offer: string;
  readonly channel: string;
  readonly kind: ChannelKind;
  readonly vendor?: string;
  readonly purpose: string;
  /** Nothing is sent or shown after this instant. */
  readonly notAfter: string;
  /** Id of the one-use code that goes with it. */
  readonly code?: string;
  /** Conditions that held, in the manifest's words. */
  readonly reasons: readonly string[];
}

/** The record of one decision. */
export interface Decision {
  readonly decisionId: string;
  readonly person: PersonId;
  readonly at: string;
  readonly trigger: DecisionTrigger;
  readonly chosen: readonly ChosenOffer[];
  readonly excluded: readonly { readonly launch: string; readonly reason: ExcludedReason; readonly detail?: string }[];
  /** First contacts that this decision made, held-out ones included. */
  readonly exposures: readonly { readonly launch: string; readonly arm: Exposure['arm'] }[];
}

/** What the gateway is asked to send; `properties` of `Message Requested`. No personal data, no copy. */
export interface MessageRequest {
  readonly messageId: string;
  readonly decisionId: string;
  readonly launch: string;
  readonly definitionHash: string;
  readonly offer: string;
  readonly channel: string;
  readonly vendor: string;
  readonly person: PersonId;
  readonly purpose: string;
  readonly requestedAt: string;
  readonly notAfter: string;
  /** Id of the one-use code that goes with it; the code itself travels on no bus. */
  readonly code?: string;
}
