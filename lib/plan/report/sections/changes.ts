import type { LaunchPlan } from '../../plan';
import { list, type Section, words } from '../document';

/** What is not as it was when it last went live. */
export const changesSection = ({ former, changes }: LaunchPlan): Section => ({
  id: 'changes',
  title: 'What changes',
  view: 'marketing',
  blocks: [
    words(formerWords(former)),
    list(
      changes.map(({ kind, words: what }) => `${kind}: ${what}`),
      'Nothing of the launch itself.',
    ),
  ],
});

const formerWords = (former: LaunchPlan['former']): string => {
  if (!former.known) return `Whether it was live before is not known (${former.why}): it is told as a new launch.`;
  if (former.value === undefined) return 'It was never live.';
  const { state, at, by, definition } = former.value;
  return `Since it last went live: it is ${state} (by ${by}, ${at.slice(0, 16).replace('T', ' ')} UTC), definition ${definition.hash}.`;
};
