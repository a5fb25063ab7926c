import { type CfnResource, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { launchStacksOnly } from '../../../../lib/governance/rules/launch-stacks-only';
import { testApp } from '../../../support/stage';

const rule = launchStacksOnly('prod');
const LAUNCHES = 'arn:aws:cloudformation:us-east-1:321098765432:stack/tandem-prod-launch-*/*';
const ROLE = 'arn:aws:iam::321098765432:role/cdk-tandemlnch-cfn-exec-role-321098765432-us-east-1';
const TO_CLOUDFORMATION = { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } };

interface Said {
  readonly handler?: string;
  readonly actions: readonly string[];
  readonly resource?: string;
  readonly conditions?: Record<string, unknown>;
}

const judged = ({ handler = 'sweep-launches', actions, resource = LAUNCHES, conditions }: Said) => {
  const policy = new ManagedPolicy(new Stack(testApp(), 'Stack'), 'Policy', {
    managedPolicyName: `tandem-prod-${handler}`,
    statements: [
      new PolicyStatement({
        actions: [...actions],
        resources: [resource],
        ...(conditions === undefined ? {} : { conditions }),
      }),
    ],
  });
  return rule.check(policy.node.defaultChild as CfnResource);
};

describe('launch-stacks-only', () => {
  it('accepts the sweeper with the stacks and the role of launches', () => {
    expect(judged({ actions: ['cloudformation:DescribeStacks', 'cloudformation:DeleteStack'] })).toBe('compliant');
    expect(judged({ actions: ['iam:PassRole'], resource: ROLE, conditions: TO_CLOUDFORMATION })).toBe('compliant');
  });

  it('does not concern policies without such permissions, nor other resources', () => {
    expect(judged({ handler: 'decide-offer', actions: ['dynamodb:GetItem'] })).toBe('not-applicable');
    const queue = new Queue(new Stack(testApp(), 'Stack'), 'Queue');
    expect(rule.check(queue.node.defaultChild as CfnResource)).toBe('not-applicable');
  });

  it.each<[string, Said, RegExp]>([
    ['another function', { handler: 'run-blast', actions: ['cloudformation:DescribeStacks'] }, /for another than/],
    ['every action of the service', { actions: ['cloudformation:*'] }, /it can cloudformation:\*/],
    ['every action there is', { actions: ['*'] }, /it can \*/],
    ['the making of stacks', { actions: ['cloudformation:CreateStack'] }, /it can cloudformation:CreateStack/],
    [
      'the stacks of another stage',
      { actions: ['cloudformation:DeleteStack'], resource: LAUNCHES.replace('prod', 'dev') },
      /it reaches .*tandem-dev-launch/,
    ],
    [
      'the foundation',
      { actions: ['cloudformation:DeleteStack'], resource: LAUNCHES.replace('-launch-*', '-*') },
      /it reaches .*tandem-prod-\*/,
    ],
    [
      'another role',
      { actions: ['iam:PassRole'], resource: 'arn:aws:iam::321098765432:role/admin', conditions: TO_CLOUDFORMATION },
      /it passes on .*admin/,
    ],
    ['a role for every service', { actions: ['iam:PassRole'], resource: ROLE }, /to any service/],
    ['roles by a wildcard', { handler: 'run-blast', actions: ['iam:Pass*'], resource: '*' }, /for another than/],
  ])('refuses %s', (_case, said, finding) => {
    expect(judged(said)).toEqual({ finding: expect.stringMatching(finding) });
  });

  it('sees what stands inline in a role, and what is allowed by exclusion', () => {
    const stack = new Stack(testApp(), 'Stack');
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(new PolicyStatement({ notActions: ['iam:*'], resources: ['*'] }));
    const policies = stack.node.findAll().map((one) => rule.check(one as CfnResource));

    expect(policies).toContainEqual({ finding: 'everything but some actions is allowed' });
  });
});
