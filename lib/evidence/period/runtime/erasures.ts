import type { TrailRecord } from '../../../../contracts/trail';
import { isWithin, type PeriodInput, sourceOf } from '../input';
import { makeTable, type PeriodRow } from '../make-table';
import type { PeriodTable } from '../table';
import { monthAfter } from './month-after';

type Row = PeriodRow & { readonly exception: string };

interface Erasure {
  readonly receipt: string;
  /** The first time it was asked for. */
  readonly asked?: TrailRecord;
  readonly done?: TrailRecord;
}

const DAY_MS = 86_400_000;

/** What leaves nothing open at a vendor: it said so, or never had anything. */
const SETTLED = /: (erased|nothing-sent)$/;

/** Every erasure that was asked for, done or still open in the period, against the month of GDPR Art. 12(3). */
export const erasures = (input: PeriodInput): PeriodTable => {
  const known = input.trail?.records.filter(({ at }) => Date.parse(at) < input.to.getTime()) ?? [];
  const population = erasuresOf(known).filter((one) => concerns(input, one));
  const facts = population.flatMap(({ asked, done }) => [asked, done]).filter((one) => one !== undefined);
  return makeTable(input, {
    id: 'erasures',
    title: 'Erasures (GDPR Art. 17) and their deadline',
    means:
      'A row is a receipt: an erasure that was asked for or done in the period, or that was open when it began. It is an exception where it ended late, is open past its deadline, has no signed receipt, or a recipient has not confirmed it (Art. 19).',
    sources: sourceOf(input.trail, facts.length),
    columns: {
      receipt: 'Id of the receipt; it leads to nobody.',
      type: 'Type of the identifier that it was asked by.',
      askedAt: 'When it was first asked for.',
      askedBy: 'API client that asked.',
      due: 'One month later (Art. 12(3)), at the same time of day; on the last day of a shorter month.',
      doneAt: 'When the last reading found nothing any more, and the receipt was signed.',
      days: 'From asked to done.',
      state: 'in-time, late, open, overdue, or unknown where nobody recorded that it was asked for.',
      vendors: 'What became of it at each vendor.',
    },
    rows: population.map((one) => rowOf(input, one)),
    gaps:
      input.trail === undefined
        ? ['No audit trail was given: erasures are not known.']
        : [
            'The month is counted from when the platform was asked. When the customer wrote is in the records of whoever took it.',
          ],
  });
};

const erasuresOf = (records: readonly TrailRecord[]): readonly Erasure[] => {
  const byReceipt = new Map<string, Erasure>();
  for (const record of records) {
    const { kind, about: receipt } = record;
    const known = byReceipt.get(receipt) ?? { receipt };
    if (kind === 'erasure.asked' && known.asked === undefined && begins(record)) {
      byReceipt.set(receipt, { ...known, asked: record });
    }
    if (kind === 'erasure.done') byReceipt.set(receipt, { ...known, done: record });
  }
  return [...byReceipt.values()].sort((a, b) => compare(startOf(a), startOf(b)) || compare(a.receipt, b.receipt));
};

/** Whoever asks for an erasure that is done gets its receipt, and sets nothing off. */
const begins = ({ details }: TrailRecord): boolean => details.step !== 'done';

const startOf = ({ asked, done }: Erasure): string => asked?.at ?? done?.at ?? '';

const concerns = (input: PeriodInput, { asked, done }: Erasure): boolean => {
  if ([asked, done].some((one) => one !== undefined && isWithin(input, one.at))) return true;
  return asked !== undefined && done === undefined;
};

const rowOf = ({ to }: PeriodInput, { receipt, asked, done }: Erasure): Row => {
  const due = asked === undefined ? undefined : monthAfter(new Date(asked.at));
  const state = stateOf(due, done, to);
  const vendors = done === undefined ? [] : textsOf(done.details.vendors);
  return {
    receipt,
    type: String(asked?.details.type ?? done?.details.type ?? ''),
    askedAt: asked?.at ?? null,
    askedBy: asked?.by ?? done?.by ?? '',
    due: due?.toISOString() ?? null,
    doneAt: done?.at ?? null,
    days: asked === undefined || done === undefined ? null : daysBetween(asked.at, done.at),
    state,
    vendors,
    exception: [
      ...(EXCEPTIONS[state] === undefined ? [] : [EXCEPTIONS[state]]),
      ...(done !== undefined && done.details.signature === undefined ? ['the receipt is not signed'] : []),
      ...vendors.filter((one) => !SETTLED.test(one)).map((one) => `not confirmed by ${one}`),
    ].join('; '),
  };
};

type State = 'in-time' | 'late' | 'open' | 'overdue' | 'unknown';
const EXCEPTIONS: Readonly<Partial<Record<State, string>>> = {
  late: 'done after its deadline',
  overdue: 'open, and its deadline is over',
  unknown: 'nobody recorded that it was asked for',
};

const stateOf = (due: Date | undefined, done: TrailRecord | undefined, to: Date): State => {
  if (due === undefined) return 'unknown';
  if (done === undefined) return to.getTime() > due.getTime() ? 'overdue' : 'open';
  return Date.parse(done.at) > due.getTime() ? 'late' : 'in-time';
};

const textsOf = (detail: TrailRecord['details'][string] | undefined): string[] =>
  typeof detail === 'object' ? [...detail] : [];

const daysBetween = (from: string, to: string): number =>
  Math.round(((Date.parse(to) - Date.parse(from)) / DAY_MS) * 100) / 100;

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
