import { type CfnResource, Stack } from 'aws-cdk-lib';
import { CfnApiDestination, CfnConnection } from 'aws-cdk-lib/aws-events';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { CfnSubscription } from 'aws-cdk-lib/aws-sns';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { gatewayOnly } from '../../../../lib/governance/rules/gateway-only';
import { silentVendor, testApp, testVendor } from '../../../support/stage';

const rule = gatewayOnly([testVendor(), silentVendor()]);
const stack = () => new Stack(testApp(), 'Stack');

const fn = (handler: string, variables: Record<string, string>) =>
  rule.check(
    new CfnFunction(stack(), 'Function', {
      code: {},
      role: 'role',
      functionName: `tandem-prod-${handler}`,
      environment: { variables },
    }),
  );

/** A policy of a handler that may read a secret of the stack, by its reference. */
const reading = (handler: string, secretName: string) => {
  const scope = stack();
  const secret = new Secret(scope, 'Secret', { secretName: `tandem/prod/${secretName}` });
  const policy = new ManagedPolicy(scope, 'Policy', { managedPolicyName: `tandem-prod-${handler}` });
  policy.addStatements(
    new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secret.secretArn] }),
  );
  return rule.check(policy.node.defaultChild as CfnResource);
};

describe('gateway-only', () => {
  it('accepts the gateway with addresses and credentials, and others with what they need', () => {
    expect(fn('deliver-message', { URL: 'https://api.mailhub.example/send' })).toBe('compliant');
    expect(reading('deliver-message', 'vendor/mailhub/api-key')).toBe('compliant');
    expect(fn('decide-offer', { BUS_NAME: 'tandem' })).toBe('compliant');
    expect(reading('receive-webhook', 'vendor/mailhub/webhook')).toBe('compliant');
    expect(reading('ingest-events', 'ingest-key')).toBe('compliant');
  });

  it('finds a function that knows the address of a vendor', () => {
    expect(fn('decide-offer', { SEND_TO: 'https://api.mailhub.example/v2' })).toEqual({
      finding: 'the environment holds the address of mailhub',
    });
  });

  it.each(['vendor/mailhub/api-key', 'vendor/mailhub/signing'])('finds another function that can read %s', (name) => {
    expect(reading('decide-offer', name)).toEqual({ finding: `it opens the secret ${name}` });
  });

  it('finds a role that names the secret in an inline policy of its own', () => {
    const scope = stack();
    const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: ['arn:aws:secretsmanager:us-east-1:111122223333:secret:tandem/prod/vendor/mailhub/api-key-??????'],
      }),
    );
    const policies = role.node.findAll().filter((one) => 'cfnResourceType' in one) as CfnResource[];
    expect(policies.map((one) => [one.cfnResourceType, rule.check(one)])).toEqual([
      ['AWS::IAM::Role', 'compliant'],
      ['AWS::IAM::Policy', { finding: 'it opens the secret vendor/mailhub/api-key' }],
    ]);
  });

  it('finds services of AWS that send to the internet', () => {
    const scope = stack();
    const onInternet = { finding: 'EventBridge sends to an address on the internet' };
    const connection = new CfnConnection(scope, 'Connection', { authorizationType: 'API_KEY' });
    expect(rule.check(connection)).toEqual(onInternet);
    const destination = new CfnApiDestination(scope, 'Destination', {
      connectionArn: 'arn',
      httpMethod: 'POST',
      invocationEndpoint: 'https://api.mailhub.example',
    });
    expect(rule.check(destination)).toEqual(onInternet);
    const subscription = (protocol: string) =>
      rule.check(new CfnSubscription(scope, protocol, { topicArn: 'arn', protocol }));
    expect(subscription('https')).toEqual({ finding: 'SNS sends to an address on the internet by https' });
    expect(subscription('email')).toBe('compliant');
    const stream = new CfnDeliveryStream(scope, 'Stream', {
      httpEndpointDestinationConfiguration: {
        endpointConfiguration: { url: 'https://api.mailhub.example' },
        s3Configuration: { bucketArn: 'arn', roleArn: 'arn' },
      },
    });
    expect(rule.check(stream)).toEqual({ finding: 'Firehose sends to an address on the internet' });
  });

  it('does not concern other resources', () => {
    expect(rule.check(new CfnQueue(stack(), 'Queue'))).toBe('not-applicable');
  });
});
