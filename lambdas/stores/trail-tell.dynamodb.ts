import { KEPT_DAYS } from '../../contracts/kept-items';
import type { WallClock } from '../domain/ports/clocks';
import type { TellTrail } from '../domain/ports/trail';
import { createLru } from './lru';
import { inParallel } from './parallel';
import { daysFrom, openTable, putIf, type Table } from './table';

const WRITERS = 16;

/** Writes facts to the control table, whose stream brings them to the trail; one that is there already is not written again. */
export const createTellTrail =
  (table: Table): TellTrail =>
  async (facts) => {
    const ttl = daysFrom(table.now(), KEPT_DAYS.trailMarks);
    await inParallel(facts, WRITERS, async (fact) => {
      const item = { pk: `TELL#${fact.id}`, sk: 'FACT', body: JSON.stringify(fact), ttl };
      await putIf(table, item, { ConditionExpression: 'attribute_not_exists(pk)' });
    });
  };

/** Keeps to itself what it has told within the hour: of what happens a million times only the first is news. */
export const toldOnce = (tellTrail: TellTrail, now: WallClock): TellTrail => {
  const told = createLru<true>({ entries: 1000, milliseconds: 3_600_000, now });
  return async (facts) => {
    const news = facts.filter(({ id }) => told.get(id) === undefined);
    if (news.length === 0) return;
    await tellTrail(news);
    for (const { id } of news) told.set(id, true);
  };
};

/** The audit trail, by the name of the control table. */
export const openTrail = (controlTable: string): TellTrail => createTellTrail(openTable(controlTable));
