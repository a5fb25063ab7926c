import type { LaunchDefinition } from '../../contracts/decision';
import type { LaunchManifest } from '../../contracts/launch';
import type { Draft } from '../workspace/draft';
import type { Workspace } from '../workspace/workspace';
import { judgeLaunch } from './judge-launch';
import { workspaceFacts } from './launch-facts';
import { manifestOf } from './manifest-of';

/** What in a launch that runs breaks the policy as it is written now. */
export interface RunningVerdict {
  readonly launch: string;
  readonly refused: readonly { readonly rule: string; readonly draft: Draft }[];
}

/** Keys of a manifest that its definition does not keep. */
const NOT_KEPT: readonly unknown[] = ['summary'];

/**
 * Judges definitions that run by the rules of a workspace, as `check` judges files. What a definition does not keep is
 * taken from the launch's file; where that is gone, nothing is said of it.
 */
export const judgeRunning = (
  definitions: readonly LaunchDefinition[],
  written: ReadonlyMap<string, Pick<LaunchManifest, 'summary'>>,
  workspace: Workspace,
  asOf: Date,
): readonly RunningVerdict[] => {
  const manifests = definitions.map((definition): LaunchManifest => {
    const { summary } = written.get(definition.launch) ?? {};
    return {
      ...manifestOf(definition, workspace.channels),
      ...(summary === undefined ? {} : { summary }),
    };
  });
  const facts = workspaceFacts(workspace, manifests);
  return manifests.map((manifest) => ({
    launch: manifest.launch,
    refused: judgeLaunch(manifest, facts, { waivers: workspace.waivers, asOf })
      .filter(({ rule, waiver }) => rule.severity !== 'warning' && waiver === undefined)
      .filter(({ draft }) => written.has(manifest.launch) || !NOT_KEPT.includes(draft.path[0]))
      .map(({ rule, draft }) => ({ rule: rule.id, draft })),
  }));
};

/** Where two definitions differ, the hash apart: `audience.holdout: 0.05 -> 0.1`; what is no single value has no values told. */
export const differences = (running: LaunchDefinition, written: LaunchDefinition): readonly string[] => {
  const { hash: _running, ...before } = running;
  const { hash: _written, ...after } = written;
  return apart(before, after, '');
};

const apart = (before: unknown, after: unknown, path: string): readonly string[] => {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isObject(before) || !isObject(after)) {
    return [isObject(before) || isObject(after) ? path : `${path}: ${told(before)} -> ${told(after)}`];
  }
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => apart(before[key], after[key], path === '' ? key : `${path}.${key}`));
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const told = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));
