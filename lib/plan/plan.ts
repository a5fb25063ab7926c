import type { Approval } from '../../contracts/approval';
import type { LaunchDefinition } from '../../contracts/decision';
import type { PlanChange, PlanFingerprint } from '../../contracts/plan';
import type { Reach, Rehearsal } from '../../contracts/rehearsal';
import type { Controls } from './controls';
import type { DataLeaving } from './data-leaving';
import type { ChannelTiming } from './messages';
import type { PlanMoney } from './money';
import type { LaunchOverlap } from './overlaps';
import type { ResourceChanges } from './resources';
import type { Setting } from './settings';
import type { Timeline } from './timeline';

/** What could be found out, or why it could not: a plan never makes a figure up. */
export type Known<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly why: string };

/** How a launch last went live. */
export interface Former {
  readonly definition: LaunchDefinition;
  readonly state: 'live' | 'paused' | 'ended';
  readonly at: string;
  readonly by: string;
  /** Hash of the plan under which it did. */
  readonly plan?: string | undefined;
}

/** What will happen when a launch goes live, what it costs and who has to agree. */
export interface LaunchPlan {
  readonly launch: string;
  readonly team: string;
  readonly summary?: string | undefined;
  readonly organisation: string;
  readonly stage: { readonly name: string; readonly account: string; readonly realCustomers: boolean };
  /** ISO 8601. */
  readonly madeAt: string;
  readonly fingerprint: PlanFingerprint;
  readonly definition: LaunchDefinition;
  /** Undefined where it never went live. */
  readonly former: Known<Former | undefined>;
  readonly changes: readonly PlanChange[];
  readonly settings: readonly Setting[];
  readonly reach: Known<Reach>;
  /** Absent where nobody asked for it. */
  readonly history?: Known<Rehearsal> | undefined;
  readonly timing: readonly ChannelTiming[];
  readonly timeline: Timeline;
  readonly overlaps: readonly LaunchOverlap[];
  readonly data: readonly DataLeaving[];
  readonly money: PlanMoney;
  readonly resources: ResourceChanges;
  readonly controls: Controls;
  readonly approval: Known<Approval>;
}
