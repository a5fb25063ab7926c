import type { TrailRecord } from '../../../../contracts/trail';
import { isWithin, type PeriodInput, sourceOf } from '../input';
import { makeTable, type PeriodRow } from '../make-table';
import type { PeriodTable } from '../table';
import { isApproved, type VendorVersions } from './vendor-history';

type Row = PeriodRow & { readonly exception: string };

/** What the gateway refused for a vendor's sake, by vendor, reason and launch. */
export const vendorRefusals = (input: PeriodInput, history: VendorVersions): PeriodTable => {
  const refused = refusalsOf(input);
  const groups = new Map<string, TrailRecord[]>();
  for (const record of refused) {
    const key = JSON.stringify([record.about, record.details.reason, record.details.launch]);
    groups.set(key, [...(groups.get(key) ?? []), record]);
  }
  return makeTable(input, {
    id: 'vendor-refusals',
    title: 'What was refused for a vendor’s sake',
    means:
      'A row is a vendor, a reason and a launch: messages that the gateway did not hand over. It is an exception where an approval was said to be over, and the vendor’s file says that it was in force.',
    sources: sourceOf(input.trail, refused.length),
    columns: {
      vendor: 'Who was to receive them.',
      reason: 'Why they were refused: see docs/vendors.md.',
      launch: 'Whose messages they were.',
      hours: 'Hours of the period in which at least one was refused.',
      first: 'The first refusal.',
      last: 'The first refusal of the last hour.',
    },
    rows: [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, records]) => rowOf(records, history)),
    gaps:
      input.trail === undefined
        ? ['No audit trail was given: refusals are not known.']
        : [
            'The trail tells the first refusal of each hour, launch and reason. How many messages it were is in the launch’s results (npx tandem results).',
            'Webhooks that were refused because a vendor’s approval had ended are counted by the metric WebhooksRefused, and are not in the trail.',
          ],
  });
};

/** Refusals of the period, as they happened. */
export const refusalsOf = (input: PeriodInput): readonly TrailRecord[] =>
  (input.trail?.records ?? [])
    .filter(({ kind, at }) => kind === 'vendor.refused' && isWithin(input, at))
    .sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));

const rowOf = (records: readonly TrailRecord[], history: VendorVersions): Row => {
  const [first] = records;
  const vendor = first?.about ?? '';
  const reason = String(first?.details.reason ?? '');
  const wrong = records.filter(({ at }) => reason === 'approval-expired' && isApproved(history, vendor, at));
  return {
    vendor,
    reason,
    launch: String(first?.details.launch ?? ''),
    hours: new Set(records.map(({ details }) => details.hour)).size,
    first: first?.at ?? null,
    last: records.at(-1)?.at ?? null,
    exception: wrong.length === 0 ? '' : `in force by the vendor’s file at ${wrong[0]?.at}`,
  };
};
