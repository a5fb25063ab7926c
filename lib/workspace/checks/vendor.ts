import type { Vendor } from '../../../contracts/vendor';
import { fieldName } from '../../../contracts/vendor-fields';
import { say } from '../../messages';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { eachSound } from '../sound';
import { unknownName } from './names';
import { checkAddresses } from './vendor-address';
import { checkBatch } from './vendor-batch';
import { checkBody } from './vendor-body';
import { checkInbound } from './vendor-inbound';

/** What is wrong with a vendor's file, beside its name. */
export const checkVendor = (vendor: Vendor, known: Known, asOf: Date): readonly Draft[] =>
  eachSound(
    () =>
      vendor.channels.flatMap((name, index) =>
        unknownName(known.channels, 'channel.unknown', ['channels', index], name, 'platform/channels.yaml'),
      ),
    () => vendor.purposes.flatMap((name, index) => checkPurpose(vendor, name, ['purposes', index], known)),
    () =>
      vendor.fields.flatMap((field, index) =>
        unknownName(known.traits, 'trait.unknown', ['fields', index], fieldName(field), 'platform/events/'),
      ),
    () => checkAddresses(vendor),
    () => checkBody(vendor),
    () => checkBatch(vendor),
    () => (vendor.inbound === undefined ? [] : checkInbound(vendor.inbound, known, asOf)),
    () => checkApproval(vendor, asOf),
  );

/** Known, and one that the vendor's channels may be used for. */
const checkPurpose = ({ vendor, channels }: Vendor, name: string, path: Path, known: Known): readonly Draft[] => {
  const allowed = known.purposes?.get(name)?.channels ?? [];
  const outside = allowed.length === 0 ? [] : channels.filter((channel) => !allowed.includes(channel));
  if (outside.length === 0) {
    return unknownName(known.purposes, 'purpose.unknown', path, name, 'platform/purposes.yaml');
  }
  return [{ ...say('purpose.channel.ofVendor', { purpose: name, vendor, outside, allowed }), path }];
};

const DAY_MS = 86_400_000;
const SOON_DAYS = 30;

/** Said without blocking: only what uses the vendor is refused, so that a midnight expiry does not stop a hotfix. */
const checkApproval = ({ vendor, approval }: Vendor, asOf: Date): readonly Draft[] => {
  const { date, expires } = approval;
  const facts = { vendor, ...approval };
  const today = asOf.toISOString().slice(0, 10);
  if (today >= expires) return [{ ...say('vendor.approvalOver', facts), path: ['approval', 'expires'] }];
  if (today < date) return [{ ...say('vendor.notYetApproved', facts), path: ['approval', 'date'] }];
  const days = Math.ceil((Date.parse(expires) - asOf.getTime()) / DAY_MS);
  if (days > SOON_DAYS) return [];
  return [{ ...say('vendor.expiresSoon', { ...facts, days }), path: ['approval', 'expires'] }];
};
