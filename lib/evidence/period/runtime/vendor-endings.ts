import type { TrailRecord } from '../../../../contracts/trail';
import { isWithin, type PeriodInput, sourceOf } from '../input';
import { makeTable, type PeriodRow } from '../make-table';
import type { PeriodTable } from '../table';
import { dayStart, isInForce, type VendorVersion, type VendorVersions } from './vendor-history';
import { refusalsOf } from './vendor-refusals';

type Row = PeriodRow & { readonly exception: string };

/** An approval, or the leave to be sent anything, that came to its end. */
interface Ending {
  readonly vendor: string;
  readonly how: 'expired' | 'taken-away' | 'revoked' | 'suspended';
  /** ISO 8601. */
  readonly at: string;
  readonly by: string;
  readonly ticket: string | null;
  /** When it was approved anew, or reinstated, within the period. */
  readonly until: string | undefined;
}

/** Vendors whose approval ended in the period, or that IT stopped, and the first refusal that shows it. */
export const vendorEndings = (input: PeriodInput, history: VendorVersions): PeriodTable => {
  const switches = input.trail?.records.filter(({ kind, at }) => SWITCHES.has(kind) && isWithin(input, at)) ?? [];
  const found = [...history].flatMap(([vendor, versions]) => [
    ...expiries(input, vendor, versions),
    ...removals(input, vendor, versions),
  ]);
  const endings = [...found, ...stops(switches)].sort((a, b) => compare(a.at, b.at) || compare(a.vendor, b.vendor));
  return makeTable(input, {
    id: 'vendor-endings',
    title: 'Vendors whose approval ended, and what happened then',
    means:
      'A row is an end: the day on which an approval expired by the vendor’s file as the branch had it, the commit that took the file away, or a stop by IT. It is an exception where a vendor was heard afterwards, under a key that was new.',
    sources: [
      {
        name: 'git',
        query: `git log --first-parent ${input.commit} -- platform/vendors`,
        records: [...history.values()].flat().filter(({ at }) => isWithin(input, at)).length,
        sha256: null,
      },
      ...sourceOf(input.trail, switches.length),
    ],
    columns: {
      vendor: 'Whose.',
      how: 'expired, taken-away, revoked or suspended.',
      at: 'When. An approval ends as its last day does, in UTC.',
      by: 'Who, where somebody did it; a commit, of a file that was taken away.',
      ticket: 'Of the approval, or of the stop.',
      until: 'When it was approved anew, or reinstated, if that was in the period.',
      firstRefusal: 'The first message that was refused for its sake in between.',
      hours: 'Hours in between in which messages were refused, by launch and reason.',
    },
    rows: endings.map((ending) => rowOf(input, ending)),
    gaps: [
      'What was handed over to a vendor is not in the trail: that nothing was sent after an end rests on the refusals, and on the gateway’s code, which looks at approval and state before each message.',
      ...(input.trail === undefined ? ['No audit trail was given: stops by IT, and refusals, are not known.'] : []),
    ],
  });
};

const expiries = (input: PeriodInput, vendor: string, versions: readonly VendorVersion[]): readonly Ending[] => {
  const days = new Set(versions.flatMap(({ approval }) => (approval === undefined ? [] : [approval.expires])));
  return [...days].flatMap((day): readonly Ending[] => {
    const ms = dayStart(day);
    const at = new Date(ms).toISOString();
    const version = versions.findLast((one) => Date.parse(one.at) <= ms);
    if (version?.approval?.expires !== day || !isWithin(input, at)) return [];
    return [{ vendor, how: 'expired', at, by: '', ticket: version.approval.ticket, until: renewal(versions, ms) }];
  });
};

const removals = (input: PeriodInput, vendor: string, versions: readonly VendorVersion[]): readonly Ending[] =>
  versions.flatMap((version, index): readonly Ending[] => {
    const before = versions[index - 1];
    const { at, commit } = version;
    const ended = before !== undefined && isInForce(before, Date.parse(at)) && version.approval === undefined;
    if (!ended || !isWithin(input, at)) return [];
    const ticket = before.approval?.ticket ?? null;
    return [{ vendor, how: 'taken-away', at, by: commit, ticket, until: renewal(versions, Date.parse(at)) }];
  });

const renewal = (versions: readonly VendorVersion[], after: number): string | undefined =>
  versions.find((one) => Date.parse(one.at) > after && isInForce(one, Date.parse(one.at)))?.at;

const STOPS = { 'vendor.revoked': 'revoked', 'vendor.suspended': 'suspended' } as const;
const REINSTATED = 'vendor.reinstated';
const SWITCHES: ReadonlySet<string> = new Set([...Object.keys(STOPS), REINSTATED]);

const stops = (switches: readonly TrailRecord[]): readonly Ending[] =>
  switches.flatMap(({ kind, about: vendor, at, by, details }, index): readonly Ending[] => {
    if (kind !== 'vendor.revoked' && kind !== 'vendor.suspended') return [];
    const next = switches.slice(index + 1).find((one) => one.about === vendor && one.kind === REINSTATED);
    const ticket = typeof details.ticket === 'string' ? details.ticket : null;
    return [{ vendor, how: STOPS[kind], at, by, ticket, until: next?.at }];
  });

const rowOf = (input: PeriodInput, ending: Ending): Row => {
  const { vendor, at, until, ...told } = ending;
  const isBetween = (record: TrailRecord): boolean =>
    record.about === vendor && record.at >= at && (until === undefined || record.at < until);
  const refused = refusalsOf(input).filter(isBetween);
  const heard = (input.trail?.records ?? []).find(
    (record) => record.kind === 'webhook-key.first-used' && isWithin(input, record.at) && isBetween(record),
  );
  return {
    vendor,
    ...told,
    at,
    until: until ?? null,
    firstRefusal: refused[0]?.at ?? null,
    hours: refused.length,
    exception: heard === undefined ? '' : `a webhook under a new key was taken at ${heard.at}`,
  };
};

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
