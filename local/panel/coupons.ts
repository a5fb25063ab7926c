import { dayOf, dayToBusiness, startOfDay, toBusiness } from './calendar';
import { userIdOf } from './orders';
import type { Assignment, Basket, BasketLine, PanelTables, Redemption, SourceCall } from './shapes';

/** How surely a redemption was joined to an order: a discounted line of the coupon's product, that product, any discounted line, the day. */
export type Match = 'line' | 'product' | 'coupon' | 'day';

export interface JoinedRedemption {
  readonly redemption: Redemption;
  readonly basket: Basket;
  readonly match: Match;
  /** Departments of the lines that matched by product; empty for weaker matches. */
  readonly departments: readonly string[];
}

/** Joins each redemption to the surest basket of its household on its day; one without a basket is left out. */
export const joinRedemptions = (baskets: readonly Basket[], tables: PanelTables): JoinedRedemption[] => {
  const byDay = new Map<string, Basket[]>();
  for (const basket of baskets) {
    const key = `${basket.household} ${dayOf(basket.at)}`;
    byDay.set(key, [...(byDay.get(key) ?? []), basket]);
  }
  return tables.redemptions.flatMap((redemption) => {
    const candidates = byDay.get(`${redemption.household} ${redemption.day}`) ?? [];
    return surest(redemption, candidates, tables) ?? [];
  });
};

const surest = (
  redemption: Redemption,
  baskets: readonly Basket[],
  { coupons, products }: PanelTables,
): JoinedRedemption | undefined => {
  const eligible = (line: BasketLine): boolean => coupons.get(redemption.coupon)?.has(line.product) ?? false;
  const tiers: readonly (readonly [Match, (line: BasketLine) => boolean])[] = [
    ['line', (line) => eligible(line) && line.couponDiscount > 0],
    ['product', eligible],
    ['coupon', (line) => line.couponDiscount > 0],
    ['day', () => true],
  ];
  for (const [match, fits] of tiers) {
    const basket = baskets.find((candidate) => candidate.lines.some(fits));
    if (basket === undefined) continue;
    const lines = match === 'line' || match === 'product' ? basket.lines.filter(fits) : [];
    const departments = lines.flatMap((line) => products.get(line.product)?.department ?? []);
    return { redemption, basket, match, departments: [...new Set(departments)].sort() };
  }
  return undefined;
};

/** A joined redemption as `Coupon Redeemed`, at the time of its basket. */
export const couponRedeemed = ({ redemption, basket, match }: JoinedRedemption): SourceCall => {
  const at = toBusiness(basket.at);
  const { household, coupon, campaign, day } = redemption;
  return track(household, at, 'Coupon Redeemed', `redeemed-${household}-${coupon}-${campaign}-${day}`, {
    coupon_id: String(coupon),
    campaign_id: String(campaign),
    order_id: String(basket.basket),
    match,
  });
};

/** A campaign's start as `Campaign Assigned` of one household. */
export const campaignAssigned = (
  { household, campaign }: Assignment,
  { campaigns }: PanelTables,
): SourceCall | undefined => {
  const described = campaigns.get(campaign);
  if (described === undefined) return undefined;
  const at = toBusiness(startOfDay(described.starts));
  return track(household, at, 'Campaign Assigned', `campaign-${campaign}-${household}`, {
    campaign_id: String(campaign),
    type: described.type,
    starts: dayToBusiness(described.starts),
    ends: dayToBusiness(described.ends),
  });
};

const track = (
  household: number,
  at: number,
  event: string,
  messageId: string,
  properties: Record<string, unknown>,
): SourceCall => ({
  source: 'panel',
  at,
  household,
  call: {
    type: 'track',
    event,
    messageId,
    timestamp: new Date(at).toISOString(),
    userId: userIdOf(household),
    properties,
  },
});
