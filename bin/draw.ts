import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { withDrawings } from '../lib/governance/architecture-page';
import { compose, stageContext } from '../lib/stacks/compose';
import { loadWorkspace, projectRoot } from '../lib/workspace';

const PAGE = 'docs/architecture.md';

/** Draws docs/architecture.md anew from the templates of the default stage. Needs the bundles: run the build first. */
const main = (): void => {
  const root = projectRoot(process.cwd());
  const { workspace } = root === undefined ? { workspace: undefined } : loadWorkspace(root);
  if (root === undefined || workspace === undefined) throw new Error('Run this inside a project without findings.');
  const stage = stageContext(workspace.platform, workspace.platform.defaultStage);
  const app = new App();
  compose(app, { workspace, stage, handlersDir: join(root, 'dist/handlers') });
  const stacks = app.synth().stacks.map(({ stackName, template }) => ({
    stack: stackName,
    account: stage.settings.account,
    region: stage.settings.region,
    template,
  }));
  const page = join(root, PAGE);
  writeFileSync(page, withDrawings(readFileSync(page, 'utf8'), stacks, { prefix: `${stage.prefix}-${stage.name}-` }));
  console.log(`${PAGE} is drawn from the templates of stage ${stage.name}.`);
};

main();
