import type { Approval } from '../../../../contracts/approval';
import { approvalOf } from '../../../approval';
import { GitError } from '../../../approval/git';
import { changesOf } from '../../../plan/changes';
import { fingerprintOf } from '../../../plan/fingerprint';
import type { Former, Known } from '../../../plan/plan';
import type { Workspace } from '../../../workspace';
import type { Context } from '../../context';

interface Asked {
  readonly workspace: Workspace;
  readonly former: Known<Former | undefined>;
}

/** Who has to agree. Where nobody knows whether the launch was live, it is judged as new: of that most have to agree. */
export const approvalFor = async (
  context: Context,
  launch: string,
  { workspace, former }: Asked,
): Promise<Known<Approval>> => {
  const before = former.known ? former.value?.definition : undefined;
  const fingerprint = fingerprintOf(workspace, launch, context.stage);
  const changes = changesOf(workspace, launch, before);
  try {
    return { known: true, value: await approvalOf(context, launch, { fingerprint, changes }) };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return { known: false, why: error.message };
  }
};
