import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { changeSetName } from './change-set-name';
import { DeployError } from './go-live';

export interface CdkCli {
  readonly cwd: string;
  /** Hears of every resource that is made, changed or removed. */
  readonly progress: (line: string) => void;
}

/** The CLI that package.json pins; another one may refuse the library, or read it wrongly. */
const program = (): string => require.resolve('aws-cdk/bin/cdk');

const LAST_LINES = 12;
/** The SDK tells on every start that Node 20 ends in 2027. */
const QUIET = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', CDK_DISABLE_CLI_TELEMETRY: 'true' };

/** A line of CloudFormation's progress in short: `3/8 CREATE_COMPLETE AWS::Events::Rule Launch/Trigger`; undefined for other lines. */
export const resourceLine = (line: string): string | undefined => {
  const [, count, , state = '', type = '', id = ''] = line.split('|').map((part) => part.trim());
  if (count === undefined || !/^[A-Z_]+_(COMPLETE|FAILED)$/.test(state) || !type.startsWith('AWS::')) return undefined;
  return `  ${count} ${state} ${type} ${id.replace(/ \(.*\)$/, '')}`;
};

/** Runs the CDK CLI to its end; rejects with its last lines where it fails. CloudFormation rolls back what it could not do. */
const run = ({ cwd, progress }: CdkCli, args: readonly string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program(), '--no-color', ...args], {
      cwd,
      env: { ...process.env, ...QUIET },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const lines: string[] = [];
    const hear = (line: string): void => {
      if (line.trim() !== '') lines.push(line.trimEnd());
      const told = resourceLine(line);
      if (told !== undefined) progress(told);
    };
    createInterface({ input: child.stdout }).on('line', hear);
    createInterface({ input: child.stderr }).on('line', hear);
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) return resolve();
      reject(new DeployError(`cdk ${args[0]} ended with ${code}: ${lines.slice(-LAST_LINES).join('\n  ')}`));
    });
  });

/** One stack of an assembly, and the hash of the plan that it is deployed for. */
export interface StackDeployment {
  readonly folder: string;
  readonly stack: string;
  readonly plan?: string | undefined;
}

/** Arguments that deploy a stack: its change set is named after the plan, which CloudTrail writes down. */
export const deployArguments = ({ folder, stack, plan }: StackDeployment): readonly string[] => [
  ...['deploy', stack, '--exclusively', '--app', folder, '--require-approval', 'never', '--progress', 'events'],
  ...(plan === undefined ? [] : ['--change-set-name', changeSetName(plan)]),
];

/** Deploys one stack of an assembly, and no other. */
export const cdkDeploy = (cli: CdkCli, deployment: StackDeployment) => run(cli, deployArguments(deployment));

/** Removes one stack. */
export const cdkDestroy = (cli: CdkCli, { folder, stack }: { readonly folder: string; readonly stack: string }) =>
  run(cli, ['destroy', stack, '--exclusively', '--app', folder, '--force', '--progress', 'events']);
