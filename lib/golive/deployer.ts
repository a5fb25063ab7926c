import { type AssembleProps, type Assembly, assemble } from './assembly';
import { cdkDeploy, cdkDestroy } from './cdk-cli';

/** Hears of every resource that is made, changed or removed. */
export type HearResource = (line: string) => void;

/** How stacks of launches are made. */
export interface LaunchDeployer {
  readonly assemble: (props: AssembleProps) => Assembly;
  /** CloudTrail tells for which plan it was. Rejects with a `DeployError` where the stack is as it was before. */
  readonly deploy: (assembly: Assembly, hear: HearResource, plan?: string | undefined) => Promise<void>;
  readonly destroy: (assembly: Assembly, hear: HearResource) => Promise<void>;
}

/** The CDK library in this process, and the CDK CLI as it is. */
export const launchDeployer = (cwd: string): LaunchDeployer => ({
  assemble,
  deploy: (assembly, progress, plan) => cdkDeploy({ cwd, progress }, { ...assembly, plan }),
  destroy: (assembly, progress) => cdkDestroy({ cwd, progress }, assembly),
});
