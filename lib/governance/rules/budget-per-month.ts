import type { Money } from '../../../contracts/decision';
import type { Team } from '../../../contracts/team';
import { say } from '../../messages';
import type { Draft } from '../../workspace/draft';
import { eachSound } from '../../workspace/sound';
import { money } from '../../workspace/words';
import type { Run } from '../launch-facts';
import type { LaunchRule } from './rule';

type Kind = 'sending' | 'discounts';

/** A month has the whole budgets of the launches that start in it; those are refused that start when it is used up. */
export const budgetPerMonth: LaunchRule = {
  id: 'budget.perMonth',
  severity: 'error',
  what: 'The launches of a team that start in one month together ask for at most what it may spend in a month.',
  why: 'Many small launches cost as much as a large one.',
  fix: 'Lower the budget, move the launch, or raise the budget of the team in platform/teams.yaml.',
  check: ({ launch, team: name }, { teams, runs }) => {
    const team = teams?.get(name);
    if (team?.budget?.perMonth === undefined) return [];
    const index = runs.findIndex((run) => run.launch === launch);
    const own = runs[index];
    if (own === undefined) return [];
    const before = runs.slice(0, index).filter((run) => run.team === name && run.month === own.month);
    return eachSound(
      () => overspent('sending', team, own, before),
      () => overspent('discounts', team, own, before),
    );
  },
};

const overspent = (kind: Kind, team: Team, own: Run, before: readonly Run[]): readonly Draft[] => {
  const most = team.budget?.perMonth?.[kind];
  if (most === undefined) return [];
  const limit = money(most);
  const asked = askedBy(own, kind, team);
  const path = ['budget', kind];
  if (asked?.currency !== limit.currency) return [{ ...say('budget.perMonth.unknown', { kind, most }), path }];
  const sum = [own, ...before]
    .map((run) => askedBy(run, kind, team))
    .reduce((total, one) => total + (one?.currency === limit.currency ? one.amount : 0), 0);
  if (sum <= limit.amount) return [];
  const total = `${Number(sum.toFixed(2))} ${limit.currency}`;
  return [{ ...say('budget.perMonth', { team: team.team, kind, month: own.month, total, most }), path }];
};

/** A launch that names no sum has the most of one launch. */
const askedBy = (run: Run, kind: Kind, { budget }: Team): Money | undefined => {
  const most = budget?.perLaunch?.[kind];
  return run.budget[kind] ?? (most === undefined ? undefined : money(most));
};
