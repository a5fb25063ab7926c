import { say } from '../../messages';
import { eachSound } from '../../workspace/sound';
import { money } from '../../workspace/words';
import type { LaunchRule } from './rule';

const KINDS = ['sending', 'discounts'] as const;

/** A launch asks for no more than its team may spend on one; a launch that names no sum has that one. */
export const budgetPerLaunch: LaunchRule = {
  id: 'budget.perLaunch',
  severity: 'error',
  what: 'A launch asks for at most what its team may spend on one launch.',
  why: 'Finance agreed to a sum per launch, so that one mistake cannot cost the year.',
  fix: 'Lower the budget, or raise that of the team in platform/teams.yaml.',
  check: ({ team: name, budget }, { teams }) => {
    const limits = teams?.get(name)?.budget?.perLaunch;
    if (limits === undefined || budget === undefined) return [];
    return KINDS.flatMap((kind) =>
      eachSound(() => {
        const [asked, most] = [budget[kind], limits[kind]];
        if (asked === undefined || most === undefined || isWithin(asked, most)) return [];
        return [{ ...say('budget.perLaunch', { team: name, kind, asked, most }), path: ['budget', kind] }];
      }),
    );
  },
};

/** Sums in other currencies cannot be compared, and count as more. */
const isWithin = (asked: string, most: string): boolean =>
  money(asked).currency === money(most).currency && money(asked).amount <= money(most).amount;
