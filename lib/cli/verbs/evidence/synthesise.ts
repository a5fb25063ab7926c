import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import type { StageContext } from '../../../blocks/stage-context';
import { compose } from '../../../stacks/compose';
import type { Workspace } from '../../../workspace';

/** A stage as `cdk deploy` would make it, synthesised with the project's flags and no plugin: its tree is what is judged. */
export const synthesisedApp = (root: string, workspace: Workspace, stage: StageContext): App => {
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
    app.synth();
    return app;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
};
