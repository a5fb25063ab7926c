import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { App } from 'aws-cdk-lib';
import type { Stage } from '../../../contracts/platform';
import { FUNCTIONS } from '../../../lib/bundle';
import type { StackTemplate, Template } from '../../../lib/governance/analysis/template';
import { compose, stageContext } from '../../../lib/stacks/compose';
import { loadWorkspace, type Workspace } from '../../../lib/workspace';

export const ROOT = resolve(__dirname, '../../..');

/** One stage as it would be deployed: its foundation and all its launches. */
export interface SynthesisedStage {
  readonly workspace: Workspace;
  readonly stage: string;
  readonly settings: Stage;
  /** Start of physical names. */
  readonly prefix: string;
  readonly stacks: readonly StackTemplate[];
  readonly launchStacks: readonly string[];
  /** Folder with the templates as files. */
  readonly directory: string;
}

const loaded = (): Workspace => {
  const { workspace, findings } = loadWorkspace(ROOT);
  if (workspace === undefined) throw new Error(`The workspace cannot be read: ${JSON.stringify(findings, null, 1)}`);
  return workspace;
};

let read: Workspace | undefined;
/** The project's own workspace, read once a worker. */
export const projectWorkspace = (): Workspace => {
  read ??= loaded();
  return read;
};

/** Stages of platform/platform.yaml. */
export const stageNames = (): readonly string[] => Object.keys(projectWorkspace().platform.stages);

let placeholders: string | undefined;
/** A folder that stands for every bundle: templates know a bundle by its hash only, so none need be built to judge them. */
const handlersDir = (): string => {
  if (placeholders !== undefined) return placeholders;
  placeholders = mkdtempSync(join(tmpdir(), 'tandem-bundles-'));
  for (const name of FUNCTIONS) {
    mkdirSync(join(placeholders, name));
    writeFileSync(join(placeholders, name, 'index.js'), `// ${name}\n`);
  }
  return placeholders;
};

const context = (): Record<string, unknown> =>
  (JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')) as { context?: Record<string, unknown> }).context ?? {};

/** What the CLI adds to the context; findings name construct paths by it. */
const BY_CLI = { 'aws:cdk:enable-path-metadata': true };

const known = new Map<string, SynthesisedStage>();

/** Synthesises a stage of the project, once a worker. */
export const synthesiseStage = (stage: string): SynthesisedStage => {
  const made = known.get(stage) ?? synthesise(projectWorkspace(), stage);
  known.set(stage, made);
  return made;
};

/** Synthesises a stage of any workspace, with the flags with which the project is deployed. */
export const synthesise = (workspace: Workspace, name: string): SynthesisedStage => {
  const directory = mkdtempSync(join(tmpdir(), 'tandem-templates-'));
  const app = new App({ outdir: directory, context: { ...context(), ...BY_CLI }, analyticsReporting: false });
  const stage = stageContext(workspace.platform, name);
  const { launches } = compose(app, { workspace, stage, handlersDir: handlersDir() });
  const assembly = app.synth();
  return {
    workspace,
    stage: name,
    settings: stage.settings,
    prefix: `${stage.prefix}-${name}-`,
    stacks: assembly.stacks.map((artifact) => ({
      stack: artifact.stackName,
      account: stage.settings.account,
      region: stage.settings.region,
      terminationProtection: artifact.terminationProtection ?? false,
      template: artifact.template as Template,
    })),
    launchStacks: launches.map(({ stackName }) => stackName),
    directory,
  };
};
