import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '../answer';
import { type Context, EnvironmentError } from '../context';
import { DEPLOY_LIMITS, launchDeployLimits, launchDeployRole } from '../launch-deploy-limits';
import { launchExecutionPolicy, launchPolicyName } from '../launch-execution-policy';
import { PIPELINE_DUTIES, pipelinePolicy, pipelineRoleName, pipelineTrust } from '../launch-pipeline-policy';

export interface InitOptions {
  /** `owner/name`, where a pipeline is to bring launches live. @default - none does */
  readonly repository?: string;
}

const FOLDER = 'dist/bootstrap';
const REPOSITORY = /^[\w.-]+\/[\w.-]+$/;

/** Writes what a stage's launches may be deployed with, and by whom, and says how to bootstrap the account for it. */
export const init = (context: Context, { repository }: InitOptions = {}): Answer => {
  if (repository !== undefined && !REPOSITORY.test(repository)) {
    throw new EnvironmentError(`--repository is written owner/name, not "${repository}".`);
  }
  const { platform, stage, settings } = context;
  const of = { prefix: platform.prefix, stage, settings };
  const { account, region, qualifier, launchQualifier } = settings;
  const name = launchPolicyName(of);
  const policy = write(context, name, launchExecutionPolicy(of));
  const limits = write(context, `${of.prefix}-${stage}-launch-deploy-limits`, launchDeployLimits(of));
  const target = `aws://${account}/${region}`;
  const toolkit = `${of.prefix}-${stage}-toolkit`;
  const boundary =
    settings.permissionsBoundary === undefined ? '' : ` --custom-permissions-boundary ${settings.permissionsBoundary}`;
  const commands = [
    `npx cdk bootstrap ${target} -c stage=${stage} --qualifier ${qualifier} --toolkit-stack-name ${toolkit}${boundary}`,
    `aws iam create-policy --policy-name ${name} --policy-document file://${policy}`,
    `npx cdk bootstrap ${target} -c stage=${stage} --qualifier ${launchQualifier} --toolkit-stack-name ${toolkit}-launches --cloudformation-execution-policies arn:aws:iam::${account}:policy/${name}${boundary}`,
    `aws iam put-role-policy --role-name ${launchDeployRole(settings)} --policy-name ${DEPLOY_LIMITS} --policy-document file://${limits}`,
    ...(repository === undefined ? [] : pipelineCommands(context, repository)),
  ];
  return {
    data: { policy, limits, commands },
    lines: [
      `Written: ${policy}, what a launch's deployment may do.`,
      `Written: ${limits}, which keeps whoever deploys launches to launches.`,
      '',
      'Run these once, as an administrator of the account:',
      ...commands.map((command) => `  ${command}`),
    ],
  };
};

/** The roles of a pipeline: each duty its own, taken on by a job of the repository in the duty's environment. */
const pipelineCommands = (context: Context, repository: string): readonly string[] => {
  const { platform, stage, settings } = context;
  const of = { prefix: platform.prefix, stage, settings };
  return [
    'aws iam create-open-id-connect-provider --url https://token.actions.githubusercontent.com --client-id-list sts.amazonaws.com',
    ...PIPELINE_DUTIES.flatMap((duty) => {
      const role = pipelineRoleName(of, duty);
      const trust = write(context, `${role}-trust`, pipelineTrust(of, duty, repository));
      const policy = write(context, role, pipelinePolicy(of, duty));
      return [
        `aws iam create-role --role-name ${role} --assume-role-policy-document file://${trust}`,
        `aws iam put-role-policy --role-name ${role} --policy-name ${duty} --policy-document file://${policy}`,
      ];
    }),
  ];
};

/** Writes a policy; the name of its file, relative to the project. */
const write = ({ root }: Context, name: string, policy: object): string => {
  const file = `${FOLDER}/${name}.json`;
  mkdirSync(join(root, FOLDER), { recursive: true });
  writeFileSync(join(root, file), `${JSON.stringify(policy, null, 2)}\n`);
  return file;
};
