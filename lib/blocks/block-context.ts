import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { AlarmDesk } from './alarm-desk';
import type { StageContext } from './stage-context';

/** What every block of the foundation is built with. */
export interface BlockContext {
  readonly stage: StageContext;
  readonly alarms: AlarmDesk;
  /** Key of bus, queues and alarm topic. */
  readonly transitKey: IKey;
  /** Key of log groups. */
  readonly logKey: IKey;
  /** Folder with one bundle per handler. */
  readonly handlersDir: string;
}
