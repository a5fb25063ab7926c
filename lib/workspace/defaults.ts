import type { LaunchManifest } from '../../contracts/launch';
import type { Channel } from '../../contracts/platform';
import type { Policy } from '../../contracts/policy';
import type { Team } from '../../contracts/team';

/** What the defaults of a launch come from. */
export interface DefaultsFrom {
  readonly policy: Policy;
  readonly channels: readonly Channel[];
  readonly teams: readonly Team[];
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
  budget: budgetOf(
    manifest,
    from.teams.find((one) => one.team === manifest.team),
  ),
  limits: manifest.limits ?? {
    perPerson: { messages: from.policy.perPerson.messages, per: from.policy.perPerson.per },
  },
});

/** The vendor of a push channel: the launch's own choice, else the team's, else the channel's default. */
export const vendorFor = (team: string, channel: Channel | undefined, chosen?: string): string | undefined => {
  if (channel?.kind !== 'push') return undefined;
  return chosen ?? channel.vendors[team] ?? channel.vendors.default;
};

type Sum = 'sending' | 'discounts';

/** What a launch may cost of a kind: its own sum, or its team's for one launch. */
export const sumOf = (kind: Sum, { budget }: Pick<LaunchManifest, 'budget'>, team: Team | undefined) =>
  budget?.[kind] ?? team?.budget?.perLaunch?.[kind];

const budgetOf = (manifest: LaunchManifest, team: Team | undefined): LaunchManifest['budget'] => {
  const [sending, discounts] = [sumOf('sending', manifest, team), sumOf('discounts', manifest, team)];
  if (sending === undefined && discounts === undefined) return undefined;
  return { sending, discounts, whenSpent: manifest.budget?.whenSpent ?? 'pause' };
};
