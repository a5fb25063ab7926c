import type { CfnResource } from 'aws-cdk-lib';
import type { LaunchManifest } from '../../../contracts/launch';
import type { DeclaredRule } from '../../../contracts/policy';
import type { Draft } from '../../workspace/draft';
import type { LaunchFacts } from '../launch-facts';

/** What a rule says of itself, whatever it judges. */
export interface Rule {
  /** Stable; of a rule on launches the code of its findings, for example `when.tooLong`. */
  readonly id: string;
  /** `fatal`: nobody can waive it. `error`: blocks unless waived. `warning`: is shown. */
  readonly severity: DeclaredRule['severity'];
  /** What always holds. */
  readonly what: string;
  readonly why: string;
  /** What to do where it does not. */
  readonly fix: string;
}

/** What a rule says of one resource: it keeps to it, it does not (and how), or the rule does not concern it. */
export type RuleResult = 'compliant' | 'not-applicable' | { readonly finding: string };

/** A rule on what is deployed. */
export interface ConstructRule extends Rule {
  readonly check: (resource: CfnResource) => RuleResult;
}

/** A rule on launches: what breaks it, each at its place in the manifest. */
export interface LaunchRule extends Rule {
  readonly check: (launch: LaunchManifest, facts: LaunchFacts) => readonly Draft[];
}
