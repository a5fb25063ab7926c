import { say } from '../../messages';
import { eachSound } from '../../workspace/sound';
import type { LaunchRule } from './rule';

/** Nobody can consent to a purpose on a channel that it does not name, so nobody would be reached there. */
export const purposeChannel: LaunchRule = {
  id: 'purpose.channel',
  severity: 'fatal',
  what: 'A launch uses channels on which customers can consent to its purpose.',
  why: 'Customers choose per purpose and channel; what they cannot choose, they have not chosen.',
  fix: 'Use another channel, or have the privacy office extend platform/purposes.yaml.',
  check: ({ purpose: name, channels: { use } }, { purposes, channels }) => {
    const purpose = purposes?.get(name);
    if (purpose === undefined) return [];
    return use.flatMap((one, index) =>
      eachSound(() => {
        const { channel } = one;
        if (!channels?.has(channel) || purpose.channels.includes(channel)) return [];
        const path = ['channels', 'use', index, 'channel'];
        return [{ ...say('purpose.channel.ofLaunch', { purpose: name, channel, allowed: purpose.channels }), path }];
      }),
    );
  },
};
