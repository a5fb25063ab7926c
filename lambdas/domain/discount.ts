import type { Offer } from '../../contracts/decision';
import { toMinorUnits } from '../../contracts/minor-units';
import { amountIn, type MinorMoney, type Order } from './order';
import { own } from './record';

/**
 * What an offer took off an order: what the source says was taken off, never more than the offer gives, because a basket may
 * have other discounts, too; of the two the one that is known. Undefined where neither is, or where only their currencies differ.
 */
export const discountOf = (offer: Offer, order: Order): MinorMoney | undefined => {
  const given = givenBy(offer, order);
  const said = order.discount;
  if (given === undefined || said === undefined) return given ?? said;
  return given.currency === said.currency ? { ...said, units: Math.min(given.units, said.units) } : said;
};

/** What the offer gives for such a basket. */
const givenBy = ({ gives }: Offer, { items, currency }: Order): MinorMoney | undefined => {
  if (gives?.amountOff !== undefined) {
    const { amount, currency: of } = gives.amountOff;
    return { units: toMinorUnits(amount, of), currency: of };
  }
  if (gives?.percentOff === undefined || currency === undefined) return undefined;
  const values = items.filter((item) => isMeant(item, gives.of)).map(worthOf);
  // Of a basket whose lines have no price nobody can say what a share of it is.
  if (items.length === 0 || values.includes(undefined)) return undefined;
  const sum = values.reduce<number>((total, value) => total + (value ?? 0), 0);
  const units = toMinorUnits((sum * gives.percentOff) / 100, currency);
  const most = gives.atMost?.currency === currency ? toMinorUnits(gives.atMost.amount, currency) : units;
  return { units: Math.min(units, most), currency };
};

type Item = Order['items'][number];

const isMeant = (item: Item, of: Readonly<Record<string, string | number | boolean>> = {}): boolean =>
  Object.entries(of).every(([name, value]) => String(own(item, name)) === String(value));

const worthOf = (item: Item): number | undefined => {
  const price = amountIn(item, 'price');
  return price === undefined ? undefined : price * (amountIn(item, 'quantity') ?? 1);
};
