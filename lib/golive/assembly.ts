import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { context } from '../../cdk.json';
import type { LaunchDefinition } from '../../contracts/decision';
import type { StageContext } from '../blocks/stage-context';
import { evaluate } from '../governance/register/evaluate';
import { isOpen, rowsOf } from '../governance/register/register';
import { costCentreOf } from '../stacks/compose';
import { LaunchStack } from '../stacks/launch-stack';
import type { Workspace } from '../workspace';

/** One launch, synthesised as `cdk synth` does it, and what rules and packs say of it. */
export interface Assembly {
  /** Cloud assembly that the CDK CLI takes; gone after `remove`. */
  readonly folder: string;
  readonly stack: string;
  /** What CloudFormation would be given. */
  readonly template: Readonly<Record<string, unknown>>;
  /** Errors of enforced rules that no waiver in force covers, each as rule and place. */
  readonly broken: readonly string[];
  /** Ids of the waivers in force that cover errors. */
  readonly waived: readonly string[];
  /** How many rules and packs have judged it. */
  readonly judged: { readonly packs: number; readonly rules: number };
  readonly remove: () => void;
}

export interface AssembleProps {
  readonly workspace: Workspace;
  readonly stage: StageContext;
  readonly definition: LaunchDefinition;
  /** What speaks until the new one does. @default - nothing does, or the same sets it off */
  readonly keep?: LaunchDefinition | undefined;
  /** Launches and waivers are judged as of this moment. */
  readonly asOf: Date;
}

/** Synthesises a launch alone: the foundation, which is not its affair, is neither bundled nor judged. */
export const assemble = ({ workspace, stage, definition, keep, asOf }: AssembleProps): Assembly => {
  // cdk-nag reads a deprecated property of every bus policy; nobody can act on that warning here.
  process.env.JSII_DEPRECATED ??= 'quiet';
  const folder = mkdtempSync(join(tmpdir(), 'tandem-launch-'));
  const app = new App({
    outdir: folder,
    context: { ...context, 'aws:cdk:enable-path-metadata': true },
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
  });
  const costCentre = costCentreOf(workspace, stage, definition.team);
  const stack = new LaunchStack(app, { stage, definition, costCentre, keep });
  const { template } = app.synth().getStackArtifact(stack.artifactId);
  const evaluated = evaluate(app, { workspace, stage, asOf }).filter(({ mode }) => mode === 'enforced');
  const rows = evaluated.flatMap((one) => rowsOf(one, workspace.waivers, asOf.toISOString().slice(0, 10)));
  return {
    folder,
    stack: stack.stackName,
    template,
    broken: rows
      .filter(({ outcome, level }) => isOpen(outcome) && level !== 'warning')
      .map(({ rule, path }) => `${rule} on ${path}`),
    waived: [...new Set(rows.flatMap(({ outcome, waiver }) => (outcome === 'waived' ? (waiver ?? []) : [])))].sort(),
    judged: { packs: evaluated.length, rules: new Set(rows.map(({ rule }) => rule)).size },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
