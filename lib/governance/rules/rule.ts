import type { CfnResource } from 'aws-cdk-lib';

/** What a rule says of one resource: it keeps to it, it does not (and how), or the rule does not concern it. */
export type RuleResult = 'compliant' | 'not-applicable' | { readonly finding: string };

/** A rule that nobody can waive. */
export interface FatalRule {
  /** Stable id, for example `launch-allow-list`. */
  readonly name: string;
  /** What always holds. */
  readonly invariant: string;
  /** What to do where it does not. */
  readonly fix: string;
  readonly check: (resource: CfnResource) => RuleResult;
}
