import type { Platform, Stage } from '../../contracts/platform';
import type { Loaded } from '../workspace';
import type { Services } from './aws/services';

/** What a verb works with. */
export interface Context {
  readonly root: string;
  readonly platform: Platform;
  readonly stage: string;
  readonly settings: Stage;
  /** Who runs the command, for the control rows. */
  readonly by: string;
  readonly now: () => Date;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** The whole workspace; read when first asked for, so that a stop never waits for it. */
  readonly workspace: () => Loaded;
  /** The stage's AWS; connected when first asked for. */
  readonly services: () => Promise<Services>;
}

/** Something about the machine or the command that is wrong: exit code 2. */
export class EnvironmentError extends Error {
  public override readonly name = 'EnvironmentError';
}
