import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { FUNCTIONS } from '../../lib/bundle';
import { generatedAlias } from '../../lib/bundle/generated';
import { compose, stageContext } from '../../lib/stacks/compose';
import { loadWorkspace } from '../../lib/workspace';

/**
 * What the synth bench compares with: the same stacks, without any pack, each function bundled by a NodejsFunction of its
 * own, as most CDK apps do it. The stacks' own functions get empty bundles, so nothing is bundled twice.
 */
const main = (): void => {
  const root = process.cwd();
  const { workspace } = loadWorkspace(root);
  if (workspace === undefined) throw new Error('The bench workspace has findings.');
  const handlersDir = join(root, 'dist/reference');
  for (const name of FUNCTIONS) {
    mkdirSync(join(handlersDir, name), { recursive: true });
    writeFileSync(join(handlersDir, name, 'index.js'), `// ${name}\n`);
  }
  const app = new App();
  const { foundation } = compose(app, { workspace, stage: stageContext(workspace.platform, 'local'), handlersDir });
  for (const name of FUNCTIONS) {
    new NodejsFunction(foundation, `Reference-${name}`, {
      entry: join(root, 'lambdas/handlers', name, 'wiring.ts'),
      projectRoot: root,
      depsLockFilePath: join(root, 'package.json'),
      runtime: Runtime.NODEJS_22_X,
      bundling: {
        minify: true,
        target: 'node20',
        externalModules: [],
        esbuildArgs: Object.fromEntries(
          Object.entries(generatedAlias(join(root, 'dist/generated'))).map(([name, file]) => [`--alias:${name}`, file]),
        ),
      },
    });
  }
  app.synth();
};

main();
