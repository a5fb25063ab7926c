import { EXCLUDED } from '../../contracts/decision';
import type { Approximation, Rehearsal, Sample } from '../../contracts/rehearsal';
import { PAST } from './rehearse-count';
import type { HistoryTask } from './rehearse-history';
import { asIfLive } from './rehearse-launch';
import { toldOrders } from './rehearse-orders';
import { isMoved } from './rehearse-schedule';
import { type Sums, sumsOf, type Tally } from './rehearse-tally';
import { figure, figures, type Sampled } from './rehearse-told';

const DAY_MS = 86_400_000;

/** What is told of a history that was rehearsed. */
export const toldHistory = (task: HistoryTask, tally: Tally, sampled: Sampled, sample: Sample): Rehearsal => {
  const { definition, from, until } = task;
  const sums = (name: string): Sums => sumsOf(tally, name);
  const chosen = definition.offers.map(({ id }) => [id, PAST.chosen(id)] as const);
  const excluded = EXCLUDED.map((reason) => [reason, PAST.excluded(reason)] as const).filter(
    ([, name]) => sums(name)[0] > 0,
  );
  const parts = figures(Object.fromEntries([...chosen, ...excluded].map(([, name]) => [name, sums(name)])), sampled);
  const part = (name: string) => parts[name] ?? figure(sums(name), sampled);
  const told = (name: string) => figure(sums(name), sampled);
  const pushes = definition.channels.use.filter(({ kind }) => kind === 'push');
  return {
    launch: definition.launch,
    hash: definition.hash,
    from,
    until,
    days: Math.round((Date.parse(until) - Date.parse(from)) / DAY_MS),
    sample,
    moments: told(PAST.moments),
    offers: chosen.map(([offer, name]) => ({ offer, chosen: part(name) })),
    excluded: Object.fromEntries(excluded.map(([reason, name]) => [reason, part(name)])),
    held: pushes.map(({ channel }) => ({
      channel,
      waited: told(PAST.waited(channel)),
      expired: told(PAST.expired(channel)),
    })),
    messages: daysIn(tally).flatMap((day) =>
      definition.channels.use.flatMap(({ channel }) => {
        const name = PAST.sent(day, channel);
        return sums(name)[0] === 0 ? [] : [{ day, channel, count: told(name) }];
      }),
    ),
    orders: toldOrders(tally, sampled),
    approximated: approximatedIn(task),
  };
};

/** Days on which something was sent, in order. */
const daysIn = (tally: Tally): readonly string[] => {
  const start = PAST.sent('', '').slice(0, -1);
  const names = Object.keys(tally).filter((name) => name.startsWith(start));
  return [...new Set(names.map((name) => name.slice(start.length).split('/')[0] ?? ''))].sort();
};

const approximatedIn = (task: HistoryTask): readonly Approximation[] => {
  const { definition, from, until } = task;
  const isOpen = asIfLive(definition, from, until).definition === definition;
  return [
    ...(isOpen ? [] : (['window-moved'] as const)),
    ...(isMoved(definition, task) ? (['schedule-moved'] as const) : []),
    ...(definition.channels.use.some(({ kind }) => kind === 'pull') ? (['asks-kept'] as const) : []),
    'values-replaced',
    ...(task.launches.some((one) => one.definition.launch !== definition.launch) ? (['others-as-now'] as const) : []),
    'sent-at-once',
  ];
};
