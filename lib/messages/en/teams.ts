import { listed, meant, type Names, type Words } from './words';

interface MayNotUse {
  readonly team: string;
  readonly name: string;
  readonly allowed: Names;
}

const mayNotUse =
  (what: string) =>
  ({ team, name, allowed }: MayNotUse): Words => ({
    message: `${team} may not use "${name}"; allowed: ${listed(allowed)}`,
    fix: meant(name, allowed, `Use an allowed ${what}, or ask IT for it in platform/teams.yaml.`),
  });

/** What a team may use. */
export const teamTexts = {
  'team.purpose': mayNotUse('purpose'),
  'team.channel': mayNotUse('channel'),
  'team.vendor': ({ team, name, allowed }: MayNotUse): Words => ({
    message: `${team} may not choose "${name}"; allowed: ${listed(allowed)}`,
    fix: 'Leave the vendor out, or ask IT for it in platform/teams.yaml.',
  }),
  'purpose.channel.ofLaunch': ({ purpose, channel, allowed }: PurposeChannel): Words => ({
    message: `"${purpose}" is not used on "${channel}"; used on: ${listed(allowed)}`,
    fix: meant(channel, allowed, 'Use one of them, or ask the privacy office for it in platform/purposes.yaml.'),
  }),
};

interface PurposeChannel {
  readonly purpose: string;
  readonly channel: string;
  readonly allowed: Names;
}
