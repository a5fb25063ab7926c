import { say } from '../../messages';
import type { LaunchRule } from './rule';

/** Of more launches at once than a team may run, those are refused that start last. */
export const teamLaunches: LaunchRule = {
  id: 'team.launches',
  severity: 'error',
  what: 'A team runs no more launches at once than platform/teams.yaml says.',
  why: 'Launches of one team compete for the same people and the same moments.',
  fix: 'Move the launch, or raise launchesAtOnce in platform/teams.yaml.',
  check: ({ launch, team: name }, { teams, runs }) => {
    const most = teams?.get(name)?.launchesAtOnce;
    const own = runs.findIndex((run) => run.launch === launch);
    const startsAt = runs[own]?.startsAt;
    if (most === undefined || startsAt === undefined) return [];
    const others = runs.slice(0, own).filter((run) => run.team === name && run.endsAt >= startsAt);
    if (others.length < most) return [];
    const running = others.map((run) => run.launch);
    return [{ ...say('team.launches', { team: name, most, running }), path: ['when', 'starts'] }];
  },
};
