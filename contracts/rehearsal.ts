import type { ExcludedReason, LaunchDefinition } from './decision';

/** People of whom fewer than these have something in common are not told apart: an exact number could single somebody out. */
export const FEWEST = 5;
/** Stored events are whole for this many days; a history goes back no further. */
export const KEPT_DAYS = 31;

/** How many: exactly, or, where that could single somebody out, only between what and what (both included). */
export type Count = number | { readonly from: number; readonly to: number };

/** People of whom something is true. */
export interface Estimate {
  /** Of those who were looked at. */
  readonly sampled: Count;
  /** Of all, worked out from these; the same where all were looked at. */
  readonly people: Count;
  /** 95 % interval of `people` (Wilson, finite population), in whole people; no wider than they are where all were looked at. */
  readonly low: number;
  readonly high: number;
}

/** Who was looked at. */
export interface Sample {
  /** Where people were looked for: the index of the segment or list that bounds the audience, or everybody. */
  readonly from: { readonly kind: 'everybody' } | { readonly kind: 'segment' | 'list'; readonly name: string };
  /** All who are there, counted, not estimated. */
  readonly population: Count;
  readonly sampled: Count;
  /** Whether all were looked at, so that nothing is estimated. */
  readonly complete: boolean;
}

type Reasons = Readonly<Partial<Record<ExcludedReason, Estimate>>>;

/** One channel of the launch by itself, as if it used no other. */
export interface ChannelReach {
  readonly channel: string;
  readonly kind: 'push' | 'pull';
  readonly vendor?: string;
  /** Of those who qualify; whom the experiment holds out included. */
  readonly reachable: Estimate;
  /** Of those who qualify, by the first reason why not. */
  readonly notReachable: Reasons;
  /** Of the reachable: whose message would wait for the end of quiet hours or a blackout. Push channels only. */
  readonly quiet?: Estimate;
}

/** Whom a launch would reach as things stand, were it live. Counts only. */
export interface Reach {
  /** Business time as of which people were judged; ISO 8601. */
  readonly at: string;
  readonly launch: string;
  readonly hash: string;
  readonly sample: Sample;
  /** Whom the audience asks for. */
  readonly qualify: Estimate;
  /** Everybody else looked at, by the first reason. */
  readonly notQualify: Reasons;
  /** Of those who qualify: who can be reached by one channel at least. */
  readonly reachable: Estimate;
  /** Of those who qualify: who by none, by the reason that came last. */
  readonly notReachable: Reasons;
  /** Of the reachable: who is kept out to measure against, and who is not. */
  readonly heldOut: Estimate;
  readonly treated: Estimate;
  /** Of the treated: whom another live launch has first, so that this one has to wait for a later moment. */
  readonly outranked: Estimate;
  readonly offers: readonly { readonly offer: string; readonly treated: Estimate }[];
  readonly channels: readonly ChannelReach[];
  /** Reachable by this launch and another one that is live; `first`: whose turn comes first. Best first. */
  readonly overlap: readonly { readonly launch: string; readonly both: Estimate; readonly first: 'this' | 'other' }[];
  readonly approximated: readonly Approximation[];
}

/** Things counted of people. Left out of `total`, `low` and `high` is what fewer than `FEWEST` people did. */
export interface Figure {
  readonly people: Estimate;
  /** Of all people, worked out from those looked at, with its 95 % interval. */
  readonly total?: number;
  readonly low?: number;
  readonly high?: number;
}

/** Order totals of people who would have got an offer, in one currency. Left out where fewer than `FEWEST` people ordered. */
export interface Orders {
  readonly currency: string;
  readonly orders: Figure;
  /** Decimal numbers, to within 2 %. */
  readonly mean: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** What past days would have come to, had the launch been live. Counts only. */
export interface Rehearsal {
  readonly launch: string;
  readonly hash: string;
  /** Business time, ISO 8601; at most `KEPT_DAYS` before `until`. */
  readonly from: string;
  readonly until: string;
  readonly days: number;
  readonly sample: Sample;
  /** Moments at which the launch was up for choice. */
  readonly moments: Figure;
  readonly offers: readonly { readonly offer: string; readonly chosen: Figure }[];
  /** Moments at which it was not chosen, by reason; `launch-cap` and `person-cap` are caps hit. */
  readonly excluded: Readonly<Partial<Record<ExcludedReason, Figure>>>;
  /** Messages that would have waited for the end of quiet hours or a blackout, and those whose time ran out meanwhile. */
  readonly held: readonly { readonly channel: string; readonly waited: Figure; readonly expired: Figure }[];
  /** By day (of the launch's time zone) and channel; days on which nothing happened are left out. */
  readonly messages: readonly { readonly day: string; readonly channel: string; readonly count: Figure }[];
  readonly orders: readonly Orders[];
  readonly approximated: readonly Approximation[];
}

/**
 * What a rehearsal does not know. `window-moved`: the launch was judged as if it were under way. `schedule-moved`: its run was put
 * on a past day. `asks-kept`: channels
 * that ask are taken to have asked when they did, were it for another launch. `segment-index`: who came to meet the segment's condition
 * by time alone is in its index with the next review. `values-replaced`: of a trait or list told again within the last 31 days,
 * what was known before; and what was told under identifiers that have since become somebody else's. `others-as-now`: other launches took part as they are now. `sent-at-once`: every message asked for
 * was delivered, every offer that a channel asked for was shown.
 */
export type Approximation =
  | 'window-moved'
  | 'schedule-moved'
  | 'asks-kept'
  | 'segment-index'
  | 'values-replaced'
  | 'others-as-now'
  | 'sent-at-once';

/** What operators ask `rehearse-launch`, of a definition that may never have been deployed. Goes on from a continuation. */
export type RehearseTask = { readonly definition: LaunchDefinition; readonly continuation?: string } & (
  | { readonly task: 'reach' }
  | { readonly task: 'history'; readonly days: number }
);

/** Why a task was not begun. `continuation-stale`: it is of another task, or was begun by other rules; begin anew. */
export type RehearseRefusal = 'definition-unsound' | 'days-unsound' | 'continuation-stale';

/** Shards that are done, of all. */
export interface RehearseProgress {
  readonly done: number;
  readonly of: number;
}

export type RehearseAnswer<Result> =
  | { readonly refused: RehearseRefusal }
  | {
      readonly refused?: never;
      readonly progress: RehearseProgress;
      /** Opaque; set until the result is there. */
      readonly continuation?: string;
      readonly result?: Result;
    };
