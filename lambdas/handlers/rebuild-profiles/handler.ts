import type { BusEvent } from '../../../contracts/event';
import { SHARDS } from '../../../contracts/names';
import type { RebuildPage, RebuildTask } from '../../../contracts/rebuild';
import type { ApplyPorts } from '../../domain/apply-event';
import { tokenise } from '../../domain/draft';
import { historyStart } from '../../domain/history';
import { applyLate } from '../../domain/late-event';
import type { ListPersons } from '../../domain/ports/profiles';
import type { ListQuarantined, LoadQuarantined, QuarantineRow, SettleQuarantined } from '../../domain/ports/redrive';
import type { TokensFor } from '../../domain/ports/vault';
import type { ProfileRules } from '../../domain/profile-rules';
import { type RebuildPorts, rebuildPerson } from '../../domain/rebuild-person';
import type { Rejudge } from '../../domain/rejudge';
import type { Log } from '../../runtime/logger';
import type { Count } from '../../runtime/metrics';

export interface RebuildProfilesDeps extends RebuildPorts, ApplyPorts {
  readonly rules: ProfileRules;
  readonly listPersons: ListPersons;
  /** Judges late events of any age. */
  readonly rejudge: Rejudge;
  readonly listQuarantined: ListQuarantined;
  readonly loadQuarantined: LoadQuarantined;
  readonly settleQuarantined: SettleQuarantined;
  readonly tokensFor: TokensFor;
  readonly log: Log;
  readonly count: Count;
}

/** Persons, or rows of the quarantine, of one page. */
const PAGE = { people: 100, late: 200 } as const;
/** Persons worked out at once. */
const AT_ONCE = 8;

/** Counts by outcome. */
class Counts {
  readonly #counts: Record<string, number> = {};

  add(outcome: string): void {
    this.#counts[outcome] = (this.#counts[outcome] ?? 0) + 1;
  }

  get all(): Readonly<Record<string, number>> {
    return this.#counts;
  }
}

/**
 * Rebuilds profiles from their history, a page an invocation. Every step may be done again: a person that is what its history
 * gives is left alone, and a late event that was applied is known by its item.
 */
export const createRebuildProfiles = (deps: RebuildProfilesDeps) => {
  const { rules, log, count } = deps;

  const people = async ({ apply, cursor }: RebuildTask): Promise<RebuildPage> => {
    const { shard, after } = positionOf(cursor);
    const page = await deps.listPersons(shard, PAGE.people, after);
    const start = historyStart(await deps.clock());
    const counts = new Counts();
    const waiting = page.persons.values();
    const work = async (): Promise<void> => {
      for (const person of waiting) {
        const rebuilt = await rebuildPerson(deps, rules, person, { start, apply });
        counts.add(rebuilt.outcome);
        if ('parts' in rebuilt) for (const part of rebuilt.parts) counts.add(`differs: ${part}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    count('PersonsRebuilt', counts.all.rebuilt ?? 0);
    return pageOf(counts, shard, page.cursor);
  };

  /** The event as the bus would have carried it, or why there is none. */
  const eventOf = async (row: QuarantineRow, trace: string): Promise<BusEvent | 'gone' | 'stays'> => {
    const kept = (await deps.loadQuarantined([row])).get(row.id);
    const judged = kept === undefined ? undefined : deps.rejudge(kept);
    if (judged === undefined || judged.kind === 'dropped') return 'gone';
    if (judged.kind === 'event') return judged.event;
    if (judged.kind === 'stays') return 'stays';
    const [event] = await tokenise([judged.draft], deps.tokensFor, trace);
    return event === undefined || event === 'erased' ? 'gone' : event;
  };

  const lateEvent = async (row: QuarantineRow, apply: boolean, trace: string): Promise<string> => {
    if (!apply) return 'waits';
    const event = await eventOf(row, trace);
    if (event === 'stays') return 'stays';
    const outcome = event === 'gone' ? 'gone' : await applyLate(deps, rules, event);
    if (STAYS.has(outcome)) return 'stays';
    await deps.settleQuarantined(row);
    return outcome;
  };

  const late = async ({ apply, cursor }: RebuildTask, trace: string): Promise<RebuildPage> => {
    const { shard, after } = positionOf(cursor);
    const page = await deps.listQuarantined(shard, PAGE.late, after);
    const counts = new Counts();
    // One after the other: two events of one second must see each other.
    for (const row of page.rows) {
      if (row.reason === 'too-late') counts.add(await lateEvent(row, apply, trace));
    }
    return pageOf(counts, shard, page.after);
  };

  return async (task: RebuildTask, trace: string): Promise<RebuildPage> => {
    const page = await (task.task === 'people' ? people(task) : late(task, trace));
    log.info('rebuild.page', { state: task.task, ...positionFact(task.cursor) });
    return page;
  };
};

/** Outcomes after which an event is needed once more. */
const STAYS: ReadonlySet<string> = new Set(['conflict', 'identity-limit']);

const positionOf = (cursor = '0'): { readonly shard: number; readonly after?: string } => {
  const end = cursor.indexOf('/');
  const shard = Number(end < 0 ? cursor : cursor.slice(0, end));
  if (!Number.isInteger(shard) || shard < 0 || shard >= SHARDS)
    throw new TypeError('The cursor is none of this function.');
  return end < 0 ? { shard } : { shard, after: cursor.slice(end + 1) };
};

const positionFact = (cursor: string | undefined) => ({ shard: positionOf(cursor).shard });

const pageOf = (counts: Counts, shard: number, after: string | undefined): RebuildPage => {
  if (after !== undefined) return { counts: counts.all, cursor: `${shard}/${after}` };
  return { counts: counts.all, ...(shard + 1 < SHARDS ? { cursor: String(shard + 1) } : {}) };
};
