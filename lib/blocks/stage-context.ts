import { RemovalPolicy } from 'aws-cdk-lib';
import type { Stage } from '../../contracts/platform';

/** The stage whose resources cannot outlive a laptop: only here may the business clock and the vendor stand-in exist. */
export const LOCAL_STAGE = 'local';

/** One stage of `platform/platform.yaml` together with what it shares with its siblings. */
export interface StageContext {
  readonly name: string;
  /** Start of every physical name. */
  readonly prefix: string;
  readonly costCentre: string;
  readonly settings: Stage;
}

/** Whether the stage is the embedded AWS. */
export const isLocal = (stage: StageContext): boolean => stage.name === LOCAL_STAGE;

/** Physical name of a resource: `<prefix>-<stage>-<parts>`. */
export const resourceName = (stage: StageContext, ...parts: string[]): string =>
  [stage.prefix, stage.name, ...parts].join('-');

/** Path of a parameter or a log group: `/<prefix>/<stage>/<parts>`. */
export const resourcePath = (stage: StageContext, ...parts: string[]): string =>
  `/${[stage.prefix, stage.name, ...parts].join('/')}`;

/** What happens to data when its resource leaves the template. */
export const dataRemovalPolicy = (stage: StageContext): RemovalPolicy =>
  stage.settings.protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

/** Tags every resource of a stage carries. */
export const stageTags = (stage: StageContext): Record<string, string> => ({
  [`${stage.prefix}:stage`]: stage.name,
  [`${stage.prefix}:cost-centre`]: stage.costCentre,
});

/** Whether alarms go to a mailbox by a topic of our own. */
export const hasOwnSubscriber = ({ settings }: StageContext): boolean =>
  settings.alarmEmail !== undefined && settings.import.alarmTopic === undefined;
