import type { BusEvent } from '../../contracts/event';
import type { ConsentReceipt, StrandId } from '../../contracts/profile';
import { sumLedgers } from './ledger';
import { viewOf } from './person-view';
import type { LoadLedgers } from './ports/decisions';
import type { LoadPersons, StoredPerson } from './ports/profiles';
import type { ReadDecisions, ReadEngaged, ReadStrand } from './ports/rights';
import { type HistoryTask, type PersonPast, rehearsePerson } from './rehearse-history';
import { createJudgeReach, type ReachTask } from './rehearse-reach';
import type { Judge } from './rehearse-slices';
import type { Seen } from './rehearse-tally';

/** What is read of people. Nothing is written. */
export interface PeoplePorts {
  readonly loadPersons: LoadPersons;
  readonly loadLedgers: LoadLedgers;
  readonly readStrand: ReadStrand;
  readonly readEngaged: ReadEngaged;
  readonly readDecisions: ReadDecisions;
}

/** Judges people as they are stored now. */
export const judgeReach = ({ loadPersons, loadLedgers }: PeoplePorts, task: ReachTask): Judge => {
  const judge = createJudgeReach(task);
  return async (ids) => {
    const persons = await loadPersons(ids);
    const stored = await loadLedgers(persons.flatMap(({ state }) => Object.keys(state.strands)));
    const ledgers = new Map(stored.map(({ strand, ledger }) => [strand, ledger]));
    return persons.map(({ state }) => {
      const view = viewOf(state);
      return judge(view, sumLedgers(view.members.flatMap((member) => ledgers.get(member) ?? [])));
    });
  };
};

/** People whose past is read at once. */
const AT_ONCE = 8;

/** Rehearses people's past from what is stored of it. */
export const judgeHistory = (ports: PeoplePorts, task: HistoryTask): Judge => {
  const asksCount = [task.definition, ...task.launches.map(({ definition }) => definition)].some(({ channels }) =>
    channels.use.some(({ kind }) => kind === 'pull'),
  );
  return async (ids) => {
    const waiting = (await ports.loadPersons(ids)).values();
    const seen: Seen[] = [];
    const workOff = async (): Promise<void> => {
      for (const person of waiting) seen.push(rehearsePerson(task, await pastOf(ports, person, task, asksCount)));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, workOff));
    return seen;
  };
};

const pastOf = async (
  ports: PeoplePorts,
  { state }: StoredPerson,
  { from, until }: HistoryTask,
  asksCount: boolean,
): Promise<PersonPast> => {
  const strands = Object.keys(state.strands);
  const [told, engaged] = await Promise.all([
    Promise.all(strands.map((strand) => toldOf(ports.readStrand, strand))),
    Promise.all(strands.map(ports.readEngaged)),
  ]);
  const ids = asksCount ? [...new Set(engaged.flatMap(({ decisions }) => decisions))] : [];
  const recorded = (await ports.readDecisions(ids)).map(({ decision }) => decision);
  return {
    state,
    events: told.flatMap(({ events }) => events),
    receipts: told.flatMap(({ receipts }) => receipts),
    ledgers: engaged.flatMap(({ ledger }) => ledger ?? []),
    asked: recorded.filter(({ trigger, at }) => trigger.kind === 'ask' && at >= from && at <= until),
  };
};

const toldOf = async (readStrand: ReadStrand, strand: StrandId): Promise<Pick<PersonPast, 'events' | 'receipts'>> => {
  const events: BusEvent[] = [];
  const receipts: ConsentReceipt[] = [];
  let cursor: string | undefined;
  do {
    const page = await readStrand(strand, cursor);
    for (const { event } of page.events) events.push(event);
    receipts.push(...page.consentLog);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return { events, receipts };
};
