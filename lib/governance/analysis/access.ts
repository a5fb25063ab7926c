import type { Access } from '../../../contracts/platform';
import { authorise } from './authorise';
import type { RequestContext } from './condition';
import { exposureProblems } from './exposure';
import type { Grant } from './grants';
import { grantsOf, limitingKey } from './grants';
import type { Model, ModelResource } from './model';
import { buildModel } from './model';
import type { AccessScope, Entry, Permission } from './permissions';
import { actorOf, permissionsOf } from './permissions';
import type { Policies } from './policies';
import { policiesOf } from './policies';
import type { StackTemplate, TemplateProblem } from './template';
import { isWithin } from './wildcard';

/** Compares every role's effective permissions with access.yaml, in both directions. */
export const accessProblems = (
  stacks: readonly StackTemplate[],
  access: Access,
  scope: AccessScope,
): readonly TemplateProblem[] => {
  const model = buildModel(stacks);
  const policies = policiesOf(model);
  const entries = entriesOf(access, scope.stage);
  const roles = policies.roles.map((role) => ({ role, name: actorOf(model, role, scope) }));
  const unknown = [...entries.keys()].filter((name) => !roles.some((role) => role.name === name));
  return [
    ...unknown.map((name) => ({
      code: 'access.noSuchRole',
      where: 'platform/access.yaml',
      message: `"${name}" has no role in the templates; there are ${roles.map((r) => r.name).join(', ')}.`,
    })),
    ...otherIdentities(model),
    ...exposureProblems(model, policies),
    ...roles.flatMap(({ role, name }) => roleProblems(model, policies, role, name, entries.get(name) ?? [], scope)),
  ];
};

/** Entries by role; `<function>@<stage>` adds to the function in that stage only. */
const entriesOf = (access: Access, stage: string): ReadonlyMap<string, readonly Entry[]> => {
  const entries = new Map<string, readonly Entry[]>();
  for (const [key, resources] of Object.entries(access.functions)) {
    const [name = key, only] = key.split('@');
    if (only !== undefined && only !== stage) continue;
    entries.set(name, [...(entries.get(name) ?? []), ...Object.entries(resources)]);
  }
  return entries;
};

const otherIdentities = (model: Model): readonly TemplateProblem[] =>
  model
    .ofType('AWS::IAM::User', 'AWS::IAM::Group', 'AWS::IAM::AccessKey', 'AWS::Lambda::Url')
    .map(({ type, where }) => ({
      code: 'access.forbiddenIdentity',
      where,
      message: `${type} is a way in that access.yaml cannot describe; use a role.`,
    }));

const roleProblems = (
  model: Model,
  policies: Policies,
  role: ModelResource,
  name: string,
  entries: readonly Entry[],
  scope: AccessScope,
): readonly TemplateProblem[] => {
  const { listed, implied, unresolved } = permissionsOf(model, role, entries, scope);
  const permissions = [...listed, ...implied];
  const over = new Map<string, Grant>();
  for (const granted of grantsOf(model, policies, role))
    if (!permissions.some((permission) => covers(permission, granted, permissions)))
      over.set(`${granted.action} ${granted.resource}`, granted);
  const missing = permissions.filter(
    (permission) => permission.needed && !isGranted(model, policies, role, permission),
  );
  return [
    ...unresolved.map((resource) => ({
      code: 'access.noSuchResource',
      where: 'platform/access.yaml',
      message: `${name}: "${resource}" is no table, queue, bus or secret of the templates.`,
    })),
    ...overGrants(name, role, [...over.values()], model),
    ...splitBatches(policies, role, listed).map((text) => ({
      code: 'access.splitBatch',
      where: role.where,
      message: `${name} ${text}`,
    })),
    ...missing.map(({ text }) => ({
      code: 'access.missingGrant',
      where: role.where,
      message: `${name} needs ${text} by access.yaml, but its policies do not give it.`,
    })),
  ];
};

/** A batch is allowed as a whole: keys that stand in statements of their own cannot be read together. */
const splitBatches = (policies: Policies, role: ModelResource, listed: readonly Permission[]): readonly string[] => {
  const batches = new Map<string, Permission>();
  for (const permission of listed.filter(({ action, limits }) => action.startsWith('dynamodb:Batch') && limits)) {
    const key = `${permission.action} ${permission.resource}`;
    const limits = [...(batches.get(key)?.limits ?? []), ...(permission.limits ?? [])];
    batches.set(key, { ...permission, limits });
  }
  return [...batches.values()]
    .filter(({ action, resource, limits }) => {
      const keys = (limits ?? []).map((limit) => limit.replaceAll('*', 'x'));
      const context = { 'dynamodb:LeadingKeys': keys };
      return !authorise(policies, { caller: { kind: 'role', role }, action, resource, context }).allowed;
    })
    .map(
      ({ action, limits }) =>
        `may not ${action} ${(limits ?? []).join(' and ')} in one request: put the keys into one statement.`,
    );
};

/** Findings are told by statement and resource, so that one wildcard is one line. */
const overGrants = (
  name: string,
  role: ModelResource,
  grants: readonly Grant[],
  model: Model,
): readonly TemplateProblem[] => {
  const groups = new Map<string, Grant[]>();
  for (const granted of grants) {
    const key = `${granted.via} ${granted.resource}`;
    groups.set(key, [...(groups.get(key) ?? []), granted]);
  }
  return [...groups.values()].map((group) => {
    const { via, resource } = group[0] as Grant;
    const actions = group.map(({ action, limits }) =>
      limits === undefined ? action : `${action}[${limits.join('|')}]`,
    );
    const shown =
      actions.length > 6 ? `${actions.slice(0, 6).join(', ')} and ${actions.length - 6} more` : actions.join(', ');
    return {
      code: 'access.overGrant',
      where: role.where,
      message: `${name} can ${shown} on ${model.find(resource)?.where ?? resource}, which access.yaml does not list (given by ${via}).`,
    };
  });
};

const covers = (permission: Permission, granted: Grant, all: readonly Permission[]): boolean => {
  if (permission.action.toLowerCase() !== granted.action.toLowerCase()) return false;
  if (!isWithin(granted.resource, permission.resource)) return false;
  if (permission.limits === undefined) return true;
  // Several entries of one operation add up.
  const limits = all
    .filter(({ action, resource }) => action === permission.action && resource === permission.resource)
    .flatMap((one) => one.limits ?? []);
  return granted.limits?.every((limit) => limits.some((allowed) => isWithin(limit, allowed))) ?? false;
};

const isGranted = (model: Model, policies: Policies, role: ModelResource, permission: Permission): boolean =>
  (permission.limits ?? [undefined]).every(
    (limit) =>
      authorise(policies, {
        caller: { kind: 'role', role },
        action: permission.action,
        resource: permission.resource,
        // An imported key's policy is its owner's affair.
        policyUnseen: model.find(permission.resource) === undefined,
        context: contextOf(permission, limit),
      }).allowed,
  );

const contextOf = ({ action, via }: Permission, limit: string | undefined): RequestContext => {
  if (via !== undefined) return { 'kms:ViaService': via };
  if (limit === undefined) return {};
  return { [limitingKey(action) ?? 'dynamodb:LeadingKeys']: [limit.replaceAll('*', 'x')] };
};
