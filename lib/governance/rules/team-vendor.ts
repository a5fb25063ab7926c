import { say } from '../../messages';
import { eachSound } from '../../workspace/sound';
import type { LaunchRule } from './rule';

/** A team chooses among the vendors that it was given; the vendor that IT set for the channel needs no choice. */
export const teamVendor: LaunchRule = {
  id: 'team.vendor',
  severity: 'fatal',
  what: 'A launch that chooses a vendor chooses one of its team.',
  why: 'Each vendor has contracts and limits that were made for some teams.',
  fix: 'Leave the vendor out, or extend those of the team in platform/teams.yaml.',
  check: ({ team: name, channels: { use } }, { teams, channels, vendors }) => {
    const team = teams?.get(name);
    if (team === undefined) return [];
    return use.flatMap((one, index) =>
      eachSound(() => {
        const { channel, vendor } = one;
        if (channels?.get(channel)?.kind !== 'push' || vendor === undefined) return [];
        if (!vendors?.has(vendor) || team.vendors.includes(vendor)) return [];
        const path = ['channels', 'use', index, 'vendor'];
        return [{ ...say('team.vendor', { team: name, name: vendor, allowed: team.vendors }), path }];
      }),
    );
  },
};
