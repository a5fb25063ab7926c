import type { TrailRecord } from '../../../contracts/trail';
import { inRegion } from './cloud-trail';
import { isWithin, type PeriodInput, sourceOf } from './input';
import { makeTable, type PeriodRow } from './make-table';
import type { PeriodTable } from './table';

type Row = PeriodRow & { readonly exception: string };

/** CloudTrail tells of something in every hour of an account that runs; a longer silence is a hole in the export. */
const SILENCE_MS = 60 * 60_000;
const TOLD_SILENCES = 20;

/** What the period is judged from: how far each export reaches, and whether the audit trail holds. */
export const recordsTable = (input: PeriodInput): PeriodTable => {
  const { trail, cloudTrail } = input;
  const facts = trail?.records.filter(({ recordedAt }) => isWithin(input, recordedAt)) ?? [];
  const events = cloudTrail?.events.filter((one) => inRegion(input, one) && isWithin(input, one.eventTime)) ?? [];
  return makeTable(input, {
    id: 'records',
    title: 'Records that the period is judged from',
    means:
      'A row is an export. It is an exception where it is damaged; where it was not given, or does not reach over the whole period, that is a gap.',
    sources: [...sourceOf(trail, facts.length), ...sourceOf(cloudTrail, events.length)],
    columns: {
      record: 'trail, or cloudtrail.',
      records: 'How many records of the period it has.',
      first: 'Its first moment, before the period or in it.',
      last: 'Its last moment.',
      head: 'Of the trail: sequence and hash of its last record that can be believed.',
      anchored: 'Of the trail: the last record that was written down outside the account.',
    },
    rows: [...trailRow(input, facts), ...cloudTrailRow(input, events.length)],
    gaps: [...trailGaps(input), ...cloudTrailGaps(input)],
  });
};

const trailRow = ({ trail }: PeriodInput, facts: readonly TrailRecord[]): readonly Row[] => {
  if (trail === undefined) return [];
  const { records, broken, anchors } = trail;
  const last = records.at(-1);
  return [
    {
      record: 'trail',
      records: facts.length,
      first: records[0]?.recordedAt ?? null,
      last: last?.recordedAt ?? null,
      head: last === undefined ? null : `${last.sequence} ${last.hash}`,
      anchored: anchors?.at(-1)?.sequence ?? null,
      exception: broken === undefined ? '' : `${broken.fault}: ${broken.what}; nothing behind it is read`,
    },
  ];
};

const cloudTrailRow = (input: PeriodInput, records: number): readonly Row[] => {
  if (input.cloudTrail === undefined) return [];
  const events = input.cloudTrail.events.filter((one) => inRegion(input, one));
  const [first = null, last = null] = [events[0]?.eventTime, events.at(-1)?.eventTime];
  return [{ record: 'cloudtrail', records, first, last, head: null, anchored: null, exception: '' }];
};

const trailGaps = ({ trail, from, to }: PeriodInput): readonly string[] => {
  if (trail === undefined) return ['No trail.jsonl was given: what happened at run time is not known.'];
  const { records, anchors } = trail;
  const [first, last] = [records[0], records.at(-1)];
  if (first === undefined || last === undefined) return ['trail.jsonl has no record that can be believed.'];
  const anchored = anchors?.at(-1);
  return [
    ...(first.sequence > 1 && Date.parse(first.recordedAt) >= from.getTime()
      ? [
          `trail.jsonl begins with record ${first.sequence}, recorded at ${first.recordedAt}: what came before is not known.`,
        ]
      : []),
    ...(anchors === undefined
      ? ['No anchors.json was given: whoever holds the account could have written the trail anew, or cut its end off.']
      : []),
    ...(anchors !== undefined && (anchored === undefined || Date.parse(anchored.at) < to.getTime())
      ? [
          `The last anchor is ${anchored === undefined ? 'none' : `of record ${anchored.sequence}, at ${anchored.at}`}: nothing outside the account vouches for the end of the period.`,
        ]
      : []),
  ];
};

const cloudTrailGaps = (input: PeriodInput): readonly string[] => {
  if (input.cloudTrail === undefined) {
    return ['No export of CloudTrail was given: changes that somebody made past the command line are not known.'];
  }
  const events = input.cloudTrail.events.filter((one) => inRegion(input, one));
  const times = events.map(({ eventTime }) => Date.parse(eventTime)).filter((ms) => ms < input.to.getTime());
  const inside = [input.from.getTime(), ...times.filter((ms) => ms >= input.from.getTime()), input.to.getTime()];
  const silences = inside.flatMap((ms, at) => {
    const before = inside[at - 1] ?? ms;
    return ms - before > SILENCE_MS
      ? [`CloudTrail tells nothing from ${new Date(before).toISOString()} to ${new Date(ms).toISOString()}.`]
      : [];
  });
  const more = silences.length - TOLD_SILENCES;
  return [...silences.slice(0, TOLD_SILENCES), ...(more > 0 ? [`CloudTrail is silent ${more} times more.`] : [])];
};
