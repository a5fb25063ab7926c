import type { Decision, LaunchDefinition, LiveLaunch } from '../../contracts/decision';
import type { BusEvent } from '../../contracts/event';
import type { ConsentReceipt, PersonState } from '../../contracts/profile';
import { isHistory } from './event-time';
import { itemKey } from './ids';
import { viewOf } from './person-view';
import type { StoredLedger } from './ports/decisions';
import type { ProfileRules } from './profile-rules';
import { own } from './record';
import { type CountBy, countDecision, PAST } from './rehearse-count';
import { createDecisions, type DecideTask } from './rehearse-decisions';
import { asIfLive } from './rehearse-launch';
import { orderNames } from './rehearse-orders';
import { arrivals, createPast, type Past } from './rehearse-past';
import { ranAt, wouldRunAt } from './rehearse-schedule';
import { createSeen, type Seen } from './rehearse-tally';
import { type Crossing, createWatch } from './rehearse-watch';
import { compareText } from './stamp';
import { eventKeyOf } from './strand';

/** What a launch's past is rehearsed by; the same for everybody. */
export interface HistoryTask extends DecideTask, CountBy {
  /** From here on every event is stored; ISO 8601, a midnight of UTC. */
  readonly start: string;
  readonly rules: ProfileRules;
}

/** What is stored of one person. */
export interface PersonPast {
  readonly state: PersonState;
  readonly events: readonly BusEvent[];
  readonly receipts: readonly ConsentReceipt[];
  readonly ledgers: readonly StoredLedger[];
  /** Decisions that channels asked for. */
  readonly asked: readonly Pick<Decision, 'person' | 'at' | 'trigger'>[];
}

/**
 * What would have come of a launch for one person: every stored event again in the order of arrival, and at each moment at which
 * launches come up for choice the decision that the real code makes from what was known then. Nothing is written.
 * `onDecision` is told each decision, of whichever launches.
 */
export const rehearsePerson = (
  task: HistoryTask,
  stored: PersonPast,
  onDecision: (decision: Decision) => void = () => undefined,
): Seen => {
  const { definition, from, until, start, rules } = task;
  const itself = asIfLive(definition, from, until);
  const launches = [...task.launches.filter((one) => one.definition.launch !== definition.launch), itself];
  const { see, seen } = createSeen();
  const decideFor = createDecisions({ ...task, launches }, stored.ledgers, (decision, person) => {
    countDecision(task, decision, person, itself, see);
    onDecision(decision);
  });
  const past = createPast(stored.state, stored.receipts, start, rules);
  const watch = createWatch(launches, rules.audiences);
  for (const one of past.persons()) watch.look(one, Date.parse(start) / 1000);

  const crossed = (state: PersonState, crossings: readonly Crossing[], at: number): void => {
    for (const { event, segment } of crossings) {
      decideFor(state, { kind: 'event', event, segment, itemKey: `${state.person} ${event} ${segment} ${at}` }, at);
    }
  };
  /** Looks at whom time alone has taken into an audience, or out of one, up to an instant. */
  const passTime = (to: number): void => {
    for (let due = watch.nextDue(past.persons()); due * 1000 <= to; due = watch.nextDue(past.persons())) {
      for (const one of past.persons()) if (watch.isDue(one, due)) crossed(one, watch.look(one, due), due * 1000);
    }
  };
  const happened = (event: BusEvent, at: number): void => {
    past.tell(event);
    const key = eventKeyOf(event, rules);
    const state = past.personOf(key.strand);
    if (state === undefined) return;
    const trigger = { kind: 'event', event: event.detailType, itemKey: itemKey(key) } as const;
    if (!isHistory(event.detail)) decideFor(state, trigger, at);
    crossed(state, watch.look(state, Math.floor(at / 1000)), at);
  };

  const events = arrivals(stored.events, start);
  const steps = [
    ...events.map((event, index): Step => {
      const at = Date.parse(event.detail.receivedAt);
      return { at, order: 0, key: String(index).padStart(9, '0'), take: () => happened(event, at) };
    }),
    ...runs(task, itself, launches, stored, past, decideFor),
    ...asks(stored, past, decideFor),
  ];
  for (const step of steps.sort((a, b) => a.at - b.at || a.order - b.order || compareText(a.key, b.key))) {
    passTime(step.at);
    step.take();
  }
  passTime(Date.parse(until));
  const isOffered = definition.offers.some(({ id }) => own(seen(), PAST.chosen(id)) !== undefined);
  if (isOffered) for (const event of events) for (const name of orderNames(event, task)) see(name);
  return seen();
};

/** Something at which launches may come up for choice, at an instant in epoch milliseconds. */
interface Step {
  readonly at: number;
  /** Of several at one instant, events come first. */
  readonly order: 0 | 1;
  readonly key: string;
  readonly take: () => void;
}
type DecideFor = ReturnType<typeof createDecisions>;

/** Runs of scheduled launches, by the customer's clock as it is now. */
const runs = (
  task: HistoryTask,
  itself: LiveLaunch,
  launches: readonly LiveLaunch[],
  { state }: PersonPast,
  past: Past,
  decideFor: DecideFor,
): readonly Step[] => {
  const view = viewOf(state);
  const run = (launch: LaunchDefinition['launch'], at: number): void => {
    for (const one of past.persons()) {
      const oldestStrand = one.person ?? '';
      decideFor(one, { kind: 'at', launch, run: new Date(at).toISOString(), oldestStrand }, at);
    }
  };
  return launches.flatMap((live): readonly Step[] => {
    const { definition } = live;
    const { launch } = definition;
    const at = live === itself ? wouldRunAt(definition, view, task) : ranAt(definition, view, task);
    return at === undefined ? [] : [{ at, order: 1, key: launch, take: () => run(launch, at) }];
  });
};

/** Moments at which a channel asked for offers. */
const asks = ({ asked }: PersonPast, past: Past, decideFor: DecideFor): readonly Step[] =>
  asked.map(({ person, at, trigger }): Step => {
    const instant = Date.parse(at);
    const take = (): void => {
      const state = past.personOf(person);
      if (state !== undefined) decideFor(state, trigger, instant);
    };
    return { at: instant, order: 1, key: JSON.stringify(trigger), take };
  });
