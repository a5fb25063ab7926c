import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '../answer';
import type { Context } from '../context';
import { launchExecutionPolicy, launchPolicyName } from '../launch-execution-policy';

/** Writes what a stage's launches may be deployed with, and says how to bootstrap the account for it. */
export const init = ({ root, platform, stage, settings }: Context): Answer => {
  const { prefix } = platform;
  const { account, region, qualifier, launchQualifier } = settings;
  const name = launchPolicyName({ prefix, stage });
  const folder = 'dist/bootstrap';
  const file = `${folder}/${name}.json`;
  mkdirSync(join(root, folder), { recursive: true });
  const policy = launchExecutionPolicy({ prefix, stage, settings });
  writeFileSync(join(root, file), `${JSON.stringify(policy, null, 2)}\n`);
  const target = `aws://${account}/${region}`;
  const boundary =
    settings.permissionsBoundary === undefined ? '' : ` --custom-permissions-boundary ${settings.permissionsBoundary}`;
  const commands = [
    `npx cdk bootstrap ${target} -c stage=${stage} --qualifier ${qualifier} --toolkit-stack-name ${prefix}-${stage}-toolkit${boundary}`,
    `aws iam create-policy --policy-name ${name} --policy-document file://${file}`,
    `npx cdk bootstrap ${target} -c stage=${stage} --qualifier ${launchQualifier} --toolkit-stack-name ${prefix}-${stage}-toolkit-launches --cloudformation-execution-policies arn:aws:iam::${account}:policy/${name}${boundary}`,
  ];
  return {
    data: { policy: file, commands },
    lines: [
      `Written: ${file}, what a launch's deployment may do.`,
      '',
      'Run these once, as an administrator of the account:',
      ...commands.map((command) => `  ${command}`),
    ],
  };
};
