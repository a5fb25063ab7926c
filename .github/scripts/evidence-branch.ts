import type { Ports } from './ports';
import { type SideBranch, tipOf } from './side-branch';

/** Where the account that is told of cannot reach. It only grows. */
export const EVIDENCE: SideBranch = { name: 'evidence', keepsHistory: true };

/** Path of a stage's anchors in the branch. */
export const anchorsPath = (stage: string): string => `evidence/anchors/${stage}.json`;

/** What the branch has of a stage's anchors; undefined where it has none yet. */
export const anchorsText = (git: Ports['git'], stage: string, tip = tipOf(git, EVIDENCE.name)): string | undefined =>
  tip.commit === undefined || !tip.paths.includes(anchorsPath(stage))
    ? undefined
    : git('show', `${tip.commit}:${anchorsPath(stage)}`);
