import type { TrailFact, TrailHead } from '../../contracts/trail';
import type {
  PutBatch,
  ReadBatch,
  ReadTrailHead,
  SettleBatch,
  SettledFacts,
  TellTrail,
} from '../../lambdas/domain/ports/trail';
import { createSubjectMark, createTellAccess } from '../../lambdas/domain/trail-told';

/** The trail's way in, in memory: all that it was told, what it has kept of that, or that it takes nothing. */
export const createMemoryTrail = () => {
  const facts: TrailFact[] = [];
  const kept = new Map<string, TrailFact>();
  let isDown = false;
  let ids = 0;
  const tellTrail: TellTrail = async (told) => {
    if (isDown) throw Object.assign(new Error('The table is down.'), { code: 'store.throttled' });
    facts.push(...told);
    for (const fact of told) if (!kept.has(fact.id)) kept.set(fact.id, fact);
  };
  const wallClock = (): Date => new Date('2026-11-27T12:00:00.000Z');
  const newId = (): string => {
    ids += 1;
    return `id-${ids}`;
  };
  return {
    facts,
    kept,
    tellTrail,
    tellAccess: createTellAccess({ tellTrail, newId, wallClock }),
    subjectMark: createSubjectMark(async () => 'trail-key-of-the-tests'),
    breakDown: () => {
      isDown = true;
    },
  };
};

/** What the trail's keeper writes, in memory; every call is a turn of its own, so that others come in between. */
export const createMemoryChain = () => {
  const objects = new Map<string, string>();
  const marks = new Set<string>();
  let head: TrailHead | undefined;
  const readTrailHead: ReadTrailHead = async () => head;
  const settledFacts: SettledFacts = async (ids) => new Set(ids.filter((id) => marks.has(id)));
  const putBatch: PutBatch = async (key, text) => {
    if (objects.has(key)) return 'taken';
    objects.set(key, text);
    return 'stored';
  };
  const readBatch: ReadBatch = async (key) => {
    const text = objects.get(key);
    if (text === undefined) throw new Error(`There is no ${key}.`);
    return text;
  };
  const settleBatch: SettleBatch = async (was, records) => {
    const stands = head === undefined ? was.sequence === 0 : head.sequence === was.sequence && head.hash === was.hash;
    const last = records.at(-1);
    if (!stands || last === undefined) return 'conflict';
    head = { sequence: last.sequence, hash: last.hash };
    for (const { id } of records) marks.add(id);
    return 'settled';
  };
  return {
    objects,
    head: () => head,
    /** As if somebody had deleted its row. */
    forgetHead: () => {
      head = undefined;
    },
    ports: { readTrailHead, settledFacts, putBatch, readBatch, settleBatch },
  };
};
