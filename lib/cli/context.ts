import type { Platform, Stage } from '../../contracts/platform';
import type { LaunchDeployer } from '../golive/deployer';
import type { EdgeCode } from '../import';
import type { PreviewCode } from '../preview';
import type { Loaded } from '../workspace';
import type { Services } from './aws/services';
import type { PostJson } from './post-json';

/** What a verb works with. */
export interface Context {
  /** Folder that the command was given in: file names of operators are relative to it. */
  readonly cwd: string;
  readonly root: string;
  readonly platform: Platform;
  readonly stage: string;
  readonly settings: Stage;
  /** Who runs the command, for the control rows. */
  readonly by: string;
  /** Address of whoever runs the command, as their git has it. */
  readonly gitEmail: () => string | undefined;
  /** Asks the person at the terminal; undefined where nobody is there. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  /** Takes what must not be an argument from the terminal, or from what is piped in; empty where nothing is. */
  readonly askPrivately: (question: string) => Promise<string>;
  /** A variable of the environment; undefined where it is not set. */
  readonly environment: (name: string) => string | undefined;
  readonly post: PostJson;
  readonly now: () => Date;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Says how far long work has come, apart from the answer. */
  readonly progress: (line: string) => void;
  /** The edge's own rules; loaded when first asked for. */
  readonly edge: () => EdgeCode;
  /** Run time's own code for previews; loaded when first asked for. */
  readonly preview: () => PreviewCode;
  /** How stacks of launches are made; loaded when first asked for. */
  readonly deployer: () => Promise<LaunchDeployer>;
  /** The whole workspace; read when first asked for, so that a stop never waits for it. */
  readonly workspace: () => Loaded;
  /** The stage's AWS; connected when first asked for. */
  readonly services: () => Promise<Services>;
}

/** Something about the machine or the command that is wrong: exit code 2. */
export class EnvironmentError extends Error {
  public override readonly name = 'EnvironmentError';
}
