import type { LaunchManifest } from '../../../contracts/launch';
import type { Channel } from '../../../contracts/platform';
import type { Vendor } from '../../../contracts/vendor';
import { fieldName, plainFields } from '../../../contracts/vendor-fields';
import { say } from '../../messages';
import type { Code } from '../codes';
import { vendorFor } from '../defaults';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { eachSound } from '../sound';
import { listed, meant } from '../suggest';
import { instantOf, isTimezone, utcText } from '../times';
import { repeatedNames, unknownName } from './names';
import { templateFields } from './templates';

/** Channels exist and stand once, and each is served by a vendor that is approved for what the launch does with it. */
export const checkVendors = (launch: LaunchManifest, known: Known, asOf: Date): readonly Draft[] =>
  eachSound(
    () => repeatedNames(launch.channels.use, ['channels', 'use'], 'channel', 'channel.repeated'),
    () =>
      launch.channels.use.flatMap((use, index) =>
        eachSound(() => {
          const path: Path = ['channels', 'use', index];
          const channel = known.channels?.get(use.channel);
          return channel === undefined
            ? unknownName(
                known.channels,
                'channel.unknown',
                [...path, 'channel'],
                use.channel,
                'platform/channels.yaml',
              )
            : checkUse({ launch, known, asOf, channel, path, chosen: use.vendor });
        }),
      ),
  );

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
  const name = chosen ?? vendorFor(launch.team, channel);
  if (name === undefined) {
    const message = `"${channel.channel}" has no vendor for ${launch.team}`;
    const fix = 'Name a vendor, or ask IT for a default in platform/channels.yaml.';
    return [{ code: 'vendor.missing', path: at, message, fix }];
  }
  if (known.vendors === undefined) return [];
  const vendor = known.vendors.get(name);
  if (vendor === undefined) {
    const approved = [...known.vendors.keys()];
    const message = `"${name}" is not approved; approved: ${listed(approved)}`;
    const fix = meant(name, approved, `Ask IT to add platform/vendors/${name}.yaml.`);
    return [{ code: 'vendor.notApproved', path: at, message, fix }];
  }
  return eachSound(
    () => teamMayUse(use, vendor, at),
    () => approvalHolds(use, vendor, at),
    () => approvalCovers(use, vendor, at),
  );
};

const teamMayUse = ({ launch, known, chosen }: Use, vendor: Vendor, path: Path): readonly Draft[] => {
  const team = known.teams?.get(launch.team);
  if (chosen === undefined || team === undefined || team.vendors.includes(vendor.vendor)) return [];
  return [{ ...say('team.vendor', { team: team.team, name: vendor.vendor, allowed: team.vendors }), path }];
};

const approvalHolds = ({ launch, asOf }: Use, vendor: Vendor, path: Path): readonly Draft[] => {
  const { expires, date, ticket } = vendor.approval;
  const today = asOf.toISOString().slice(0, 10);
  if (today >= expires || today < date) {
    const message = `the approval of "${vendor.vendor}" holds from ${date} until ${expires} (${ticket}); today is ${today}`;
    return [{ code: 'vendor.expired', path, message, fix: 'Ask IT security to renew it, or use another vendor.' }];
  }
  const ends = isTimezone(launch.when.timezone) ? instantOf(launch.when.ends, launch.when.timezone) : undefined;
  if (ends === undefined || utcText(ends).slice(0, 10) < expires) return [];
  const message = `the approval of "${vendor.vendor}" ends on ${expires}, before the launch does; from then on nothing is sent`;
  return [{ code: 'vendor.endsBeforeLaunch', path, message, fix: 'Ask IT security to renew it in time.' }];
};

const approvalCovers = (use: Use, vendor: Vendor, path: Path): readonly Draft[] => {
  const { launch, known, channel } = use;
  const against = (code: Code, message: string, fix: string): readonly Draft[] => [
    { code, path, message: `"${vendor.vendor}" ${message}`, fix },
  ];
  return eachSound(
    () =>
      vendor.outbound === undefined
        ? against('vendor.noOutbound', 'is approved for receiving only', 'Use a vendor that sends.')
        : [],
    () =>
      vendor.channels.includes(channel.channel)
        ? []
        : against(
            'vendor.channel',
            `is not approved for the channel ${channel.channel}; approved: ${listed(vendor.channels)}`,
            'Use another vendor.',
          ),
    () =>
      !known.purposes?.has(launch.purpose) || vendor.purposes.includes(launch.purpose)
        ? []
        : against(
            'vendor.purpose',
            `is not approved for ${launch.purpose}; approved: ${listed(vendor.purposes)}`,
            'Use another vendor, or ask IT security.',
          ),
    () => {
      const withheld = withheldFrom(vendor, use);
      return withheld.length === 0
        ? []
        : against(
            'vendor.fields',
            `may not receive ${listed(withheld)}; allowed: ${listed(plainFields(vendor.fields))}`,
            'Leave the field out of the copy, or ask IT security.',
          );
    },
  );
};

/** What the launch needs and the vendor may not receive: the address, hashed if need be, and what the copy names, as it is. */
const withheldFrom = ({ fields }: Vendor, { launch, channel }: Use): readonly string[] => {
  const [any, plain] = [fields.map(fieldName), plainFields(fields)];
  const withheld = eachSound(
    () => (channel.reachableBy === undefined || any.includes(channel.reachableBy) ? [] : [channel.reachableBy]),
    () => templateFields(launch).filter((field) => !plain.includes(field)),
  );
  return [...new Set(withheld)];
};
