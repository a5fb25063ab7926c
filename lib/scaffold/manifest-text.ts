import type { Policy } from '../../contracts/policy';
import { wordsMissing } from '../governance/rules/required-copy';
import type { OfferedChannel } from './offered';

/** What a new launch is made of. */
export interface NewLaunch {
  readonly launch: string;
  readonly team: string;
  readonly purpose: string;
  readonly timezone: string;
  /** `2026-11-27 06:00`, local. */
  readonly starts: string;
  readonly ends: string;
  readonly channels: readonly OfferedChannel[];
  readonly languages: readonly string[];
  readonly headline: string;
  readonly body: string;
}

/** A commented manifest: the six keys that every launch has, and what else there is, ready to be switched on. */
export const manifestText = (launch: NewLaunch, policy: Policy): string =>
  `# yaml-language-server: $schema=./launch.schema.json
launch: ${launch.launch} # = file name, never changes
team: ${launch.team}
purpose: ${launch.purpose} # the consent that a person must have given
when:
  timezone: ${launch.timezone}
  starts: ${launch.starts}
  ends: ${launch.ends} # the last minute anything is sent or shown
channels:
  reach: first # the first of these that reaches a person; "all" for every one
  use:
${launch.channels.map(channelLine).join('\n')}
offers: # the first that fits a person is chosen
  - id: for-everybody
    copy:
${launch.languages.map((language) => copyLines(language, launch, policy)).join('\n')}

# What else a launch can say; each has a default from team and policy.
# supports: repeat-purchase # a goal of platform/goals.yaml: higher goals are chosen first
# audience:
#   include: # all must hold
#     - did: { event: Product Viewed, within: 14 days }
#   exclude: # any one keeps a person out
#     - list: staff
#   holdout: ${policy.holdout.minimum} # kept out to measure against; this is the least
# trigger: { event: Store Entered } # or { at: ${launch.starts} }; left out: only when a channel asks
# limits: { perPerson: { messages: ${policy.perPerson.messages}, per: ${policy.perPerson.per} } } # the most that policy allows
# goal: { event: Order Completed, within: 7 days, target: 5% }
`;

const channelLine = ({ channel, vendor }: OfferedChannel): string =>
  `    - { channel: ${channel} }${vendor === undefined ? '' : ` # sent by ${vendor.name}, approved until ${vendor.until}`}`;

/** The copy as it was given, and what policy wants to be said besides. */
const copyLines = (language: string, { purpose, channels, headline, body }: NewLaunch, policy: Policy): string => {
  const used = { purpose, channels: channels.map(({ channel }) => channel) };
  const said = [body, ...wordsMissing(policy, used, language, { headline, body })].join(' ');
  return `      ${language}:
        headline: ${JSON.stringify(headline)}
        body: ${JSON.stringify(said)}`;
};
