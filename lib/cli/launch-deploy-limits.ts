import type { PipelineOf } from './pipeline-statement';

/** Everything by which the CDK's deploy role can change a stack. */
export const STACK_CHANGES = [
  'cloudformation:CreateChangeSet',
  'cloudformation:DeleteChangeSet',
  'cloudformation:ExecuteChangeSet',
  'cloudformation:CreateStack',
  'cloudformation:UpdateStack',
  'cloudformation:DeleteStack',
  'cloudformation:RollbackStack',
  'cloudformation:ContinueUpdateRollback',
  'cloudformation:UpdateTerminationProtection',
  'cloudformation:CreateStackRefactor',
  'cloudformation:ExecuteStackRefactor',
] as const;

/** Name of the policy that says so, at that role. */
export const DEPLOY_LIMITS = 'only-launches';

/** The deploy role of the launches' bootstrap, as the CDK names it. */
export const launchDeployRole = ({ account, region, launchQualifier }: PipelineOf['settings']): string =>
  `cdk-${launchQualifier}-deploy-role-${account}-${region}`;

/**
 * Keeps the deploy role of the launches' bootstrap to launches. The CDK lets it change every stack of the account, and
 * CloudFormation changes a stack under the role that the stack was made with: the foundation's is an administrator.
 */
export const launchDeployLimits = ({ prefix, stage, settings }: PipelineOf) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'OnlyLaunches',
      Effect: 'Deny',
      Action: [...STACK_CHANGES],
      NotResource: [
        `arn:aws:cloudformation:${settings.region}:${settings.account}:stack/${prefix}-${stage}-launch-*/*`,
      ],
    },
  ],
});
