import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import type { LaunchDefinition } from '../../../../contracts/decision';
import { costCentreOf, stageContext } from '../../../stacks/compose';
import { LaunchStack } from '../../../stacks/launch-stack';
import type { Workspace } from '../../../workspace';
import type { Context } from '../../context';

/** The template that this version of the platform makes of a definition, with the flags with which the project is deployed. */
export const launchTemplate = (
  { root, stage: name }: Pick<Context, 'root' | 'stage'>,
  workspace: Workspace,
  definition: LaunchDefinition,
): Readonly<Record<string, unknown>> => {
  const { context = {} } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')) as { context?: object };
  const outdir = mkdtempSync(join(tmpdir(), 'tandem-status-'));
  try {
    const app = new App({
      outdir,
      context: { ...context },
      analyticsReporting: false,
      builtinCloudFormationValidation: false,
    });
    const stage = stageContext(workspace.platform, name);
    const stack = new LaunchStack(app, {
      stage,
      definition,
      costCentre: costCentreOf(workspace, stage, definition.team),
    });
    return app.synth().getStackByName(stack.stackName).template as Readonly<Record<string, unknown>>;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
};
