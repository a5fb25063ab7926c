import type { Team } from '../../contracts/team';
import type { Workspace } from '../workspace';
import { vendorFor } from '../workspace/defaults';

/** A channel that a team may use for a purpose. */
export interface OfferedChannel {
  readonly channel: string;
  readonly kind: 'push' | 'pull';
  /** Who sends it, and until when that is approved; push channels only. */
  readonly vendor?: { readonly name: string; readonly until: string };
}

/** Channels that a launch of the team could use today: allowed, and with a vendor approved for channel and purpose. */
export const offeredChannels = (
  { channels, vendors }: Workspace,
  team: Team,
  purpose: string,
  asOf: Date,
): readonly OfferedChannel[] => {
  const today = asOf.toISOString().slice(0, 10);
  return channels
    .filter(({ channel }) => team.channels.includes(channel))
    .flatMap((channel): OfferedChannel[] => {
      if (channel.kind === 'pull') return [{ channel: channel.channel, kind: 'pull' }];
      const vendor = vendors.find((one) => one.vendor === vendorFor(team.team, channel));
      const usable =
        vendor?.outbound !== undefined &&
        vendor.channels.includes(channel.channel) &&
        vendor.purposes.includes(purpose) &&
        vendor.approval.date <= today &&
        today < vendor.approval.expires;
      if (!usable) return [];
      return [
        { channel: channel.channel, kind: 'push', vendor: { name: vendor.vendor, until: vendor.approval.expires } },
      ];
    });
};
