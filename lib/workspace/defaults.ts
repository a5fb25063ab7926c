import type { LaunchManifest } from '../../contracts/launch';
import type { Channel } from '../../contracts/platform';
import type { Policy } from '../../contracts/policy';

/** What the defaults of a launch come from. */
export interface DefaultsFrom {
  readonly policy: Policy;
  readonly channels: readonly Channel[];
}

/** A manifest in which nothing that the compiler needs is left out. */
export type FullManifest = ReturnType<typeof withDefaults>;

/** Every default of a launch, in one place: what marketing leaves out comes from IT's policy and channels. */
export const withDefaults = (manifest: LaunchManifest, from: DefaultsFrom) => ({
  ...manifest,
  when: { ...manifest.when, redeemUntil: manifest.when.redeemUntil ?? manifest.when.ends },
  audience: {
    include: manifest.audience?.include ?? [],
    exclude: manifest.audience?.exclude ?? [],
    holdout: manifest.audience?.holdout ?? from.policy.holdout.minimum,
    atMost: manifest.audience?.atMost ?? from.policy.audience.atMost,
  },
  channels: {
    reach: manifest.channels.reach,
    use: manifest.channels.use.map((use) => {
      const channel = from.channels.find((one) => one.channel === use.channel);
      const vendor = vendorFor(manifest.team, channel, use.vendor);
      return { ...use, kind: channel?.kind ?? ('pull' as const), ...(vendor === undefined ? {} : { vendor }) };
    }),
  },
  limits: manifest.limits ?? {
    perPerson: { messages: from.policy.perPerson.messages, per: from.policy.perPerson.per },
  },
});

/** The vendor of a push channel: the launch's own choice, else the team's, else the channel's default. */
export const vendorFor = (team: string, channel: Channel | undefined, chosen?: string): string | undefined => {
  if (channel?.kind !== 'push') return undefined;
  return chosen ?? channel.vendors[team] ?? channel.vendors.default;
};
