import type { LaunchManifest } from '../../contracts/launch';
import type { Workspace } from '../workspace';
import { type Answer, refuse } from './answer';
import { fileFinding } from './codes';
import type { Context } from './context';

/** A launch's file that is free of errors, with the workspace it stands in; or what the screen says instead. */
export type SoundLaunch =
  | { readonly refused: Answer }
  | {
      readonly refused?: never;
      readonly file: string;
      readonly workspace: Workspace;
      readonly manifest: LaunchManifest;
    };

/** Reads a launch for a verb that needs it whole. Mistakes of other files stop it only where they leave no workspace. */
export const soundLaunch = (context: Context, launch: string): SoundLaunch => {
  const file = `launches/${launch}.yaml`;
  const { workspace, findings, sources } = context.workspace();
  const errors = findings.filter((one) => one.severity === 'error' && (workspace === undefined || one.file === file));
  if (errors.length > 0) return { refused: { findings: errors, sources } };
  const manifest = workspace?.launches.find((one) => one.file === file)?.manifest;
  if (workspace === undefined || manifest === undefined) {
    const fix = 'Check the name, or write the file.';
    return { refused: refuse(fileFinding('launch.noFile', file, 'there is no such launch', fix)) };
  }
  return { file, workspace, manifest };
};
