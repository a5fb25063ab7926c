import type { LaunchManifest } from '../../../contracts/launch';
import type { Channel } from '../../../contracts/platform';
import type { Vendor } from '../../../contracts/vendor';
import { vendorFor } from '../defaults';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { listed, meant } from '../suggest';
import { instantOf, isTimezone } from '../times';
import { repeatedNames, unknownName } from './names';
import { templateFields } from './templates';

/** Channels exist and stand once, and each is served by a vendor that is approved for what the launch does with it. */
export const checkVendors = (launch: LaunchManifest, known: Known, asOf: Date): readonly Draft[] => [
  ...repeatedNames(
    launch.channels.use.map((use, index) => ({ name: use.channel, path: ['channels', 'use', index, 'channel'] })),
    'channel.repeated',
  ),
  ...launch.channels.use.flatMap((use, index) => {
    const path: Path = ['channels', 'use', index];
    const channel = known.channels?.get(use.channel);
    if (channel === undefined) {
      return unknownName(
        known.channels,
        'channel.unknown',
        [...path, 'channel'],
        use.channel,
        'platform/channels.yaml',
      );
    }
    return checkUse({ launch, known, asOf, channel, path, chosen: use.vendor });
  }),
];

interface Use {
  readonly launch: LaunchManifest;
  readonly known: Known;
  readonly asOf: Date;
  readonly channel: Channel;
  readonly path: Path;
  readonly chosen: string | undefined;
}

const checkUse = (use: Use): readonly Draft[] => {
  const { launch, known, channel, path, chosen } = use;
  if (channel.kind === 'pull') {
    if (chosen === undefined) return [];
    const message = `"${channel.channel}" asks for its offers itself; no vendor is used`;
    return [{ code: 'vendor.notNeeded', path: [...path, 'vendor'], at: 'key', message, fix: 'Remove the vendor.' }];
  }
  const at: Path = [...path, chosen === undefined ? 'channel' : 'vendor'];
  const name = vendorFor(launch.team, channel, chosen);
  if (name === undefined) {
    const message = `"${channel.channel}" has no vendor for ${launch.team}`;
    return [
      {
        code: 'vendor.missing',
        path: at,
        message,
        fix: 'Name a vendor, or ask IT for a default in platform/channels.yaml.',
      },
    ];
  }
  if (known.vendors === undefined) return [];
  const vendor = known.vendors.get(name);
  if (vendor === undefined) {
    const approved = [...known.vendors.keys()];
    const message = `"${name}" is not approved; approved: ${listed(approved)}`;
    return [
      {
        code: 'vendor.notApproved',
        path: at,
        message,
        fix: meant(name, approved, `Ask IT to add platform/vendors/${name}.yaml.`),
      },
    ];
  }
  return [...teamMayUse(use, vendor, at), ...approvalHolds(use, vendor, at), ...approvalCovers(use, vendor, at)];
};

const teamMayUse = ({ launch, known, chosen }: Use, vendor: Vendor, path: Path): readonly Draft[] => {
  const team = known.teams?.get(launch.team);
  if (chosen === undefined || team === undefined || team.vendors.includes(vendor.vendor)) return [];
  const message = `${team.team} may not choose "${vendor.vendor}"; allowed: ${listed(team.vendors)}`;
  return [
    { code: 'team.vendor', path, message, fix: 'Leave the vendor out, or ask IT for it in platform/teams.yaml.' },
  ];
};

const approvalHolds = ({ launch, asOf }: Use, vendor: Vendor, path: Path): readonly Draft[] => {
  const { expires, date, ticket } = vendor.approval;
  const today = asOf.toISOString().slice(0, 10);
  if (today >= expires || today < date) {
    const message = `the approval of "${vendor.vendor}" holds from ${date} until ${expires} (${ticket}); today is ${today}`;
    return [{ code: 'vendor.expired', path, message, fix: 'Ask IT security to renew it, or use another vendor.' }];
  }
  const ends = isTimezone(launch.when.timezone) ? instantOf(launch.when.ends, launch.when.timezone) : undefined;
  if (ends === undefined || ends.toUTC().toFormat('yyyy-MM-dd') < expires) return [];
  const message = `the approval of "${vendor.vendor}" ends on ${expires}, before the launch does; from then on nothing is sent`;
  return [{ code: 'vendor.endsBeforeLaunch', path, message, fix: 'Ask IT security to renew it in time.' }];
};

const approvalCovers = ({ launch, known, channel }: Use, vendor: Vendor, path: Path): readonly Draft[] => {
  const drafts: Draft[] = [];
  const add = (code: Draft['code'], message: string, fix: string): void => {
    drafts.push({ code, path, message: `"${vendor.vendor}" ${message}`, fix });
  };
  if (vendor.outbound === undefined)
    add('vendor.noOutbound', 'is approved for receiving only', 'Use a vendor that sends.');
  if (!vendor.channels.includes(channel.channel)) {
    add(
      'vendor.channel',
      `is not approved for the channel ${channel.channel}; approved: ${listed(vendor.channels)}`,
      'Use another vendor.',
    );
  }
  if (known.purposes?.has(launch.purpose) && !vendor.purposes.includes(launch.purpose)) {
    add(
      'vendor.purpose',
      `is not approved for ${launch.purpose}; approved: ${listed(vendor.purposes)}`,
      'Use another vendor, or ask IT security.',
    );
  }
  const needed = [...(channel.reachableBy === undefined ? [] : [channel.reachableBy]), ...templateFields(launch)];
  const withheld = [...new Set(needed)].filter((field) => !vendor.fields.includes(field));
  if (withheld.length > 0) {
    add(
      'vendor.fields',
      `may not receive ${listed(withheld)}; allowed: ${listed(vendor.fields)}`,
      'Leave the field out of the copy, or ask IT security.',
    );
  }
  return drafts;
};
