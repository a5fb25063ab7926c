import type { Exposure, LaunchDefinition, Ledger, Offer } from '../../contracts/decision';
import type { BusEvent } from '../../contracts/event';
import { COUNTER, resultsUntil } from '../../contracts/results';
import { discountOf } from './discount';
import { emittedIdOf } from './ids';
import { type Order, orderOf } from './order';
import type { Count } from './outcome';
import { givenCode } from './pool-codes';

/** Definitions under which a launch may have given a person a code: the one of the first contact, then the one in force. */
export type DefinitionsOf = (launch: string, exposure: Exposure) => readonly LaunchDefinition[];

/** Customers type codes; tills shout them. */
const plain = (code: string): string => code.trim().toUpperCase();

/** The code that an offer gave the person: everybody's, or one of a pool that is the person's own. */
const codeOf = (launch: string, offer: Offer, ledger: Ledger): string | undefined =>
  offer.code !== undefined && 'fixed' in offer.code ? offer.code.fixed : givenCode(launch, offer, ledger)?.code;

/** The offer whose code an order was paid with, of several the one that the person met first. */
const redeemedOffer = (
  launch: string,
  definitions: readonly LaunchDefinition[],
  { codes }: Order,
  ledger: Ledger,
): Offer | undefined => {
  const used = new Set(codes.map(plain));
  const found = definitions
    .flatMap(({ offers }) => offers)
    .filter((offer) => {
      const code = codeOf(launch, offer, ledger);
      return code !== undefined && used.has(plain(code));
    });
  return found.find(({ id }) => id === ledger.exposures[launch]?.offer) ?? found[0];
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
    const offer = isInTime(event, exposure, definitions)
      ? redeemedOffer(launch, definitions, order, ledger)
      : undefined;
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
