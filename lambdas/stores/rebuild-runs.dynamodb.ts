import { KEPT_DAYS } from '../../contracts/kept-items';
import type { RebuildRun } from '../../contracts/rebuild';
import type { LoadRuns, SaveRun, StoredRun } from '../domain/ports/generations';
import { queryAll } from './keyed-items';
import { daysFrom, isAlive, type Key, putIf, type Table } from './table';

const RUNS = 'REBUILD';
const runItem = (run: string): Key => ({ pk: RUNS, sk: run });

const loadRuns =
  (table: Table): LoadRuns =>
  async () => {
    const items = (await queryAll(table, RUNS)).filter((item) => isAlive(item, table.now()));
    return items.map(({ v, run }): StoredRun => ({ version: Number(v), run: run as RebuildRun })).reverse();
  };

const saveRun =
  (table: Table): SaveRun =>
  async (run, was) => {
    const item = { ...runItem(run.run), v: was + 1, run, ttl: daysFrom(table.now(), KEPT_DAYS.rebuildRuns) };
    const condition =
      was === 0
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : { ConditionExpression: 'v = :was', ExpressionAttributeValues: { ':was': was } };
    return (await putIf(table, item, condition)) ? 'saved' : 'conflict';
  };

/** Runs of `tandem rebuild`, in the control table. They hold counts, and nobody's name. */
export const createRebuildRuns = (table: Table) => ({ loadRuns: loadRuns(table), saveRun: saveRun(table) });
