import type { LaunchManifest } from '../../../contracts/launch';
import type { Channel } from '../../../contracts/platform';
import type { Vendor } from '../../../contracts/vendor';
import { fieldName, plainFields } from '../../../contracts/vendor-fields';
import { say } from '../../messages';
import { vendorFor } from '../defaults';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { eachSound } from '../sound';
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
    return [{ ...say('vendor.notNeeded', { channel: channel.channel }), path: [...path, 'vendor'], at: 'key' }];
  }
  const at: Path = [...path, chosen === undefined ? 'channel' : 'vendor'];
  const name = chosen ?? vendorFor(launch.team, channel);
  if (name === undefined)
    return [{ ...say('vendor.missing', { channel: channel.channel, team: launch.team }), path: at }];
  if (known.vendors === undefined) return [];
  const vendor = known.vendors.get(name);
  if (vendor === undefined) {
    const approved = [...known.vendors.keys()];
    return [{ ...say('vendor.notApproved.forLaunch', { vendor: name, approved }), path: at }];
  }
  return eachSound(
    () => approvalHolds(use, vendor, at),
    () => approvalCovers(use, vendor, at),
  );
};

const approvalHolds = ({ launch, asOf }: Use, vendor: Vendor, path: Path): readonly Draft[] => {
  const { expires, date } = vendor.approval;
  const approval = { vendor: vendor.vendor, ...vendor.approval };
  const today = asOf.toISOString().slice(0, 10);
  if (today >= expires || today < date) return [{ ...say('vendor.expired', { ...approval, today }), path }];
  const ends = isTimezone(launch.when.timezone) ? instantOf(launch.when.ends, launch.when.timezone) : undefined;
  if (ends === undefined || utcText(ends).slice(0, 10) < expires) return [];
  return [{ ...say('vendor.endsBeforeLaunch', approval), path }];
};

const approvalCovers = (use: Use, vendor: Vendor, path: Path): readonly Draft[] => {
  const { launch, known, channel } = use;
  const { vendor: name, channels, purposes, fields, outbound } = vendor;
  return eachSound<Draft>(
    () => (outbound === undefined ? [{ ...say('vendor.noOutbound', { vendor: name }), path }] : []),
    () =>
      channels.includes(channel.channel)
        ? []
        : [{ ...say('vendor.channel', { vendor: name, name: channel.channel, approved: channels }), path }],
    () =>
      !known.purposes?.has(launch.purpose) || purposes.includes(launch.purpose)
        ? []
        : [{ ...say('vendor.purpose', { vendor: name, name: launch.purpose, approved: purposes }), path }],
    () => {
      const withheld = withheldFrom(vendor, use);
      if (withheld.length === 0) return [];
      return [{ ...say('vendor.fields', { vendor: name, withheld, allowed: plainFields(fields) }), path }];
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
