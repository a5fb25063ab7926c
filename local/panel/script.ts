import { DateTime } from 'luxon';
import { type Shelves, shelvesOf, storeEntered, visitInWeek } from './browsing';
import { endOfDay, PANEL_ZONE, panelDayOf, startOfDay, toBusiness } from './calendar';
import { campaignAssigned, couponRedeemed, type JoinedRedemption, joinRedemptions } from './coupons';
import { type History, historyBefore } from './history';
import { knownBefore } from './identities';
import type { Panel } from './load-panel';
import { callAfter, type Mention, mentionInWeek, strangersInWeek } from './mentions';
import { orderCompleted, userIdOf } from './orders';
import { syntheticPerson } from './person';
import { sampleHouseholds } from './sample';
import type { Basket, SourceCall } from './shapes';
import { basketsBetween } from './transactions';

/** Which part of the panel is replayed; days are panel days, both included. */
export interface ScriptOptions {
  readonly households: number;
  readonly from: string;
  readonly to: string;
}

/** A channel asks what to offer a customer who is there now. */
export interface Ask {
  readonly id: string;
  readonly channel: 'app' | 'pos' | 'call-centre';
  readonly household: number;
  readonly customer: { readonly type: string; readonly value: string };
}

/** One thing that happens, at a business time in epoch milliseconds. */
export type Step =
  | { readonly kind: 'ask'; readonly at: number; readonly ask: Ask }
  | { readonly kind: 'mention'; readonly at: number; readonly mention: Mention }
  | { readonly kind: 'call'; readonly at: number; readonly call: SourceCall };

/** A replay: the same options always give the same steps, byte for byte. */
export interface Script {
  readonly households: readonly number[];
  readonly startsAt: number;
  readonly endsAt: number;
  /** All steps in time order; holds one day at a time. */
  readonly steps: () => Generator<Step>;
  /** What the panel's households redeemed in the window. */
  readonly redemptions: () => JoinedRedemption[];
}

/** Builds the replay of a part of the panel. */
export const writeScript = ({ tables, transactions }: Panel, options: ScriptOptions): Script => {
  const from = startOfDay(options.from);
  const to = endOfDay(options.to);
  const households = sampleHouseholds(transactions, from, to, options.households);
  const sampled = new Set(households);
  const history = historyBefore(transactions, tables.products, from);
  const baskets = (start: number, end: number): Basket[] => [
    ...basketsBetween(transactions, start, end, (household) => sampled.has(household)),
  ];
  const startsAt = toBusiness(from);
  const endsAt = toBusiness(to);

  function* steps(): Generator<Step> {
    yield* inOrder(
      households.flatMap((id) => knownBefore(id, history.get(id), tables.demographics.get(id), from).map(callStep)),
    );
    const planned = byDay(plan(), startsAt, endsAt);
    for (const [day, next] of days(options)) {
      const today = baskets(startOfDay(day), startOfDay(next));
      const midnight = toBusiness(startOfDay(day));
      const redeemed = joinRedemptions(today, tables).map(couponRedeemed).map(callStep);
      yield* inOrder([
        ...(planned.get(day) ?? []),
        ...redeemed,
        ...today.flatMap((basket) => visitToStore(basket, midnight)),
      ]);
    }
  }

  const shelves = shelvesOf(tables.products);
  const plan = (): Step[] => [
    ...weeks(options).flatMap((monday, week) => weekOf(households, history, monday, week, tables.products, shelves)),
    ...tables.assignments
      .filter(({ household }) => sampled.has(household))
      .flatMap((assignment) => campaignAssigned(assignment, tables) ?? [])
      .map(callStep),
  ];

  const visitToStore = (basket: Basket, midnight: number): Step[] => {
    const order = orderCompleted(basket, tables.products);
    const { hasApp, loyaltyNumber } = syntheticPerson(basket.household);
    const entered = hasApp ? storeEntered(order, basket.basket, basket.store, midnight) : undefined;
    const user = { type: 'user_id', value: userIdOf(basket.household) };
    const card = { type: 'loyalty_number', value: loyaltyNumber };
    return [
      ...(entered === undefined ? [] : [ask('app', entered, user), callStep(entered)]),
      ask('pos', { ...order, at: Math.max(midnight, order.at - 30_000) }, card),
      callStep(order),
    ];
  };

  return { households, startsAt, endsAt, steps, redemptions: () => joinRedemptions(baskets(from, to), tables) };
};

const weekOf = (
  households: readonly number[],
  history: ReadonlyMap<number, History>,
  monday: number,
  week: number,
  products: Panel['tables']['products'],
  shelves: Shelves,
): Step[] => {
  const visits = households.flatMap((id) =>
    visitInWeek(id, monday, week, history.get(id)?.departments ?? [], shelves, products).map(callStep),
  );
  const mentions = [
    ...households.flatMap((id) => mentionInWeek(id, monday, week) ?? []),
    ...strangersInWeek(monday, week),
  ];
  return [...visits, ...mentions.flatMap(mentionSteps)];
};

const mentionSteps = (mention: Mention): Step[] => {
  const answered = callAfter(mention);
  return [
    { kind: 'mention', at: mention.at, mention },
    ...(answered === undefined
      ? []
      : [
          callStep(answered),
          ask('call-centre', answered, { type: 'phone', value: syntheticPerson(answered.household).phone }),
        ]),
  ];
};

const callStep = (call: SourceCall): Step => ({ kind: 'call', at: call.at, call });

const ask = (channel: Ask['channel'], moment: SourceCall, customer: Ask['customer']): Step => ({
  kind: 'ask',
  at: moment.at,
  ask: { id: `${channel}-${moment.call.messageId}`, channel, household: moment.household, customer },
});

const nameOf = (step: Step): string => {
  if (step.kind === 'call') return `${step.call.source}#${step.call.call.messageId}`;
  return step.kind === 'ask' ? step.ask.id : step.mention.id;
};

/** By time; at one moment a channel asks before its event arrives; then by name, so that the order is total. */
const inOrder = (steps: readonly Step[]): Step[] =>
  [...steps].sort(
    (a, b) => a.at - b.at || (a.kind < b.kind ? -1 : Number(a.kind > b.kind)) || (nameOf(a) < nameOf(b) ? -1 : 1),
  );

const byDay = (planned: readonly Step[], from: number, to: number): Map<string, Step[]> => {
  const days = new Map<string, Step[]>();
  for (const step of planned) {
    if (step.at < from || step.at >= to) continue;
    const day = panelDayOf(step.at);
    const steps = days.get(day) ?? [];
    days.set(day, steps);
    steps.push(step);
  }
  return days;
};

/** Each panel day of the window with the day after it. */
function* days({ from, to }: ScriptOptions): Generator<readonly [string, string]> {
  let day = DateTime.fromISO(from, { zone: PANEL_ZONE });
  const last = DateTime.fromISO(to, { zone: PANEL_ZONE });
  while (day <= last) {
    const next = day.plus({ days: 1 });
    yield [day.toISODate() ?? '', next.toISODate() ?? ''];
    day = next;
  }
}

/** Business Mondays of the weeks that the window touches. */
const weeks = ({ from, to }: ScriptOptions): number[] => {
  const mondays: number[] = [];
  const end = endOfDay(to);
  let monday = DateTime.fromISO(from, { zone: PANEL_ZONE }).startOf('week');
  while (monday.toMillis() < end) {
    mondays.push(toBusiness(monday.toMillis()));
    monday = monday.plus({ weeks: 1 });
  }
  return mondays;
};
