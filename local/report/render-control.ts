import { HOLDINGS, type VendorErasure } from '../../contracts/subject-rights';
import type { Erasure, Merge, Report, VendorActs } from './model';
import { clockTime, count, duration, heading, list, wrap } from './text';

const NAME = 13;

/** Audiences, consent, one merge with its reasons, and one customer who asked to be forgotten. */
export const customerLines = ({ customers, erasure }: Report): string[] => {
  const { segments, consent, merge } = customers;
  const told = Object.entries(consent)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { granted, denied }]) => `${key} ${count(granted)} yes, ${count(denied)} no`);
  return [
    ...wrap(list(segments), 'In segments'.padEnd(NAME)),
    ...wrap(`${told.join(' · ')}; whoever said nothing is asked for nothing`, 'Consent'.padEnd(NAME)),
    ...(merge === undefined ? [] : mergeLines(merge)),
    ...(erasure === undefined ? [] : erasureLines(erasure)),
  ];
};

const mergeLines = ({ identifiers, joined, rules }: Merge): string[] => [
  ...wrap(`${identifiers.join(' + ')} are one person, by version ${rules} of IT's rules:`, 'A merge'.padEnd(NAME)),
  ...joined.flatMap(({ types, at, source }) =>
    wrap(`${types.join(' and ')} came together in an event of ${source}, ${clockTime(at)}`, ' '.repeat(NAME)),
  ),
];

const erasureLines = ({ household, receipt, genuine }: Erasure): string[] => {
  const sum = (holdings: Readonly<Record<string, number>>): number =>
    HOLDINGS.reduce((total, holding) => total + (holdings[holding] ?? 0), 0);
  const left =
    receipt.rescan === undefined ? 'not read again yet' : `reading all again found ${sum(receipt.rescan.left)}`;
  return [
    ...wrap(
      `household ${household} asked to be forgotten: ${count(sum(receipt.held))} items (${list(receipt.held)}); ${left}`,
      'Erasure'.padEnd(NAME),
    ),
    ...wrap(`vendors: ${receipt.vendors.map(vendorText).join(' · ')}`, ' '.repeat(NAME)),
    ...wrap(
      `receipt ${receipt.receipt}, ${genuine ? 'signature genuine' : 'NOT SIGNED'}; npx tandem customer erase --receipt ${receipt.receipt} shows it`,
      ' '.repeat(NAME),
    ),
  ];
};

const vendorText = ({ vendor, outcome, attempts, status }: VendorErasure): string =>
  `${vendor} ${outcome}${attempts === 0 ? '' : ` (${attempts} request${attempts === 1 ? '' : 's'}, status ${status ?? 'none'})`}`;

/** A vendor whose approval ended, one whose key was changed, one that failed for a while. */
export const vendorLines = ({ vendors }: Pick<Report, 'vendors'>): string[] => {
  const lines = [...expiryLines(vendors), ...rotationLines(vendors), ...circuitLines(vendors)];
  return lines.length === 0 ? [] : [...heading('Vendors, under control'), ...lines];
};

const expiryLines = ({ expiry }: VendorActs): string[] =>
  expiry === undefined
    ? []
    : wrap(
        `approval ended on ${expiry.expires}; its webhooks: ${expiry.webhooks.map(({ at, status }) => `${clockTime(at)} ${status}`).join(' · ')}`,
        expiry.vendor.padEnd(NAME),
      );

const rotationLines = ({ rotation }: VendorActs): string[] =>
  rotation === undefined
    ? []
    : wrap(
        `its key was changed; ${count(rotation.accepted)} webhooks accepted, ${count(rotation.refused)} refused: ${rotation.steps.map(({ at, who, what }) => `${clockTime(at, 'day')} ${who}: ${what}`).join(' · ')}`,
        rotation.vendor.padEnd(NAME),
      );

const circuitLines = ({ circuit }: VendorActs): string[] => {
  if (circuit === undefined) return [];
  const { vendor, failed, openedAfterMs, closedAfterMs, delivered } = circuit;
  const became =
    openedAfterMs === undefined
      ? 'too few for its circuit to open; they were sent again'
      : `its circuit opened after ${duration(openedAfterMs)} and ${closedAfterMs === undefined ? 'is open still' : `closed after ${duration(closedAfterMs)}`}`;
  return wrap(
    `failed ${failed} requests: ${became}; ${count(delivered)} messages reached it by the end`,
    vendor.padEnd(NAME),
  );
};
