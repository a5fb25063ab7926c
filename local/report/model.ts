import type { ErasureReceipt } from '../../contracts/subject-rights';
import type { CircuitSeen } from '../acts/circuit';
import type { ExpirySeen } from '../acts/expiry';
import type { RotationSeen } from '../acts/rotation';

/** A share with what it is a share of. */
export interface Share {
  readonly people: number;
  readonly met: number;
}

export interface GoalValue {
  readonly goal: string;
  readonly description: string;
  readonly owners: readonly string[];
  readonly target: string;
  readonly launches: readonly string[];
  /** People who were reached, and those of them who met the goal. */
  readonly reached: Share;
  /** People kept out to compare with. */
  readonly heldOut: Share;
}

export interface Totals {
  readonly households: number;
  readonly accepted: { readonly panel: number; readonly synthetic: number; readonly vendors: number };
  /** Events in the profile store, each once. */
  readonly applied: number;
  readonly duplicates: number;
  readonly quarantined: Readonly<Record<string, number>>;
  readonly rejected: Readonly<Record<string, number>>;
  readonly profiles: number;
  readonly merges: number;
  readonly decisions: number;
  readonly delivered: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly heldOut: number;
  /** Coupons of the panel's own campaigns. */
  readonly redeemed: number;
  /** Offers of our launches that were accepted at a till, in the app or on the phone. */
  readonly offersAccepted: number;
}

export interface LaunchResult {
  readonly launch: string;
  readonly channels: readonly {
    readonly channel: string;
    readonly decided: number;
    readonly delivered: number;
    readonly presented: number;
    readonly accepted: number;
  }[];
  /** Why people were not chosen, by reason. */
  readonly excluded: Readonly<Record<string, number>>;
  readonly heldOut: number;
}

export interface Latency {
  readonly stage: string;
  readonly count: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** One household's week, in business time. */
export interface Journey {
  readonly household: number;
  readonly name: string;
  readonly moments: readonly { readonly at: string; readonly text: string; readonly synthetic: boolean }[];
}

/** Offers decided beforehand, beside what the panel's households redeemed of the retailer's own coupons. */
export interface Comparison {
  readonly redemptions: number;
  readonly households: number;
  /** Redemptions whose household had been decided an offer before. */
  readonly offeredBefore: number;
  /** Of these, redemptions joined to a product, and those in a department that the offer was about. */
  readonly joinedToProduct: number;
  readonly sameDepartment: number;
}

export interface Governance {
  readonly packs: readonly {
    readonly pack: string;
    readonly mode: string;
    readonly open: number;
    readonly waived: number;
  }[];
  readonly waivers: number;
  readonly nextExpiry?: string;
}

export interface Health {
  /** Messages left in work queues. */
  readonly queues: Readonly<Record<string, number>>;
  readonly undelivered: number;
  /** Accepted events that are not in the profile store. */
  readonly missing: number;
  readonly signaturesRefused: number;
  readonly ok: boolean;
}

/** Identifiers that were found to be one person, and the events that said so. */
export interface Merge {
  readonly identifiers: readonly string[];
  /** Version of identity.yaml. */
  readonly rules: number;
  readonly joined: readonly {
    readonly types: readonly [string, string];
    readonly at: string;
    readonly source: string;
  }[];
}

export interface Customers {
  /** People in each segment and list of audiences/. */
  readonly segments: Readonly<Record<string, number>>;
  /** By `<purpose>/<channel>`. */
  readonly consent: Readonly<Record<string, { readonly granted: number; readonly denied: number }>>;
  readonly merge?: Merge;
}

/** One customer who asked to be forgotten; undefined where nobody could ask. */
export interface Erasure {
  readonly household: number;
  readonly receipt: ErasureReceipt;
  readonly genuine: boolean;
}

/** What IT and vendors did during the week. */
export interface VendorActs {
  readonly expiry?: ExpirySeen;
  readonly rotation?: RotationSeen;
  readonly circuit?: CircuitSeen;
}

/** Everything on the screen, as data. */
export interface Report {
  readonly notice: string;
  readonly stage: string;
  readonly realCustomers: boolean;
  readonly window: { readonly from: string; readonly to: string; readonly panelFrom: string; readonly panelTo: string };
  readonly seconds: number;
  readonly goals: readonly GoalValue[];
  readonly totals: Totals;
  readonly launches: readonly LaunchResult[];
  readonly latency: readonly Latency[];
  readonly journey?: Journey;
  readonly customers: Customers;
  readonly erasure?: Erasure;
  readonly vendors: VendorActs;
  readonly comparison: Comparison;
  readonly governance: Governance;
  readonly health: Health;
}
