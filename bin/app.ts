import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import type { Finding } from '../contracts/finding';
import { findingText } from '../lib/cli/finding-text';
import { govern } from '../lib/governance/govern';
import { compose, stageContext, UnknownNameError } from '../lib/stacks/compose';
import { loadWorkspace, projectRoot } from '../lib/workspace';

/** A mistake in the workspace or the command line: told without a stack trace. */
class Refusal extends Error {}

/** Context of the command line: `-c <key>=<value>`. */
const option = (app: App, key: string): string | undefined => {
  const value: unknown = app.node.tryGetContext(key);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** `-c launches=a,b` makes those only; `-c launches=none` the foundation and its trail alone, whatever is wrong with a launch. */
const wantedLaunches = (app: App): readonly string[] | undefined => {
  const names = option(app, 'launches')?.split(',');
  return names?.filter((name) => name !== 'none');
};

/** `-c asOf=<date>`: judges approvals and waivers as of that day. @default now */
const judgedAsOf = (app: App): Date | undefined => {
  const day = option(app, 'asOf');
  if (day === undefined) return undefined;
  const asOf = new Date(day);
  if (Number.isNaN(asOf.getTime())) throw new Refusal(`-c asOf=${day} is not a date; write it like 2026-11-23.`);
  return asOf;
};

/** Tells findings; those of launches that are left out block nothing. */
const tell = (found: readonly Finding[], sources: ReadonlyMap<string, string>, launches?: readonly string[]): void => {
  const isLeftOut = ({ file }: Finding) =>
    launches !== undefined && file.startsWith('launches/') && !launches.some((one) => file === `launches/${one}.yaml`);
  const findings = found.filter((one) => one.severity !== 'info' && !isLeftOut(one));
  for (const finding of findings) console.error(findingText(finding, sources));
  if (findings.some(({ severity }) => severity === 'error'))
    throw new Refusal('The findings above stop the synthesis.');
};

const main = (): void => {
  // cdk-nag reads a deprecated property of every bus policy; nobody can act on that warning here.
  process.env.JSII_DEPRECATED ??= 'quiet';
  const root = projectRoot(process.cwd());
  if (root === undefined) throw new Refusal('No platform/platform.yaml here or above: run cdk inside the project.');
  const app = new App();
  const launches = wantedLaunches(app);
  const asOf = judgedAsOf(app) ?? new Date();
  const { workspace, findings, sources } = loadWorkspace(root, { asOf });
  tell(findings, sources, launches);
  if (workspace === undefined) throw new Refusal('The workspace cannot be read.');
  const stage = stageContext(workspace.platform, option(app, 'stage') ?? workspace.platform.defaultStage);
  if (stage.settings.realCustomers && judgedAsOf(app) !== undefined)
    throw new Refusal(`Stage "${stage.name}" has real customers: approvals are judged as of now, without -c asOf.`);
  compose(app, {
    workspace,
    stage,
    handlersDir: join(root, 'dist/handlers'),
    launches,
    vendorStandIn: option(app, 'vendorStandIn'),
  });
  tell(govern(app, { workspace, stage, sources, asOf }), sources);
  app.synth();
};

try {
  main();
} catch (error) {
  if (!(error instanceof Refusal || error instanceof UnknownNameError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
