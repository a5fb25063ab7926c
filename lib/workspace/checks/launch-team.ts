import type { LaunchManifest } from '../../../contracts/launch';
import { say } from '../../messages';
import type { Draft } from '../draft';
import type { Known } from '../known';
import { eachSound } from '../sound';
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
  return [{ ...say('team.purpose', { team: team.team, name: purpose, allowed: team.purposes }), path: ['purpose'] }];
};

const channelAllowed = (
  { team: name }: LaunchManifest,
  channel: string,
  index: number,
  known: Known,
): readonly Draft[] => {
  const team = known.teams?.get(name);
  if (team === undefined || !known.channels?.has(channel) || team.channels.includes(channel)) return [];
  const path = ['channels', 'use', index, 'channel'];
  return [{ ...say('team.channel', { team: team.team, name: channel, allowed: team.channels }), path }];
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
  const path = ['channels', 'use', index, 'channel'];
  return [{ ...say('purpose.channel.ofLaunch', { purpose: name, channel, allowed: purpose.channels }), path }];
};
