import type { PlanApproval } from './plan-approvals';

/** What kind of change of production it is. */
export type ChangeKind =
  /** A launch's stack was deployed, or removed, or may be removed from now on. */
  | 'deployment'
  | 'removal'
  | 'protection'
  /** Another stack of the stage. */
  | 'platform'
  /** A resource was changed past CloudFormation, or a secret's value was. */
  | 'direct'
  | 'key'
  /** A launch was switched on, on again, or off; or its row was changed otherwise. */
  | 'go-live'
  | 'resume'
  | 'stop'
  | 'row';

/** What brings something into production, so that an auditor draws a sample of it; what stops something is none. */
export const SAMPLED: ReadonlySet<ChangeKind> = new Set([
  'deployment',
  'platform',
  'direct',
  'go-live',
  'resume',
  'row',
]);

/** A change of production, with what is known of it. */
export interface Change {
  /** Of CloudTrail's event, or `trail-<sequence>`. */
  readonly id: string;
  readonly at: string;
  readonly kind: ChangeKind;
  /** A launch, a stack or a resource. */
  readonly about: string;
  readonly launch: string | undefined;
  readonly action: string;
  readonly by: string;
  readonly plan: string | undefined;
  /** The last commit before it that changed the launch's file, or for the platform any. */
  readonly commit: string | undefined;
  /** Of the platform, the commit that its stack was at before, by time. */
  readonly since: string | undefined;
  /** Undefined where the change needs none, or names no plan. */
  readonly approval: PlanApproval | undefined;
  /** Ids of the deployments that a switch was thrown for, or of the switches that a deployment was for. */
  readonly related: readonly string[];
  /** Everything that should not be, as half sentences. */
  readonly problems: readonly string[];
}
