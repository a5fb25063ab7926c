import { type CfnResource, Stack } from 'aws-cdk-lib';
import { CfnManagedPolicy, CfnPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import type { ConstructRule } from './rule';

const SWEEPER = 'sweep-launches';
const REMOVES = [
  'cloudformation:DescribeStacks',
  'cloudformation:DeleteStack',
  'cloudformation:UpdateTerminationProtection',
];

/** What is deployed removes stacks of launches, and of this stage only; it makes and changes none, and hands on no other role. */
export const launchStacksOnly = (stage: string): ConstructRule => ({
  id: 'launch-stacks-only',
  severity: 'fatal',
  what: `Only ${SWEEPER} can have stacks removed: those of launches, under the role that can make nothing but launches.`,
  why: 'Whoever can change any stack, or pass any role to CloudFormation, is an administrator.',
  fix: 'Take the permission away: the foundation is deployed by people, and launches by their own bootstrap.',
  check: (resource) => {
    if (!isPolicy(resource)) return 'not-applicable';
    const concerned = statementsOf(resource).filter(
      ({ Effect, Action, NotAction }) =>
        Effect !== 'Deny' && (NotAction !== undefined || listed(Action).some((action) => CONCERNED.test(action))),
    );
    if (concerned.length === 0) return 'not-applicable';
    const faults = concerned.flatMap((statement) => faultsOf(statement, isSweeper(resource), stage));
    return faults.length === 0 ? 'compliant' : { finding: [...new Set(faults)].join('; ') };
  },
});

const CONCERNED = /^(\*|cloudformation:.*|iam:(\*|P[a-z]*\*|PassRole))$/i;

type Policy = CfnManagedPolicy | CfnPolicy | CfnRole;

interface Statement {
  readonly Effect?: string;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly Condition?: unknown;
}

const isPolicy = (resource: CfnResource): resource is Policy =>
  resource instanceof CfnManagedPolicy || resource instanceof CfnPolicy || resource instanceof CfnRole;

const isSweeper = (policy: Policy): boolean =>
  policy instanceof CfnManagedPolicy && policy.managedPolicyName?.endsWith(`-${SWEEPER}`) === true;

const statementsOf = (policy: Policy): readonly Statement[] => {
  const documents =
    policy instanceof CfnRole
      ? (Stack.of(policy).resolve(policy.policies) ?? []).map((one: { policyDocument: unknown }) => one.policyDocument)
      : [Stack.of(policy).resolve(policy.policyDocument)];
  return documents.flatMap((document: { Statement?: unknown }) => [document.Statement ?? []].flat());
};

const faultsOf = ({ Action, NotAction, Resource, Condition }: Statement, sweeps: boolean, stage: string): string[] => {
  if (NotAction !== undefined) return ['everything but some actions is allowed'];
  if (!sweeps) return [`${listed(Action).join(', ')} for another than ${SWEEPER}`];
  const resources = listed(Resource);
  if (listed(Action).every((action) => REMOVES.includes(action))) {
    const launches = new RegExp(`:stack/[a-z0-9]+-${stage}-launch-\\*/\\*$`);
    return resources.filter((one) => !launches.test(one)).map((one) => `it reaches ${one}`);
  }
  if (listed(Action).some((action) => action !== 'iam:PassRole')) return [`it can ${listed(Action).join(', ')}`];
  const toCloudFormation = { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } };
  return [
    ...resources
      .filter((one) => !/:role\/cdk-[a-z0-9]+-cfn-exec-role-\d+-[a-z0-9-]+$/.test(one))
      .map((one) => `it passes on ${one}`),
    ...(JSON.stringify(Condition) === JSON.stringify(toCloudFormation) ? [] : ['it passes a role to any service']),
  ];
};

/** One or several texts; what is joined at deployment is read with its parts in their places. */
const listed = (value: unknown): string[] =>
  [value ?? []].flat().map((one) => (typeof one === 'string' ? one : joined(one)));

const joined = (value: unknown): string => {
  const parts = (value as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'];
  return parts === undefined
    ? JSON.stringify(value)
    : parts[1].map((one) => (typeof one === 'string' ? one : '?')).join(parts[0]);
};
