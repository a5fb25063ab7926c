import type { App } from 'aws-cdk-lib';
import type { StageContext } from '../blocks/stage-context';
import type { StackTemplate, Template } from '../governance/analysis/template';

/** A stage's templates as they are deployed, with what an analysis needs to know of the stage. */
export interface StageTemplates {
  readonly stacks: readonly StackTemplate[];
  /** Start of physical names, `<prefix>-<stage>-`. */
  readonly prefix: string;
  readonly stage: string;
  readonly importedBus?: string | undefined;
  /** Bootstrap under which launches are deployed. */
  readonly launchQualifier: string;
}

/** Synthesises an app, and reads its templates: their files may go afterwards. */
export const templatesOf = (app: App, { name, prefix, settings }: StageContext): StageTemplates => ({
  prefix: `${prefix}-${name}-`,
  stage: name,
  importedBus: settings.import.bus,
  launchQualifier: settings.launchQualifier,
  stacks: app
    .synth()
    .stacks.map(({ stackName, template, terminationProtection = false }) => ({
      stack: stackName,
      account: settings.account,
      region: settings.region,
      terminationProtection,
      template: template as Template,
    }))
    .sort((a, b) => (a.stack < b.stack ? -1 : 1)),
});
