import { KEPT_DAYS } from '../../contracts/kept-items';
import type { TrailFact, TrailKind } from '../../contracts/trail';
import type { WallClock } from '../domain/ports/clocks';
import type { TellTrail } from '../domain/ports/trail';
import { createLru } from './lru';
import { inParallel } from './parallel';
import { daysFrom, openTable, putIf, type Table } from './table';

const WRITERS = 16;

/** A launch may run longer than any mark is kept: what is told with each of its messages stays, or would be news again. */
const FOR_GOOD: ReadonlySet<TrailKind> = new Set(['launch.first-message']);

/** Writes facts to the control table, whose stream brings them to the trail; one that is there already is not written again. */
export const createTellTrail =
  (table: Table): TellTrail =>
  async (facts) => {
    const ttl = daysFrom(table.now(), KEPT_DAYS.trailMarks);
    await inParallel(facts, WRITERS, async (fact) => {
      const row = { pk: `TELL#${fact.id}`, sk: 'FACT', body: JSON.stringify(fact) };
      const item = FOR_GOOD.has(fact.kind) ? row : { ...row, ttl };
      await putIf(table, item, { ConditionExpression: 'attribute_not_exists(pk)' });
    });
  };

/**
 * Keeps to itself what it has told within the hour, or is telling: of what happens a million times only the first is news. What was
 * not taken is news again.
 */
export const toldOnce = (tellTrail: TellTrail, now: WallClock): TellTrail => {
  const told = createLru<Promise<void>>({ entries: 1000, milliseconds: 3_600_000, now });
  const tell = async (fact: TrailFact): Promise<void> => {
    const telling = tellTrail([fact]);
    told.set(fact.id, telling);
    try {
      await telling;
    } catch (error) {
      told.delete(fact.id);
      throw error;
    }
  };
  return async (facts) => {
    await inParallel(facts, WRITERS, (fact) => told.get(fact.id) ?? tell(fact));
  };
};

/** The audit trail, by the name of the control table. */
export const openTrail = (controlTable: string): TellTrail => createTellTrail(openTable(controlTable));
