import type { LaunchDefinition } from '../../contracts/decision';
import type { PlanChange } from '../../contracts/plan';
import type { Workspace } from '../workspace/workspace';
import { budgetChanges } from './changes/budget';
import { definitionChanges } from './changes/definition';
import { chosenVendors, newlyLeaving } from './changes/leaving';
import { offerChanges } from './changes/offers';
import { plannedLaunch } from './planned';

/**
 * What is not as it was when the launch last went live under `before`: at least one change wherever the definitions differ. Of a
 * new launch its offers, words and sums are new, and vendors that it chose itself; those of its channels IT has set up for its
 * team. Throws where the workspace has no such launch.
 */
export const changesOf = (
  workspace: Workspace,
  launch: string,
  before: LaunchDefinition | undefined,
): readonly PlanChange[] => {
  const planned = plannedLaunch(workspace, launch);
  const { definition } = planned;
  return [
    ...(before === undefined
      ? [{ kind: 'new-launch' as const, words: `"${launch}" was never live` }, ...chosenVendors(planned)]
      : [...definitionChanges(definition, before), ...newlyLeaving(planned, before)]),
    ...offerChanges(definition.offers, before?.offers ?? []),
    ...budgetChanges(definition, before),
  ];
};
