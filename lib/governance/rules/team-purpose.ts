import { say } from '../../messages';
import type { LaunchRule } from './rule';

/** A team pursues the purposes that it was given. */
export const teamPurpose: LaunchRule = {
  id: 'team.purpose',
  severity: 'fatal',
  what: 'A launch uses personal data for a purpose of its team.',
  why: 'The privacy office has agreed who uses personal data for what.',
  fix: 'Use a purpose of the team, or extend them in platform/teams.yaml.',
  check: ({ team: name, purpose }, { teams, purposes }) => {
    const team = teams?.get(name);
    if (team === undefined || !purposes?.has(purpose) || team.purposes.includes(purpose)) return [];
    return [{ ...say('team.purpose', { team: team.team, name: purpose, allowed: team.purposes }), path: ['purpose'] }];
  },
};
