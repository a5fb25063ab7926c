import type { LaunchManifest } from '../../../contracts/launch';
import type { Draft } from '../draft';
import type { Known } from '../known';
import { listed, meant } from '../suggest';
import { unknownName } from './names';

/** Team, purpose and goal exist, and the team may use the purpose and the channels. */
export const checkTeam = (launch: LaunchManifest, known: Known): readonly Draft[] => {
  const team = known.teams?.get(launch.team);
  return [
    ...unknownName(known.teams, 'team.unknown', ['team'], launch.team, 'platform/teams.yaml'),
    ...unknownName(known.purposes, 'purpose.unknown', ['purpose'], launch.purpose, 'platform/purposes.yaml'),
    ...(launch.supports === undefined
      ? []
      : unknownName(known.goals, 'goal.unknown', ['supports'], launch.supports, 'platform/goals.yaml')),
    ...(team === undefined || !known.purposes?.has(launch.purpose) || team.purposes.includes(launch.purpose)
      ? []
      : [
          {
            code: 'team.purpose' as const,
            path: ['purpose'],
            message: `${team.team} may not use "${launch.purpose}"; allowed: ${listed(team.purposes)}`,
            fix: meant(
              launch.purpose,
              team.purposes,
              'Use an allowed purpose, or ask IT for it in platform/teams.yaml.',
            ),
          },
        ]),
    ...launch.channels.use.flatMap((use, index): readonly Draft[] => {
      if (team === undefined || !known.channels?.has(use.channel) || team.channels.includes(use.channel)) return [];
      return [
        {
          code: 'team.channel',
          path: ['channels', 'use', index, 'channel'],
          message: `${team.team} may not use "${use.channel}"; allowed: ${listed(team.channels)}`,
          fix: meant(use.channel, team.channels, 'Use an allowed channel, or ask IT for it in platform/teams.yaml.'),
        },
      ];
    }),
  ];
};
