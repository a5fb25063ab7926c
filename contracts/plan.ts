import type { Money } from './decision';

/** Everything that decides what a launch does, in the parts by which a difference is named. */
export const PLAN_PARTS = [
  'when',
  'audience',
  'trigger',
  'channels',
  'offers',
  'copy',
  'limits',
  'budget',
  'goal',
  'vendors',
  'layouts',
  'segments',
  'events',
  'policy',
  'purposes',
  'prices',
] as const;
export type PlanPart = (typeof PLAN_PARTS)[number];

/** What an approval is bound to. Numbers of people, the day and other launches are no part of it. */
export interface PlanFingerprint {
  readonly launch: string;
  readonly stage: string;
  /** SHA-256 (hex) over the launch's id, where it is deployed to, and all parts. */
  readonly hash: string;
  /** SHA-256 (hex) of each part. */
  readonly parts: Readonly<Record<PlanPart, string>>;
}

/** `vendor` and `field`: personal data leaves to somebody, or in a field, that it did not before. */
export type PlanChangeKind =
  | 'new-launch'
  | 'copy'
  | 'offer'
  | 'discount'
  | 'budget'
  | 'audience'
  | 'when'
  | 'channel'
  | 'vendor'
  | 'field'
  | 'trigger'
  | 'goal'
  | 'limits';

/** One thing that is not as it was when the launch last went live. */
export interface PlanChange {
  readonly kind: PlanChangeKind;
  readonly words: string;
  /** What is now at stake: the new budget, or the most that one customer gets off. */
  readonly amount?: Money;
}
