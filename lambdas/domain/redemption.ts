import type { Exposure, LaunchDefinition, Ledger, Offer } from '../../contracts/decision';
import type { BusEvent } from '../../contracts/event';
import { COUNTER, resultsUntil } from '../../contracts/results';
import { discountOf } from './discount';
import { emittedIdOf } from './ids';
import { type Order, orderOf } from './order';
import type { Count } from './outcome';

/** Definitions under which a launch may have given a person a code: the one of the first contact, then the one in force. */
export type DefinitionsOf = (launch: string, exposure: Exposure) => readonly LaunchDefinition[];

/** Customers type codes; tills shout them. */
const plain = (code: string): string => code.trim().toUpperCase();

/** The offer whose code an order was paid with, of several the one that the person met first. */
const redeemedOffer = (
  definitions: readonly LaunchDefinition[],
  { codes }: Order,
  exposure: Exposure,
): Offer | undefined => {
  const used = new Set(codes.map(plain));
  const found = definitions
    .flatMap(({ offers }) => offers)
    .filter(({ code }) => code !== undefined && 'fixed' in code && used.has(plain(code.fixed)));
  return found.find(({ id }) => id === exposure.offer) ?? found[0];
};

/** From the first contact until the launch's results are final. */
const isInTime = (event: BusEvent, exposure: Exposure, [definition]: readonly LaunchDefinition[]): boolean => {
  const at = Date.parse(event.detail.occurredAt);
  return definition !== undefined && at >= Date.parse(exposure.at) && at <= resultsUntil(definition);
};

/**
 * Redemptions of codes of launches that the person met: once for person, launch and order number, whether the till, the
 * shop or both tell of it. The discount is counted apart, by the first report that says it.
 */
export const redemptionCounts = (ledger: Ledger, event: BusEvent, definitionsOf: DefinitionsOf): readonly Count[] => {
  const order = orderOf(event);
  if (order === undefined || order.codes.length === 0) return [];
  return Object.entries(ledger.exposures).flatMap(([launch, exposure]) => {
    const definitions = definitionsOf(launch, exposure);
    const offer = isInTime(event, exposure, definitions) ? redeemedOffer(definitions, order, exposure) : undefined;
    if (offer === undefined) return [];
    const { arm, decisionId } = exposure;
    const name = arm === 'treated' ? COUNTER.redeemed(offer.id) : COUNTER.redeemedHeldOut;
    const discount = discountOf(offer, order);
    return [
      { eventId: emittedIdOf('redeemed', launch, decisionId, order.id), launch, counters: { [name]: 1 } },
      ...(discount === undefined
        ? []
        : [
            {
              eventId: emittedIdOf('discount', launch, decisionId, order.id),
              launch,
              counters: { [COUNTER.discounted]: 1, [COUNTER.discounts(discount.currency)]: discount.units },
            },
          ]),
    ];
  });
};
