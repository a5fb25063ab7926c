import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { EmbeddedAws } from './embedded-aws';
import { runProgram } from './program';

const STAGE = 'local';
/** Approvals and waivers are judged as of the week that is replayed: the run must be the same on any day. */
export const AS_OF = '2026-11-23';
const CDK = 'node_modules/aws-cdk/bin/cdk';
/** The SDK tells on every start that Node 20 ends in 2027. */
const QUIET = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', CDK_DISABLE_CLI_TELEMETRY: 'true' };

export interface DeploymentOptions {
  readonly root: string;
  readonly aws: EmbeddedAws;
  /** Base URL that replaces every vendor's. */
  readonly vendorStandIn: string;
  readonly prefix: string;
  readonly qualifiers: readonly [foundation: string, launches: string];
}

/** The real CDK CLI and the project's own command line against the embedded AWS. */
export interface Deployment {
  /** Builds the handlers and synthesises all stacks. */
  readonly synth: () => Promise<void>;
  /** Bootstraps the account twice: for the foundation and, with its own execution role, for launches. */
  readonly bootstrap: () => Promise<void>;
  /** Deploys everything that was synthesised. */
  readonly deploy: () => Promise<void>;
  /** Removes one stack. */
  readonly destroy: (stack: string) => Promise<void>;
  /** Lets deployed launches speak to customers. */
  readonly goLive: (launches: readonly string[]) => Promise<void>;
  /** Runs `tandem <words> --stage local`. */
  readonly tandem: (...words: string[]) => Promise<string>;
  /** Folder with the synthesised templates. */
  readonly assembly: string;
  /** Ends what still runs and removes the folder. */
  readonly cleanUp: () => void;
}

export const createDeployment = (options: DeploymentOptions): Deployment => {
  const { root, aws, vendorStandIn, prefix, qualifiers } = options;
  const runs = join(root, '.local', 'run');
  mkdirSync(runs, { recursive: true });
  const assembly = mkdtempSync(join(runs, 'cdk-'));
  const ending = new AbortController();
  const programs = {
    cwd: root,
    env: { ...aws.env, ...QUIET },
    logFile: join(runs, `deploy-${aws.port}.log`),
    signal: ending.signal,
  };
  const cdk = (...args: string[]): Promise<string> => runProgram([CDK, '--no-color', ...args], programs);
  const context = ['-c', `stage=${STAGE}`, '-c', `vendorStandIn=${vendorStandIn}`, '-c', `asOf=${AS_OF}`];
  const target = `aws://${aws.account}/${aws.region}`;

  const bootstrap = async (qualifier: string, toolkit: string): Promise<void> => {
    // Without an app: the account is named, so nothing has to be synthesised for it.
    await cdk('bootstrap', target, '--app', '', '--qualifier', qualifier, '--toolkit-stack-name', toolkit);
  };

  const tandem = (...words: string[]): Promise<string> =>
    runProgram(['bin/tandem.mjs', ...words, '--stage', STAGE], programs);

  return {
    assembly,
    synth: async () => {
      await cdk('synth', '--quiet', '--output', assembly, ...context);
    },
    bootstrap: async () => {
      await bootstrap(qualifiers[0], `${prefix}-${STAGE}-toolkit`);
      await bootstrap(qualifiers[1], `${prefix}-${STAGE}-toolkit-launches`);
    },
    deploy: async () => {
      await cdk('deploy', '--all', '--app', assembly, '--require-approval', 'never', '--concurrency', '3');
    },
    destroy: async (stack) => {
      await cdk('destroy', stack, '--exclusively', '--app', assembly, '--force');
    },
    goLive: async (launches) => {
      await Promise.all(launches.map((launch) => tandem('go-live', launch, '--as-of', AS_OF)));
    },
    tandem,
    cleanUp: () => {
      ending.abort();
      rmSync(assembly, { recursive: true, force: true });
    },
  };
};
