import { approvalOf } from '../../lib/approval';
import { changesOf } from '../../lib/plan/changes';
import { fingerprintOf } from '../../lib/plan/fingerprint';
import { loadWorkspace } from '../../lib/workspace';

/** The moment at which `fake-stage` runs commands. */
export const NOW = new Date('2026-11-20T12:00:00.000Z');

/** What go-live would be told of the approvals of a launch that was never live. */
export const judged = (
  { root }: { readonly root: string },
  { launch = 'autumn-coats', stage = 'prod', now = NOW }: { launch?: string; stage?: string; now?: Date } = {},
) => {
  const loaded = loadWorkspace(root, { asOf: NOW });
  const { workspace } = loaded;
  if (workspace === undefined) throw new Error('The workspace cannot be read.');
  const planned = {
    fingerprint: fingerprintOf(workspace, launch, stage),
    changes: changesOf(workspace, launch, undefined),
  };
  const context = { root, platform: workspace.platform, stage, now: () => now, workspace: () => loaded };
  return approvalOf(context, launch, planned);
};
