import type { z } from 'zod';
import type { Approvals } from '../../contracts/approval-matrix';
import type { Person } from '../../contracts/person';
import { type Platform, platformSchema } from '../../contracts/platform';
import { policySchema } from '../../contracts/policy';
import { type Team, teamsSchema } from '../../contracts/team';
import { say } from '../messages';
import { parseYaml } from '../workspace/yaml-file';
import { type NoJudge, protectedBranch } from './branch-name';
import { commitOf, fileAt, GitError } from './git';

/** What approvals are judged by: the people, the matrix and the stages of one commit, never of the work tree. */
export interface Judge {
  readonly commit: string;
  readonly platform: Platform;
  readonly teams: readonly Team[];
  readonly people: readonly Person[];
  /** Absent where the policy names nobody: then nothing can be approved. */
  readonly approvals: Approvals | undefined;
}

/**
 * Reads the judge at the tip of the protected branch, whose own platform.yaml has to say that it is that. Where a remote is
 * known, what it has counts: a commit that only lies here has passed nobody's review.
 */
export const judgeOfBranch = (root: string): Judge | NoJudge => {
  const named = protectedBranch(root);
  if ('problem' in named) return named;
  const { branch, ref } = named;
  const commit = commitOf(root, ref);
  if (commit === undefined) return { problem: say('approval.judge.absent', { branch }) };
  const judge = judgeAt(root, commit);
  if ('problem' in judge || judge.platform.protectedBranch === branch) return judge;
  return { problem: say('approval.judge.itself', { branch, other: judge.platform.protectedBranch }) };
};

/** Reads the judge of a commit. */
export const judgeAt = (root: string, commit: string): Judge | NoJudge => {
  try {
    const platform = partAt(root, commit, 'platform/platform.yaml', platformSchema);
    const teams = partAt(root, commit, 'platform/teams.yaml', teamsSchema);
    const policy = partAt(root, commit, 'platform/policy.yaml', policySchema);
    return { commit, platform, teams: teams.teams, people: teams.people, approvals: policy.approvals };
  } catch (error) {
    if (error instanceof GitError) return { problem: say('approval.judge', { problem: error.message }) };
    throw error;
  }
};

const partAt = <T extends z.ZodType>(root: string, commit: string, file: string, schema: T): z.infer<T> => {
  const text = fileAt(root, commit, file);
  const { value, findings } = parseYaml(file, text ?? '');
  const parsed = schema.safeParse(value);
  if (findings.length === 0 && parsed.success) return parsed.data;
  throw new GitError(`${file} of commit ${commit.slice(0, 12)} cannot be read as it is written now`);
};
