import type { LaunchManifest } from '../../../contracts/launch';
import type { Draft } from '../draft';
import type { Known } from '../known';
import { eachSound } from '../sound';
import { listed, meant } from '../suggest';
import { unknownName } from './names';

/** Team, purpose and goal exist, and the team may use the purpose and the channels. */
export const checkTeam = (launch: LaunchManifest, known: Known): readonly Draft[] =>
  eachSound(
    () => unknownName(known.teams, 'team.unknown', ['team'], launch.team, 'platform/teams.yaml'),
    () => unknownName(known.purposes, 'purpose.unknown', ['purpose'], launch.purpose, 'platform/purposes.yaml'),
    () =>
      launch.supports === undefined
        ? []
        : unknownName(known.goals, 'goal.unknown', ['supports'], launch.supports, 'platform/goals.yaml'),
    () => purposeAllowed(launch, known),
    () =>
      launch.channels.use.flatMap((use, index) =>
        eachSound(
          () => channelAllowed(launch, use.channel, index, known),
          () => channelOfPurpose(launch, use.channel, index, known),
        ),
      ),
  );

const purposeAllowed = ({ team: name, purpose }: LaunchManifest, known: Known): readonly Draft[] => {
  const team = known.teams?.get(name);
  if (team === undefined || !known.purposes?.has(purpose) || team.purposes.includes(purpose)) return [];
  return [
    {
      code: 'team.purpose',
      path: ['purpose'],
      message: `${team.team} may not use "${purpose}"; allowed: ${listed(team.purposes)}`,
      fix: meant(purpose, team.purposes, 'Use an allowed purpose, or ask IT for it in platform/teams.yaml.'),
    },
  ];
};

const channelAllowed = (
  { team: name }: LaunchManifest,
  channel: string,
  index: number,
  known: Known,
): readonly Draft[] => {
  const team = known.teams?.get(name);
  if (team === undefined || !known.channels?.has(channel) || team.channels.includes(channel)) return [];
  return [
    {
      code: 'team.channel',
      path: ['channels', 'use', index, 'channel'],
      message: `${team.team} may not use "${channel}"; allowed: ${listed(team.channels)}`,
      fix: meant(channel, team.channels, 'Use an allowed channel, or ask IT for it in platform/teams.yaml.'),
    },
  ];
};

/** Nobody can consent to a purpose on a channel that it does not name, so nobody would be reached there. */
const channelOfPurpose = (
  { purpose: name }: LaunchManifest,
  channel: string,
  index: number,
  known: Known,
): readonly Draft[] => {
  const purpose = known.purposes?.get(name);
  if (purpose === undefined || !known.channels?.has(channel) || purpose.channels.includes(channel)) return [];
  return [
    {
      code: 'purpose.channel',
      path: ['channels', 'use', index, 'channel'],
      message: `"${name}" is not used on "${channel}"; used on: ${listed(purpose.channels)}`,
      fix: meant(
        channel,
        purpose.channels,
        'Use one of them, or ask the privacy office for it in platform/purposes.yaml.',
      ),
    },
  ];
};
