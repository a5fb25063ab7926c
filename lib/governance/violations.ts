import type { NagPack } from 'cdk-nag';
import type { IConstruct } from 'constructs';

/** One finding of a pack on one resource. */
export interface Violation {
  readonly pack: string;
  /** Pack and rule, for example `AwsSolutions-IAM5`. */
  readonly rule: string;
  /** The part in brackets of a granular finding. */
  readonly finding?: string;
  /** Construct path of the resource. */
  readonly path: string;
}

/** Everything a pack finds in a tree, whether waived or not. */
export const violationsOf = (pack: NagPack, scope: IConstruct): readonly Violation[] =>
  pack.validateScope(scope).violations.flatMap(({ ruleName, violatingResources }) => {
    const [, rule = ruleName, finding] = /^([^[]+)\[(.*)\]$/s.exec(ruleName) ?? [];
    return violatingResources.map(({ constructPath = '' }) => ({
      pack: pack.readPackName,
      rule,
      ...(finding === undefined ? {} : { finding }),
      path: constructPath,
    }));
  });

/** Id under which the core acknowledges a violation and records that it did; a bare rule id would leave no trace. */
export const acknowledgementId = ({ pack, rule, finding }: Violation): string =>
  `${pack}::${rule}${finding === undefined ? '' : `[${finding}]`}`;
