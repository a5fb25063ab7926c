import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import type { StageContext } from '../../../blocks/stage-context';
import { type StageTemplates, templatesOf } from '../../../evidence/stacks';
import { compose } from '../../../stacks/compose';
import type { Workspace } from '../../../workspace';

/** A stage after synthesis: its tree, which is what is judged, and its templates. */
export interface Synthesised {
  readonly app: App;
  readonly templates: StageTemplates;
}

/** A stage as `cdk deploy` would make it, synthesised with the project's flags and no plugin. */
export const synthesised = (root: string, workspace: Workspace, stage: StageContext): Synthesised => {
  // cdk-nag reads a deprecated property of every bus policy; nobody can act on that warning here.
  process.env.JSII_DEPRECATED ??= 'quiet';
  const { context = {} } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')) as { context?: object };
  const outdir = mkdtempSync(join(tmpdir(), 'tandem-evidence-'));
  try {
    const app = new App({
      outdir,
      context: { ...context, 'aws:cdk:enable-path-metadata': true },
      analyticsReporting: false,
      builtinCloudFormationValidation: false,
    });
    compose(app, { workspace, stage, handlersDir: join(root, 'dist/handlers') });
    return { app, templates: templatesOf(app, stage) };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
};
