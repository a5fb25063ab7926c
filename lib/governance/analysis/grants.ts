import { names } from './authorise';
import type { Conditions } from './condition';
import { conditionsHold } from './condition';
import { expandAction, expandNotAction } from './iam-actions';
import type { Model, ModelResource } from './model';
import type { Policies, ResourceStatement } from './policies';
import type { Statement } from './policy';
import { isWithin, matchesAction, matchesWildcard } from './wildcard';

/** One thing a role can do: an action on whatever fits a resource pattern. */
export interface Grant {
  readonly action: string;
  readonly resource: string;
  /** Key prefixes (tables), event sources (bus) or services (roles that are passed on) that a condition limits it to. */
  readonly limits?: readonly string[];
  readonly via: string;
}

/** Everything a role can do: identity policies, and resource policies that name it or anyone. */
export const grantsOf = (model: Model, policies: Policies, role: ModelResource): readonly Grant[] => {
  const identity = policies.ofRole(role.arn);
  const granted = [
    ...identity.filter(({ effect }) => effect === 'Allow').flatMap((statement) => opened(model, statement)),
    ...policies.allResource.flatMap((statement) => openedByResource(statement, role)),
  ];
  const denials = identity.filter(({ effect, conditions }) => effect === 'Deny' && isEmpty(conditions));
  return granted.filter((grant) => !denials.some((denial) => forbids(denial, grant)));
};

const isEmpty = (conditions: Conditions): boolean => Object.keys(conditions).length === 0;

const actionsOf = ({ actions, notActions }: Statement): readonly string[] =>
  notActions === undefined ? (actions ?? []).flatMap(expandAction) : expandNotAction(notActions);

const opened = (model: Model, statement: Statement): readonly Grant[] => {
  const resources = statement.notResources === undefined ? (statement.resources ?? []) : ['*'];
  return actionsOf(statement).flatMap((action) =>
    resources.flatMap((resource) => concrete(model, resource)).map((resource) => grant(action, resource, statement)),
  );
};

/** A pattern that names exactly one thing of the templates is that thing; a log group may be written with `:*`. */
const concrete = (model: Model, resource: string): readonly string[] => [
  model.find(resource, 'AWS::KMS::Key')?.arn ?? resource,
];

const grant = (action: string, resource: string, { conditions, via }: Statement): Grant => {
  const limits = limitsOf(action, conditions);
  return { action, resource, via, ...(limits === undefined ? {} : { limits }) };
};

/** Actions that always name a key, so that a condition on leading keys binds them; for Scan and PartiQL it may be absent. */
const KEYED =
  /^dynamodb:(GetItem|BatchGetItem|Query|PutItem|UpdateItem|DeleteItem|BatchWriteItem|ConditionCheckItem)$/i;

/** The condition key by which an action is narrowed beyond its resource. */
export const limitingKey = (action: string): string | undefined => {
  if (KEYED.test(action)) return 'dynamodb:LeadingKeys';
  if (/^events:PutEvents$/i.test(action)) return 'events:source';
  return /^iam:PassRole$/i.test(action) ? 'iam:PassedToService' : undefined;
};

const limitsOf = (action: string, conditions: Conditions): readonly string[] | undefined => {
  const key = limitingKey(action)?.toLowerCase();
  if (key === undefined) return undefined;
  // ForAnyValue is satisfied by one good key among bad ones: no limit.
  const limiting = /^(ForAllValues:)?String(Like|Equals)$/;
  return Object.entries(conditions)
    .filter(([operator]) => limiting.test(operator))
    .flatMap(([, keys]) => Object.entries(keys))
    .find(([name]) => name.toLowerCase() === key)?.[1];
};

/** Keys of a condition that a role cannot satisfy or whose value is open: assumed to be satisfied. */
const OPEN_KEYS = [
  'kms:ViaService',
  'kms:GrantIsForAWSResource',
  'kms:GranteePrincipal',
  'aws:SourceVpce',
  'aws:PrincipalOrgID',
];

const openedByResource = (statement: ResourceStatement, role: ModelResource): readonly Grant[] => {
  if (statement.effect === 'Deny' || names(statement, { kind: 'role', role }) !== 'directly') return [];
  if (!couldHold(statement.conditions, role)) return [];
  const inside =
    statement.resources === undefined || statement.resources.some((r) => matchesWildcard(r, statement.protects));
  // A trust policy names no resource: it opens the role itself.
  return inside ? actionsOf(statement).map((action) => grant(action, statement.protects, statement)) : [];
};

const couldHold = (conditions: Conditions, role: ModelResource): boolean => {
  const open = OPEN_KEYS.map((key) => key.toLowerCase());
  const judged = Object.fromEntries(
    Object.entries(conditions).map(([operator, keys]) => [
      operator,
      Object.fromEntries(
        Object.entries(keys).filter(([key]) => {
          const name = key.toLowerCase();
          return (
            !open.includes(name) && !name.startsWith('kms:encryptioncontext') && !/leadingkeys|events:source/.test(name)
          );
        }),
      ),
    ]),
  );
  return conditionsHold(judged, {
    'aws:SecureTransport': 'true',
    'aws:PrincipalArn': role.arn,
    'aws:PrincipalAccount': role.account,
    'aws:PrincipalIsAWSService': 'false',
    'kms:CallerAccount': role.account,
  });
};

const forbids = (denial: Statement, granted: Grant): boolean =>
  (denial.actions ?? []).some((pattern) => matchesAction(pattern, granted.action)) &&
  (denial.resources ?? []).some((pattern) => isWithin(granted.resource, pattern));
