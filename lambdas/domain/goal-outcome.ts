import type { Exposure, LaunchDefinition, Ledger } from '../../contracts/decision';
import type { BusEvent } from '../../contracts/event';
import { bucketOf, COUNTER, ORDER_EVENT, PART, resultsUntil } from '../../contracts/results';
import { goalMet } from './goal';
import { emittedIdOf } from './ids';
import { orderOf } from './order';
import type { Count } from './outcome';

/** Definition under which a person met a launch; undefined where it is no longer known. */
export type DefinitionOf = (launch: string, exposure: Exposure) => LaunchDefinition | undefined;

interface Met {
  readonly launch: string;
  readonly exposure: Exposure;
  readonly supports?: string;
}

/** Launches whose goal the event meets for the person: in the goal's time, and while the launch's results go on. */
const metBy = (ledger: Ledger, event: BusEvent, definitionOf: DefinitionOf): readonly Met[] =>
  Object.entries(ledger.exposures).flatMap(([launch, exposure]) => {
    const definition = definitionOf(launch, exposure);
    if (definition === undefined || !goalMet(definition.goal, exposure, event)) return [];
    if (Date.parse(event.detail.occurredAt) > resultsUntil(definition)) return [];
    return [{ launch, exposure, ...(definition.supports === undefined ? {} : { supports: definition.supports }) }];
  });

/**
 * What a customer's event does to the goals of launches the person met before: the ledger if it changed, and counts. A
 * person counts once a launch, at the earliest event that meets the goal, in whatever order events come; the counts are
 * given again for the event that is already in the ledger, in case they were lost after it was saved.
 */
export const goalOutcome = (
  ledger: Ledger,
  event: BusEvent,
  definitionOf: DefinitionOf,
): { readonly ledger?: Ledger; readonly counts: readonly Count[] } => {
  const at = event.detail.occurredAt;
  const met = metBy(ledger, event, definitionOf);
  const counts = met.flatMap((one) => [goalCount(one, met, at), ...orderCount(one, event)]);
  const earlier = met.filter(({ exposure: { goalAt } }) => goalAt === undefined || Date.parse(at) < Date.parse(goalAt));
  if (earlier.length === 0) return { counts };
  const exposures = Object.fromEntries(earlier.map(({ launch, exposure }) => [launch, { ...exposure, goalAt: at }]));
  return { ledger: { ...ledger, exposures: { ...ledger.exposures, ...exposures } }, counts };
};

const goalCount = ({ launch, exposure, supports }: Met, met: readonly Met[], at: string): Count => {
  const { arm, decisionId, offer, channel, goalAt } = exposure;
  const earliest = Math.min(Date.parse(at), Date.parse(goalAt ?? at));
  const isShared = supports !== undefined && met.some((one) => one.launch !== launch && one.supports === supports);
  const byOffer = arm === 'treated' && offer !== undefined && channel !== undefined;
  return {
    eventId: emittedIdOf('goal', launch, decisionId),
    launch,
    counters: { [COUNTER.goal(arm)]: 1, ...(isShared && { [COUNTER.goalInSeveral(arm)]: 1 }) },
    parts: {
      [PART.times]: { [`${arm}.${bucketOf((earliest - Date.parse(exposure.at)) / 1000)}`]: 1 },
      ...(byOffer && { [PART.offer(offer)]: { [`goal.${channel}`]: 1 } }),
    },
  };
};

/** An order that meets the goal, once for person, launch and order number, whoever reports it. */
const orderCount = ({ launch, exposure: { arm, decisionId } }: Met, event: BusEvent): readonly Count[] => {
  const order = event.detailType === ORDER_EVENT.completed ? orderOf(event) : undefined;
  if (order === undefined) return [];
  const { id, total } = order;
  return [
    {
      eventId: emittedIdOf('order', launch, decisionId, id),
      launch,
      counters: {
        [COUNTER.orders(arm)]: 1,
        ...(total !== undefined && { [COUNTER.revenue(arm, total.currency)]: total.units }),
      },
    },
  ];
};
