import { say } from '../../messages';
import { eachSound } from '../../workspace/sound';
import type { LaunchRule } from './rule';

/** A team speaks over the channels that it was given. */
export const teamChannel: LaunchRule = {
  id: 'team.channel',
  severity: 'fatal',
  what: 'A launch uses channels of its team.',
  why: 'IT and marketing agreed who speaks over which channel, so that customers do not hear five voices.',
  fix: 'Use a channel of the team, or extend them in platform/teams.yaml.',
  check: ({ team: name, channels: { use } }, { teams, channels }) => {
    const team = teams?.get(name);
    if (team === undefined) return [];
    return use.flatMap((one, index) =>
      eachSound(() => {
        const { channel } = one;
        if (!channels?.has(channel) || team.channels.includes(channel)) return [];
        const path = ['channels', 'use', index, 'channel'];
        return [{ ...say('team.channel', { team: name, name: channel, allowed: team.channels }), path }];
      }),
    );
  },
};
