import type { Condition } from '../../contracts/condition';
import type { LaunchDefinition } from '../../contracts/decision';
import { toBusiness } from '../panel/calendar';
import type { JoinedRedemption } from '../panel/coupons';
import type { Comparison } from './model';

/** An offer that was decided for a household, at a business time. */
export interface OfferMade {
  readonly household: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly launch: string;
  readonly offer: string;
}

/** Sets offers decided beforehand beside what the same households redeemed of the retailer's own coupons. */
export const compare = (
  redemptions: readonly JoinedRedemption[],
  made: readonly OfferMade[],
  definitions: readonly LaunchDefinition[],
): Comparison => {
  const offered = redemptions.map((joined) => {
    const at = toBusiness(joined.basket.at);
    const before = made.filter((offer) => offer.household === joined.redemption.household && offer.at < at);
    const about = new Set(before.flatMap((offer) => categoriesOf(offer, definitions)));
    return { joined, before, same: joined.departments.some((department) => about.has(department)) };
  });
  const withOffer = offered.filter(({ before }) => before.length > 0);
  return {
    redemptions: redemptions.length,
    households: new Set(redemptions.map(({ redemption }) => redemption.household)).size,
    offeredBefore: withOffer.length,
    joinedToProduct: withOffer.filter(({ joined }) => joined.departments.length > 0).length,
    sameDepartment: withOffer.filter(({ same }) => same).length,
  };
};

/** Departments that an offer is about: what it gives something off, and what people had to look at to get it. */
const categoriesOf = ({ launch, offer }: OfferMade, definitions: readonly LaunchDefinition[]): string[] => {
  const found = definitions.find((one) => one.launch === launch)?.offers.find(({ id }) => id === offer);
  const given = found?.gives?.of?.category;
  return [
    ...(given === undefined ? [] : [String(given)]),
    ...(found?.for === undefined ? [] : categoriesIn(found.for)),
  ];
};

const categoriesIn = (condition: Condition): string[] => {
  if (condition.kind === 'did') return (condition.where.category ?? []).map(String);
  return 'of' in condition ? condition.of.flatMap(categoriesIn) : [];
};
