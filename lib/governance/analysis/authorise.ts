import type { RequestContext } from './condition';
import { conditionsHold } from './condition';
import type { ModelResource } from './model';
import type { Policies, ResourceStatement } from './policies';
import type { Principals, Statement } from './policy';
import { matchesAction, matchesWildcard } from './wildcard';

/** Who asks: an AWS service in its own name, or a role of the templates. */
export type Caller =
  | { readonly kind: 'service'; readonly service: string; readonly account: string }
  | { readonly kind: 'role'; readonly role: ModelResource };

export interface AccessRequest {
  readonly caller: Caller;
  readonly action: string;
  /** ARN that is acted upon. */
  readonly resource: string;
  /** ARN whose resource policy applies, where it is not `resource` itself (a log stream's group, an alias' function). */
  readonly policyOf?: string;
  /** Whether the policy of that resource is outside the templates (imported): then the identity alone decides. */
  readonly policyUnseen?: boolean;
  readonly context: RequestContext;
}

export type Verdict =
  | { readonly allowed: true; readonly by: Statement }
  | { readonly allowed: false; readonly reason: string };

/** Decides a request as AWS would, from the policies of the templates alone. */
export const authorise = (policies: Policies, request: AccessRequest): Verdict => {
  const context = { ...callerContext(request.caller), ...request.context };
  const fits = (statement: Statement): boolean =>
    coversAction(statement, request.action) &&
    coversResource(statement, request.resource) &&
    conditionsHold(statement.conditions, context);
  const onResource = policies.ofResource(request.policyOf ?? request.resource).filter(fits);
  const ofIdentity = request.caller.kind === 'role' ? policies.ofRole(request.caller.role.arn).filter(fits) : [];
  const denied = [
    ...ofIdentity.filter(({ effect }) => effect === 'Deny'),
    ...onResource.filter(({ effect, ...rest }) => effect === 'Deny' && names(rest, request.caller) !== 'not'),
  ][0];
  if (denied !== undefined) return { allowed: false, reason: `denied by ${denied.via}` };
  const allows = onResource.filter(({ effect }) => effect === 'Allow');
  const direct = allows.find((statement) => names(statement, request.caller) === 'directly');
  if (direct !== undefined) return { allowed: true, by: direct };
  const identity = ofIdentity.find(({ effect }) => effect === 'Allow');
  if (identity === undefined) return { allowed: false, reason: whyNot(request) };
  // A key obeys identity policies only where its own policy hands the decision to the account.
  const delegated =
    request.policyUnseen || allows.some((statement) => names(statement, request.caller) === 'by account');
  if (request.action.startsWith('kms:') && !delegated)
    return { allowed: false, reason: 'the key policy does not hand access to the account' };
  return { allowed: true, by: identity };
};

const callerContext = (caller: Caller): RequestContext =>
  caller.kind === 'service'
    ? {
        'aws:SecureTransport': 'true',
        'aws:PrincipalIsAWSService': 'true',
        'aws:PrincipalServiceName': caller.service,
      }
    : {
        'aws:SecureTransport': 'true',
        'aws:PrincipalIsAWSService': 'false',
        'aws:PrincipalArn': caller.role.arn,
        'aws:PrincipalAccount': caller.role.account,
        'kms:CallerAccount': caller.role.account,
      };

const whyNot = ({ caller, action }: AccessRequest): string =>
  caller.kind === 'service'
    ? `no policy lets ${caller.service} ${action}`
    : `no policy lets role ${caller.role.name} ${action}`;

const coversAction = (statement: Statement, action: string): boolean =>
  statement.notActions === undefined
    ? (statement.actions ?? []).some((pattern) => matchesAction(pattern, action))
    : !statement.notActions.some((pattern) => matchesAction(pattern, action));

const coversResource = (statement: Statement, resource: string): boolean => {
  if (statement.notResources !== undefined)
    return !statement.notResources.some((pattern) => matchesWildcard(pattern, resource));
  // Trust policies name no resource.
  return statement.resources === undefined || statement.resources.some((pattern) => matchesWildcard(pattern, resource));
};

type Named = 'directly' | 'by account' | 'not';

/** How a statement of a resource policy names the caller. */
export const names = (statement: Pick<ResourceStatement, 'principals' | 'notPrincipals'>, caller: Caller): Named => {
  if (statement.notPrincipals !== undefined)
    return namedIn(statement.notPrincipals, caller) === 'not' ? 'directly' : 'not';
  return statement.principals === undefined ? 'not' : namedIn(statement.principals, caller);
};

const namedIn = (principals: Principals, caller: Caller): Named => {
  if (principals.any) return 'directly';
  if (caller.kind === 'service') return principals.services.includes(caller.service) ? 'directly' : 'not';
  if (principals.aws.includes(caller.role.arn)) return 'directly';
  const account = [caller.role.account, `arn:aws:iam::${caller.role.account}:root`];
  return principals.aws.some((one) => account.includes(one)) ? 'by account' : 'not';
};
