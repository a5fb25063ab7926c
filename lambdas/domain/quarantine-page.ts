import { SHARDS } from '../../contracts/names';
import type { QuarantineFilter, QuarantineOutcome, QuarantineTally } from '../../contracts/quarantine';
import type { ListQuarantined, QuarantineRow } from './ports/redrive';

/** What became of one row. */
export interface Worked {
  readonly row: QuarantineRow;
  readonly outcome: QuarantineOutcome;
  readonly now?: string;
}

/** Whether a row is one of those that are meant. */
export const fits =
  ({ reason, source, since }: QuarantineFilter) =>
  (row: QuarantineRow): boolean =>
    (reason === undefined || row.reason === reason) &&
    (source === undefined || row.source === source) &&
    (since === undefined || row.at >= since);

/** Up to `limit` rows from the cursor on, shard after shard. Throws on a cursor that is none. */
export const readPage = async (
  listQuarantined: ListQuarantined,
  limit: number,
  cursor = '0',
): Promise<{ readonly rows: readonly QuarantineRow[]; readonly next?: string }> => {
  const [first = '0', behind] = cursor.split(':');
  let shard = Number(first);
  let after = behind;
  if (!Number.isInteger(shard) || shard < 0) throw new TypeError('The cursor is none of this function.');
  const rows: QuarantineRow[] = [];
  for (; shard < SHARDS; shard += 1) {
    do {
      if (rows.length >= limit) return { rows, next: after === undefined ? String(shard) : `${shard}:${after}` };
      const found = await listQuarantined(shard, limit - rows.length, after);
      rows.push(...found.rows);
      after = found.after;
    } while (after !== undefined);
  }
  return { rows };
};

/** Rows by what became of them, each kind counted. */
export const tallied = (worked: readonly Worked[]): readonly QuarantineTally[] => {
  const tallies = new Map<string, QuarantineTally>();
  for (const { row, outcome, now } of worked) {
    const { source, reason, event, at } = row;
    const key = JSON.stringify([source, reason, event, outcome, now]);
    const before = tallies.get(key);
    tallies.set(key, {
      source,
      reason,
      event,
      outcome,
      ...(now === undefined ? {} : { now }),
      count: (before?.count ?? 0) + 1,
      oldest: before === undefined || at < before.oldest ? at : before.oldest,
    });
  }
  return [...tallies.values()];
};
