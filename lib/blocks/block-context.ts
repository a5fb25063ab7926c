import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Alarms } from './alarm-desk';
import type { StageContext } from './stage-context';

/** What every block is built with. */
export interface BlockContext {
  readonly stage: StageContext;
  readonly alarms: Alarms;
  /** Key of bus, queues and alarm topic. */
  readonly transitKey: IKey;
  /** Key of log groups. */
  readonly logKey: IKey;
  /** Folder with one bundle per handler. */
  readonly handlersDir: string;
}
