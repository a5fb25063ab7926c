import { fullDiff } from '@aws-cdk/cloudformation-diff';
import type { Known } from './plan';

/** A CloudFormation template as JSON. */
export type Template = Readonly<Record<string, unknown>>;

/** What becomes of one resource. */
export interface ResourceChange {
  readonly id: string;
  readonly type: string;
  readonly change: 'added' | 'changed' | 'removed';
  /** Whether AWS makes it anew; `maybe`: that depends on what only AWS knows. */
  readonly replaced: 'no' | 'maybe' | 'yes';
  /** Properties that change; empty for what is added or removed. */
  readonly properties: readonly string[];
}

/** What a deployment would change. */
export interface ResourceChanges {
  readonly stack: string;
  /** Whether the launch has a stack by now; where nobody knows, changes are told as if it had none. */
  readonly deployed: Known<boolean>;
  readonly resources: readonly ResourceChange[];
  /** Statements of IAM policies, each as `+` or `-`, effect, action, resource, principal. Launches have none by IT's rules. */
  readonly permissions: readonly string[];
}

const REPLACED: Readonly<Record<string, ResourceChange['replaced']>> = { WILL_REPLACE: 'yes', MAY_REPLACE: 'maybe' };

/** What differs between the template that is deployed (a value of undefined: none is) and the one that would be. */
export const resourceChanges = (
  stack: string,
  deployed: Known<Template | undefined>,
  wanted: Template,
): ResourceChanges => {
  const { resources, iamChanges } = fullDiff({ ...(deployed.known && deployed.value) }, { ...wanted });
  const changes: ResourceChange[] = [];
  resources.forEachDifference((id, difference) => {
    const { isAddition, isRemoval, resourceType, changeImpact, propertyUpdates } = difference;
    changes.push({
      id,
      type: resourceType ?? 'unknown',
      change: isAddition ? 'added' : isRemoval ? 'removed' : 'changed',
      replaced: REPLACED[changeImpact] ?? 'no',
      properties: isAddition || isRemoval ? [] : Object.keys(propertyUpdates).sort(),
    });
  });
  const [, ...statements] = iamChanges.summarizeStatements();
  return {
    stack,
    deployed: deployed.known ? { known: true, value: deployed.value !== undefined } : deployed,
    resources: changes.sort((a, b) => (a.id < b.id ? -1 : 1)),
    permissions: statements.map((cells) => cells.filter((cell) => cell !== '').join(' ')),
  };
};
