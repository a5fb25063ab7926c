import { listed, meant, type Names, type Words } from './words';

const ANOTHER_OR_ASK = 'Use another vendor, or ask IT security.';
const RENEW = 'Renew it with a new ticket, or remove the vendor.';

interface Approval {
  readonly vendor: string;
  readonly date: string;
  readonly expires: string;
  readonly ticket: string;
}

interface Covers {
  readonly vendor: string;
  readonly name: string;
  readonly approved: Names;
}

/** What a launch asks of a vendor, and how the vendor's approval stands. */
export const vendorTexts = {
  'vendor.notNeeded': ({ channel }: { channel: string }): Words => ({
    message: `"${channel}" asks for its offers itself; no vendor is used`,
    fix: 'Remove the vendor.',
  }),
  'vendor.missing': ({ channel, team }: { channel: string; team: string }): Words => ({
    message: `"${channel}" has no vendor for ${team}`,
    fix: 'Name a vendor, or ask IT for a default in platform/channels.yaml.',
  }),
  'vendor.notApproved.forLaunch': ({ vendor, approved }: { vendor: string; approved: Names }): Words => ({
    message: `"${vendor}" is not approved; approved: ${listed(approved)}`,
    fix: meant(vendor, approved, `Ask IT to add platform/vendors/${vendor}.yaml.`),
  }),
  'vendor.expired': ({ vendor, date, expires, ticket, today }: Approval & { today: string }): Words => ({
    message: `the approval of "${vendor}" holds from ${date} until ${expires} (${ticket}); today is ${today}`,
    fix: 'Ask IT security to renew it, or use another vendor.',
  }),
  'vendor.endsBeforeLaunch': ({ vendor, expires }: Approval): Words => ({
    message: `the approval of "${vendor}" ends on ${expires}, before the launch does; from then on nothing is sent`,
    fix: 'Ask IT security to renew it in time.',
  }),
  'vendor.approvalOver': ({ vendor, expires }: Approval): Words => ({
    message: `the approval of "${vendor}" ended on ${expires}; nothing is sent to it or taken from it`,
    fix: RENEW,
  }),
  'vendor.notYetApproved': ({ vendor, date }: Approval): Words => ({
    message: `the approval of "${vendor}" begins on ${date}; until then nothing is sent to it or taken from it`,
    fix: 'Wait, or have it approved from today.',
  }),
  'vendor.expiresSoon': ({ vendor, expires, ticket, days }: Approval & { days: number }): Words => ({
    message: `the approval of "${vendor}" (${ticket}) ends on ${expires}, in ${days} days`,
    fix: RENEW,
  }),
  'vendor.noOutbound': ({ vendor }: { vendor: string }): Words => ({
    message: `"${vendor}" is approved for receiving only`,
    fix: 'Use a vendor that sends.',
  }),
  'vendor.channel': ({ vendor, name, approved }: Covers): Words => ({
    message: `"${vendor}" is not approved for the channel ${name}; approved: ${listed(approved)}`,
    fix: 'Use another vendor.',
  }),
  'vendor.purpose': ({ vendor, name, approved }: Covers): Words => ({
    message: `"${vendor}" is not approved for ${name}; approved: ${listed(approved)}`,
    fix: ANOTHER_OR_ASK,
  }),
  'vendor.fields': ({ vendor, withheld, allowed }: { vendor: string; withheld: Names; allowed: Names }): Words => ({
    message: `"${vendor}" may not receive ${listed(withheld)}; allowed: ${listed(allowed)}`,
    fix: 'Leave the field out of the copy, or ask IT security.',
  }),
  'purpose.channel.ofVendor': (one: { purpose: string; vendor: string; outside: Names; allowed: Names }): Words => ({
    message: `"${one.purpose}" may not be pursued on ${listed(one.outside)}, for which "${one.vendor}" is approved; allowed: ${listed(one.allowed)}`,
    fix: 'Approve the vendor for another purpose, or for other channels.',
  }),
};
