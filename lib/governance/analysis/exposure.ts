import type { Need } from './edge-kinds';
import { serviceEdges } from './edges';
import { expandAction } from './iam-actions';
import type { Model } from './model';
import type { Policies, ResourceStatement } from './policies';
import { asText, type TemplateProblem } from './template';
import { matchesAction } from './wildcard';

/**
 * What resource, key and trust policies open to others than the roles of the templates: anyone, other accounts, federated
 * users, and AWS services beyond what the edges need or without a condition on whom they act for.
 */
export const exposureProblems = (model: Model, policies: Policies): readonly TemplateProblem[] => {
  const needs = serviceEdges(model).flatMap((edge) => edge.needs);
  const account = model.stacks[0]?.account ?? '';
  return policies.allResource
    .filter(({ effect }) => effect === 'Allow')
    .flatMap((statement) =>
      faultsOf(model, statement, needs, statement.owner?.account ?? account).map((fault) => ({
        code: 'access.exposed',
        where: statement.via,
        message: `policy of ${statement.owner?.name ?? statement.protects} ${fault}.`,
      })),
    );
};

const faultsOf = (
  model: Model,
  statement: ResourceStatement,
  needs: readonly Need[],
  account: string,
): readonly string[] => {
  const { principals, notPrincipals } = statement;
  if (notPrincipals !== undefined || principals === undefined)
    return ['allows by NotPrincipal: everyone else is let in'];
  return [
    ...(principals.any ? [`lets anyone ${said(statement)}`] : []),
    ...principals.federated.map((one) => `lets federated users of ${one} ${said(statement)}`),
    ...principals.aws.flatMap((one) => accountFaults(model, statement, one, account)),
    ...principals.services.flatMap((one) => serviceFaults(model, statement, one, needs, account)),
  ];
};

const said = ({ actions, notActions }: ResourceStatement): string =>
  notActions === undefined ? (actions ?? []).join(', ') : `everything except ${notActions.join(', ')}`;

const accountFaults = (
  model: Model,
  statement: ResourceStatement,
  principal: string,
  account: string,
): readonly string[] => {
  const { owner } = statement;
  const own = principal === account || principal === `arn:aws:iam::${account}:root`;
  // A key hands itself to its account, whose policies are judged one by one; a trust policy must not.
  if (own) return owner?.type === 'AWS::IAM::Role' ? [`lets the whole account ${said(statement)}`] : [];
  if (model.find(principal, 'AWS::IAM::Role') !== undefined)
    return owner?.type === 'AWS::IAM::Role' ? [`lets role ${principal} ${said(statement)}`] : [];
  return [`lets ${principal}, which is not of these templates, ${said(statement)}`];
};

/** Actions that AWS's own examples add and that give nobody anything by themselves. */
const HARMLESS =
  /^(kms:(DescribeKey|Encrypt|Decrypt|GenerateDataKey.*|ReEncrypt.*)|sqs:GetQueue(Attributes|Url)|lambda:InvokeFunction)$/;

/** What launches bring calls in by; before the first one stands, what they are to call is open all the same. */
const BY_LAUNCHES: Readonly<Record<string, string>> = {
  'events.amazonaws.com': 'sqs:SendMessage',
  'scheduler.amazonaws.com': 'sts:AssumeRole',
};

/** Whether a stack hands a resource to launches: a parameter names it. */
const isHandedOut = (model: Model, arn: string): boolean =>
  model.ofType('AWS::SSM::Parameter').some(({ props }) => asText(props.Value) === arn);

const serviceFaults = (
  model: Model,
  statement: ResourceStatement,
  service: string,
  needs: readonly Need[],
  account: string,
): readonly string[] => {
  const used = needs.filter(
    (need) =>
      need.caller.kind === 'service' &&
      need.caller.service === service &&
      (need.policyOf ?? need.resource) === statement.protects,
  );
  const byLaunches = used.length === 0 && isHandedOut(model, statement.protects) ? BY_LAUNCHES[service] : undefined;
  if (used.length === 0 && byLaunches === undefined)
    return [`lets ${service} ${said(statement)}, though nothing here calls for it`];
  const opened = statement.notActions === undefined ? (statement.actions ?? []).flatMap(expandAction) : ['everything'];
  const excess = opened.filter(
    (action) =>
      !HARMLESS.test(action) && action !== byLaunches && !used.some((need) => matchesAction(need.action, action)),
  );
  return [
    ...(excess.length === 0 ? [] : [`lets ${service} ${excess.join(', ')}, which no edge needs`]),
    ...(isBound(statement, service, account)
      ? []
      : [`lets ${service} ${said(statement)} on behalf of any account: add aws:SourceAccount or aws:SourceArn`]),
  ];
};

/** Whether a condition ties a service to whom it acts for. Lambda assumes a role only for functions that were made with PassRole. */
const isBound = (statement: ResourceStatement, service: string, account: string): boolean => {
  if (statement.owner?.type === 'AWS::IAM::Role' && service === 'lambda.amazonaws.com') return true;
  if ((statement.actions ?? []).every((action) => action === 'kms:DescribeKey')) return true;
  return Object.entries(statement.conditions).some(
    ([operator, keys]) =>
      /^(ForAllValues:)?(String|Arn)(Equals|Like)$/.test(operator) &&
      Object.entries(keys).some(([key, values]) => values.every((value) => binds(key, value, account))),
  );
};

const binds = (key: string, value: string, account: string): boolean => {
  const name = key.toLowerCase();
  if (name === 'aws:sourceaccount') return value === account;
  // Buckets and the like carry no account; every other ARN must name ours.
  if (name === 'aws:sourcearn' || name.startsWith('kms:encryptioncontext:')) return value.split(':')[4] === account;
  return false;
};
