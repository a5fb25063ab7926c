import { z } from 'zod';
import type { Access } from '../../contracts/platform';
import { accessProblems } from '../governance/analysis/access';
import { type Grant, grantsOf } from '../governance/analysis/grants';
import { buildModel, type Model, type ModelResource } from '../governance/analysis/model';
import { actorOf } from '../governance/analysis/permissions';
import { policiesOf } from '../governance/analysis/policies';
import type { StageTemplates } from './stacks';

const permissionSchema = z.strictObject({
  actor: z.string().describe('The function, or else the role.'),
  role: z.string().describe('Construct path of the role.'),
  resource: z.string().describe('Short name of what it may touch; its ARN or pattern where no stack makes it.'),
  type: z.string().describe('CloudFormation type, or pattern.'),
  action: z.string().describe('IAM action.'),
  limits: z.array(z.string()).optional().describe('Partition keys, or event sources, that a condition limits it to.'),
});

/** `access.json`: what every role of the templates can do, all policies taken together. */
export const accessMatrixSchema = z.strictObject({
  asOf: z.string(),
  agrees: z.boolean().describe('Whether it is exactly what platform/access.yaml lists.'),
  differences: z.array(z.strictObject({ code: z.string(), where: z.string(), message: z.string() })),
  permissions: z.array(permissionSchema),
});
export type AccessMatrix = z.infer<typeof accessMatrixSchema>;
type Permission = z.infer<typeof permissionSchema>;

/** Effective permissions of all roles, and where they differ from access.yaml. */
export const accessMatrix = (templates: StageTemplates, access: Access, asOf: string): AccessMatrix => {
  const { stacks } = templates;
  const model = buildModel(stacks);
  const policies = policiesOf(model);
  const differences = accessProblems(stacks, access, templates);
  return {
    asOf,
    agrees: differences.length === 0,
    differences: differences.map(({ code, where, message }) => ({ code, where, message })),
    permissions: policies.roles
      .flatMap((role) => {
        const actor = actorOf(model, role, templates);
        return grantsOf(model, policies, role).map((grant) => permissionOf(model, templates, role, actor, grant));
      })
      .sort(byText)
      .filter((one, index, all) => index === 0 || textOf(one) !== textOf(all[index - 1] ?? one)),
  };
};

const permissionOf = (
  model: Model,
  { prefix }: StageTemplates,
  role: ModelResource,
  actor: string,
  { action, resource, limits }: Grant,
): Permission => {
  const found = model.find(resource.replace(/\/(stream|index)\/.*$/, '')) ?? model.find(resource);
  return {
    actor,
    role: role.where,
    resource: found === undefined ? resource : nameOf(found, prefix) + (resource.includes('/stream/') ? '.stream' : ''),
    type: found?.type ?? 'pattern',
    action,
    ...(limits === undefined ? {} : { limits: [...limits].sort() }),
  };
};

/** Keys have no name of their own: their construct path tells whose they are. */
const nameOf = ({ type, name, where }: ModelResource, prefix: string): string => {
  if (type === 'AWS::KMS::Key') return where;
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
};

const textOf = ({ actor, resource, action, limits = [] }: Permission): string =>
  JSON.stringify([actor, resource, action, limits]);

const byText = (a: Permission, b: Permission): number => (textOf(a) < textOf(b) ? -1 : Number(textOf(a) > textOf(b)));
