import type { VendorEntry, Vendors } from '../../governance/register/vendor-register';
import type { Change } from './schema';

/** What vendors are given that they were not, until when and on what terms; personal data that goes somewhere new is serious. */
export const vendorChanges = (before: Vendors, now: Vendors): readonly Change[] => {
  const [was, is] = [known(before), known(now)];
  return [
    ...[...is].flatMap(([vendor, one]) => {
      const former = was.get(vendor);
      return former === undefined ? [added(one)] : compared(former, one);
    }),
    ...[...was.values()].filter(({ vendor }) => !is.has(vendor)).map(removed),
  ];
};

interface Known {
  readonly vendor: string;
  readonly host: string | undefined;
  readonly fields: readonly VendorEntry[];
}

const known = ({ vendors, fields }: Vendors): ReadonlyMap<string, Known> =>
  new Map(
    vendors.map(({ vendor, host }) => [
      vendor,
      { vendor, host, fields: fields.filter((one) => one.vendor === vendor) },
    ]),
  );

const added = ({ vendor, fields }: Known): Change => {
  const [first] = fields;
  if (first === undefined) return change(vendor, 'added', 'notable', 'is new, and receives nothing');
  return change(
    vendor,
    'added',
    'serious',
    `is new, and receives ${given(fields)}, until ${first.until} (${approval(first)})`,
  );
};

const removed = ({ vendor, fields }: Known): Change =>
  change(vendor, 'removed', 'minor', fields.length === 0 ? 'is gone' : `is gone, and receives nothing any more`);

const compared = (was: Known, is: Known): readonly Change[] => [
  ...fieldChanges(was, is),
  ...hostChange(was, is),
  ...termChanges(is.vendor, was.fields[0], is.fields[0]),
];

const fieldChanges = ({ fields: was }: Known, { vendor, fields: is }: Known): readonly Change[] => {
  const names = (fields: readonly VendorEntry[]) => new Set(fields.map(formed));
  const [before, now] = [names(was), names(is)];
  const more = is.filter((one) => !before.has(formed(one)));
  const less = was.filter((one) => !now.has(formed(one)));
  return [
    ...more.map((one) => change(vendor, 'given', 'serious', `is newly given ${given([one])} (${approval(one)})`)),
    ...less.map((one) => change(vendor, 'taken', 'minor', `is no longer given ${formed(one)}`)),
  ];
};

const hostChange = ({ host: was }: Known, { vendor, host: is }: Known): readonly Change[] =>
  was === undefined || is === undefined || was === is
    ? []
    : [change(vendor, 'moved', 'serious', `is sent to at ${is}; before, at ${was}`)];

/** What holds for all fields of a vendor alike. */
const termChanges = (vendor: string, was: VendorEntry | undefined, is: VendorEntry | undefined): readonly Change[] => {
  if (was === undefined || is === undefined) return [];
  const purposes = (entry: VendorEntry) => entry.purposes.map(({ purpose, basis }) => `${purpose} (${basis})`);
  const agreement = (entry: VendorEntry) => `${entry.agreement.ref}, ${entry.agreement.residency.join(' and ')}`;
  return [
    ...setChanges(vendor, purposes(was), purposes(is), 'serious', 'what it is given, for'),
    ...setChanges(vendor, was.channels, is.channels, 'notable', 'what it is given, on channel'),
    ...(agreement(was) === agreement(is)
      ? []
      : [
          change(
            vendor,
            'changed',
            'notable',
            `is under another agreement: ${agreement(is)}; before, ${agreement(was)}`,
          ),
        ]),
    ...approvalChanges(vendor, was, is),
  ];
};

const setChanges = (
  vendor: string,
  was: readonly string[],
  is: readonly string[],
  weight: Change['weight'],
  use: string,
): readonly Change[] => [
  ...is
    .filter((one) => !was.includes(one))
    .map((one) => change(vendor, 'given', weight, `may newly use ${use} ${one}`)),
  ...was
    .filter((one) => !is.includes(one))
    .map((one) => change(vendor, 'taken', 'minor', `may no longer use ${use} ${one}`)),
];

const approvalChanges = (vendor: string, was: VendorEntry, is: VendorEntry): readonly Change[] => [
  ...(was.until < is.until
    ? [
        change(
          vendor,
          'extended',
          'notable',
          `has a longer approval: until ${is.until} instead of ${was.until} (${approval(is)})`,
        ),
      ]
    : []),
  ...(was.until > is.until
    ? [change(vendor, 'shortened', 'minor', `has a shorter approval: until ${is.until} instead of ${was.until}`)]
    : []),
  ...(was.until === is.until && approval(was) !== approval(is)
    ? [change(vendor, 'handed-over', 'notable', `was ${approval(is)}; before, ${approval(was)}`)]
    : []),
  ...(was.state !== 'ended' && is.state === 'ended'
    ? [change(vendor, 'ended', 'serious', `has no approval since ${is.until}: nothing is sent to it any more`)]
    : []),
  ...(was.state !== 'approved' && is.state === 'approved'
    ? [change(vendor, 'began', 'notable', `has an approval since ${is.from}: it is sent to`)]
    : []),
];

const formed = ({ field, form }: VendorEntry): string => (form === 'plain' ? field : `${field} as ${form}`);

const given = (fields: readonly VendorEntry[]): string => {
  const purposes = fields[0]?.purposes.map(({ purpose }) => purpose) ?? [];
  return `${fields.map(formed).join(', ')}${purposes.length === 0 ? '' : ` for ${purposes.join(' and ')}`}`;
};

const approval = ({ approvedBy, ticket }: VendorEntry): string => `approved by ${approvedBy} in ${ticket}`;

const change = (of: string, what: Change['what'], weight: Change['weight'], words: string): Change => ({
  topic: 'vendors',
  what,
  of,
  weight,
  words,
});
