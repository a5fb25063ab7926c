import { CfnResource, Stack } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { launchAllowList } from '../../../../lib/governance/rules/launch-allow-list';
import { LaunchStack } from '../../../../lib/stacks/launch-stack';
import { testApp, testDefinition, testStage } from '../../../support/stage';

const launch = () =>
  new LaunchStack(testApp(), { stage: testStage(), definition: testDefinition(), costCentre: 'CC-2100' });
const role = (scope: Stack) => new CfnRole(scope, 'Role', { assumeRolePolicyDocument: {} });

describe('launch-allow-list', () => {
  it('accepts everything a launch is made of', () => {
    const resources = launch().node.findAll().filter(CfnResource.isCfnResource);
    expect(resources.map(({ cfnResourceType }) => cfnResourceType).sort()).toEqual([
      'AWS::CloudWatch::Alarm',
      'AWS::Events::Rule',
      'AWS::SSM::Parameter',
      'AWS::SSM::Parameter',
    ]);
    expect(resources.map(launchAllowList.check)).toEqual(resources.map(() => 'compliant'));
  });

  it('finds a role in a launch', () => {
    expect(launchAllowList.check(role(launch()))).toEqual({ finding: 'AWS::IAM::Role in a launch stack' });
  });

  it('does not concern other stacks', () => {
    const stack = new Stack(testApp(), 'Other');
    expect(launchAllowList.check(role(stack))).toBe('not-applicable');
    const parameter = new StringParameter(stack, 'Parameter', { stringValue: 'x' });
    expect(launchAllowList.check(parameter.node.defaultChild as CfnResource)).toBe('not-applicable');
  });
});
