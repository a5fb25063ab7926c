import { compileLaunch } from '../workspace/compile-launch';
import type { Workspace } from '../workspace/workspace';
import type { Planned } from './parts/used';

/** A launch of the workspace with its definition. Throws where there is none without errors under that name. */
export const plannedLaunch = (workspace: Workspace, launch: string): Planned => {
  const manifest = workspace.launches.find((one) => one.manifest.launch === launch)?.manifest;
  if (manifest === undefined) throw new Error(`launches/ has no "${launch}" without errors.`);
  return { workspace, manifest, definition: compileLaunch(manifest, workspace) };
};
