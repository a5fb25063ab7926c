import type { Vendor } from '../../../contracts/vendor';
import { fieldName } from '../../../contracts/vendor-fields';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { eachSound } from '../sound';
import { listed } from '../suggest';
import { unknownName } from './names';
import { checkAddresses } from './vendor-address';
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
  const message = `"${name}" may not be pursued on ${listed(outside)}, for which "${vendor}" is approved; allowed: ${listed(allowed)}`;
  return [
    { code: 'purpose.channel', path, message, fix: 'Approve the vendor for another purpose, or for other channels.' },
  ];
};

const DAY_MS = 86_400_000;
const SOON_DAYS = 30;

/** Said without blocking: only what uses the vendor is refused, so that a midnight expiry does not stop a hotfix. */
const checkApproval = ({ vendor, approval }: Vendor, asOf: Date): readonly Draft[] => {
  const { date, expires } = approval;
  const today = asOf.toISOString().slice(0, 10);
  const about = (code: Draft['code'], key: string, message: string, fix: string): readonly Draft[] => [
    { code, path: ['approval', key], message: `the approval of "${vendor}" ${message}`, fix },
  ];
  const renew = 'Renew it with a new ticket, or remove the vendor.';
  if (today >= expires) {
    return about(
      'vendor.approvalOver',
      'expires',
      `ended on ${expires}; nothing is sent to it or taken from it`,
      renew,
    );
  }
  if (today < date) {
    return about(
      'vendor.notYetApproved',
      'date',
      `begins on ${date}; until then nothing is sent to it or taken from it`,
      'Wait, or have it approved from today.',
    );
  }
  const left = Math.ceil((Date.parse(expires) - asOf.getTime()) / DAY_MS);
  if (left > SOON_DAYS) return [];
  return about('vendor.expiresSoon', 'expires', `(${approval.ticket}) ends on ${expires}, in ${left} days`, renew);
};
