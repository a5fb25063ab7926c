import { type CfnResource, Stack } from 'aws-cdk-lib';
import type { ConstructRule } from './rule';

/** Types whose policy says who may use them, and where that policy stands. */
const POLICY_OF: Readonly<Record<string, readonly string[]>> = {
  'AWS::KMS::Key': ['KeyPolicy'],
  'AWS::Events::EventBusPolicy': ['Statement'],
  'AWS::Events::EventBus': ['Policy'],
  'AWS::SQS::QueuePolicy': ['PolicyDocument'],
  'AWS::SNS::TopicPolicy': ['PolicyDocument'],
  'AWS::SecretsManager::ResourcePolicy': ['ResourcePolicy'],
  'AWS::S3::BucketPolicy': ['PolicyDocument'],
};

/** Keys, the bus, queues, topics, secrets and buckets let in nobody but those they name. A denial may speak of everybody. */
export const namedPrincipals: ConstructRule = {
  id: 'named-principals',
  severity: 'fatal',
  what: 'No policy of a key, bus, queue, topic, secret or bucket allows anything to every principal, whatever its conditions.',
  why: 'One condition forgotten would open it to every AWS account there is.',
  fix: 'Name the roles or services that need it as principals.',
  check: (resource) => {
    const places = POLICY_OF[resource.cfnResourceType];
    if (places === undefined) return 'not-applicable';
    const properties = propertiesOf(resource);
    const statements = places.flatMap((place) => statementsOf(properties[place]));
    const open = statements.filter(
      ({ Effect, Principal, NotPrincipal }) =>
        Effect !== 'Deny' && (NotPrincipal !== undefined || isEverybody(Principal)),
    );
    return open.length === 0
      ? 'compliant'
      : { finding: open.map(({ Sid }) => `${Sid ?? 'a statement without Sid'} allows every principal`).join(', ') };
  },
};

interface Statement {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
}

/** Properties as the template has them, whichever way they were set. */
const propertiesOf = (resource: CfnResource): Readonly<Record<string, unknown>> => {
  const template = Stack.of(resource).resolve(resource._toCloudFormation()) as {
    readonly Resources?: Readonly<Record<string, { readonly Properties?: Readonly<Record<string, unknown>> }>>;
  };
  return Object.values(template.Resources ?? {})[0]?.Properties ?? {};
};

/** Statements of a document, or the one that stands for it. */
const statementsOf = (policy: unknown): readonly Statement[] => {
  if (typeof policy !== 'object' || policy === null) return [];
  const inside: unknown = 'Statement' in policy ? policy.Statement : policy;
  return [inside].flat() as readonly Statement[];
};

const isEverybody = (principal: unknown): boolean => {
  if (principal === '*') return true;
  if (typeof principal !== 'object' || principal === null) return false;
  return Object.values(principal).flat().includes('*');
};
