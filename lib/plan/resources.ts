import { fullDiff } from '@aws-cdk/cloudformation-diff';
import { LAUNCH_TYPES } from '../governance/launch-types';
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
  const before = deployed.known ? deployed.value : undefined;
  return {
    stack,
    deployed: deployed.known ? { known: true, value: before !== undefined } : deployed,
    ...(before === undefined && isPlain(wanted)
      ? { resources: allAdded(wanted), permissions: [] }
      : diffOf(before, wanted)),
  };
};

interface Resources {
  readonly [id: string]: { readonly Type: string };
}

const resourcesOf = ({ Resources: resources }: Template): Resources => (resources ?? {}) as Resources;

/** Of what grants nothing all is an addition: the model of every AWS type, which takes long to load, has nothing to tell of it. */
const isPlain = (template: Template): boolean =>
  Object.values(resourcesOf(template)).every(({ Type: type }) => LAUNCH_TYPES.includes(type));

const allAdded = (template: Template): readonly ResourceChange[] =>
  Object.entries(resourcesOf(template))
    .map(([id, { Type: type }]): ResourceChange => ({ id, type, change: 'added', replaced: 'no', properties: [] }))
    .sort(byId);

const diffOf = (before: Template | undefined, wanted: Template): Pick<ResourceChanges, 'resources' | 'permissions'> => {
  const { resources, iamChanges } = fullDiff({ ...before }, { ...wanted });
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
    resources: changes.sort(byId),
    permissions: statements.map((cells) => cells.filter((cell) => cell !== '').join(' ')),
  };
};

const byId = (a: ResourceChange, b: ResourceChange): number => (a.id < b.id ? -1 : 1);
