import { buildAll } from '../lib/bundle';
import { findingText } from '../lib/cli/finding-text';
import { loadWorkspace, projectRoot } from '../lib/workspace';

/** Bundles the handlers before `cdk` synthesises. Exit 1 where something is missing or wrong, 2 outside a project. */
const main = async (): Promise<number> => {
  const root = projectRoot(process.cwd());
  if (root === undefined) {
    console.error('No platform/platform.yaml here or above: run this inside the project.');
    return 2;
  }
  const { workspace, findings, sources } = loadWorkspace(root);
  if (workspace === undefined) {
    for (const one of findings) console.error(findingText(one, sources));
    return 1;
  }
  const { sizes, missing } = await buildAll(workspace);
  for (const { name, bytes } of sizes) console.log(`${name.padEnd(18)} ${(bytes / 1000).toFixed(0).padStart(5)} KB`);
  for (const name of missing) console.error(`Missing: lambdas/handlers/${name}/wiring.ts`);
  return missing.length === 0 ? 0 : 1;
};

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
