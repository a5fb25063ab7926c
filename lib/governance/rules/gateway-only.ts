import { type CfnResource, Stack } from 'aws-cdk-lib';
import { CfnApiDestination, CfnConnection } from 'aws-cdk-lib/aws-events';
import { CfnManagedPolicy, CfnPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { CfnSubscription } from 'aws-cdk-lib/aws-sns';
import type { Vendor } from '../../../contracts/vendor';
import { outboundSecrets } from '../../blocks/platform-secrets';
import type { ConstructRule, RuleResult } from './rule';

/** Functions that may hold what a vendor is called with: the gateway. */
const GATEWAY: readonly string[] = ['deliver-message'];

/** Personal data leaves by the gateway only: nothing else knows a vendor's address or credential, and AWS calls nobody for us. */
export const gatewayOnly = (vendors: readonly Vendor[]): ConstructRule => ({
  id: 'gateway-only',
  severity: 'fatal',
  what: `Only ${GATEWAY.join(' and ')} can read a vendor's credential or knows its address, and no AWS service sends to the internet.`,
  why: 'Consent, approval and the list of fields are checked in one place; a second way out would have none of them.',
  fix: 'Publish a message request; the gateway sends it.',
  check: (resource) => {
    if (resource instanceof CfnFunction) return judgeFunction(resource, vendors);
    if (isPolicy(resource)) return judgePolicy(resource, vendors);
    return judgeService(resource);
  },
});

type Policy = CfnManagedPolicy | CfnPolicy | CfnRole;

const isPolicy = (resource: CfnResource): resource is Policy =>
  resource instanceof CfnManagedPolicy || resource instanceof CfnPolicy || resource instanceof CfnRole;

const judgeFunction = (resource: CfnFunction, vendors: readonly Vendor[]): RuleResult => {
  if (isGateway(resource)) return 'compliant';
  const environment = text(resource, resource.environment);
  const known = vendors.filter(
    ({ outbound }) => outbound !== undefined && environment.includes(new URL(outbound.url).host),
  );
  return known.length === 0
    ? 'compliant'
    : { finding: known.map(({ vendor }) => `the environment holds the address of ${vendor}`).join(', ') };
};

const judgePolicy = (policy: Policy, vendors: readonly Vendor[]): RuleResult => {
  if (isGateway(policy)) return 'compliant';
  const granted = text(policy, policy instanceof CfnRole ? policy.policies : policy.policyDocument);
  const readable = secretsOf(policy, vendors).filter(({ references }) =>
    references.some((reference) => granted.includes(reference)),
  );
  return readable.length === 0
    ? 'compliant'
    : { finding: readable.map(({ name }) => `it opens the secret ${name}`).join(', ') };
};

const judgeService = (resource: CfnResource): RuleResult => {
  if (resource instanceof CfnApiDestination || resource instanceof CfnConnection)
    return { finding: 'EventBridge sends to an address on the internet' };
  if (resource instanceof CfnSubscription)
    return /^https?$/.test(resource.protocol)
      ? { finding: `SNS sends to an address on the internet by ${resource.protocol}` }
      : 'compliant';
  if (resource instanceof CfnDeliveryStream)
    return resource.httpEndpointDestinationConfiguration === undefined
      ? 'compliant'
      : { finding: 'Firehose sends to an address on the internet' };
  return 'not-applicable';
};

/** Secrets of the stack with which vendors are called, and how a policy would name each: by reference or by its name. */
const secretsOf = (
  policy: Policy,
  vendors: readonly Vendor[],
): readonly { readonly name: string; readonly references: readonly string[] }[] => {
  const names = vendors.flatMap(outboundSecrets);
  const stack = Stack.of(policy);
  const secrets = stack.node.findAll().filter((construct) => construct instanceof CfnSecret);
  return names.map((name) => ({
    name,
    references: [
      `/${name}`,
      ...secrets
        .filter((secret) => typeof secret.name === 'string' && secret.name.endsWith(`/${name}`))
        .map((secret) => text(secret, secret.ref)),
    ],
  }));
};

/** Whether a function, role or policy is the gateway's, by its construct: `GovernedFunction` names all three after the handler. */
const isGateway = (resource: CfnFunction | Policy): boolean => {
  const name =
    resource instanceof CfnFunction
      ? resource.functionName
      : resource instanceof CfnManagedPolicy
        ? resource.managedPolicyName
        : resource instanceof CfnRole
          ? resource.roleName
          : resource.policyName;
  return GATEWAY.some((handler) => name?.endsWith(`-${handler}`) === true);
};

const text = (resource: CfnResource, value: unknown): string => JSON.stringify(Stack.of(resource).resolve(value) ?? '');
