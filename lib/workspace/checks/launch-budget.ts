import type { LaunchManifest } from '../../../contracts/launch';
import { sendingPrice } from '../../../contracts/prices';
import { say } from '../../messages';
import { sumOf, vendorFor } from '../defaults';
import type { Draft } from '../draft';
import type { Known } from '../known';
import { eachSound, ifSound } from '../sound';
import { money } from '../words';
import { checkMoney } from './launch-offers';

/** What a launch may cost is money, can be reckoned, and is in the currency of what is counted against it. */
export const checkBudget = (launch: LaunchManifest, known: Known): readonly Draft[] =>
  eachSound(
    () => checkMoney(launch.budget?.sending, ['budget', 'sending']),
    () => checkMoney(launch.budget?.discounts, ['budget', 'discounts']),
    () => checkSendingPrices(launch, known),
    () => checkDiscounts(launch, known),
  );

/** Without a sum to keep to, a price that is missing is only told. */
const checkSendingPrices = (launch: LaunchManifest, known: Known): readonly Draft[] => {
  const { prices } = known;
  if (prices === undefined) return [];
  const budget = ifSound(() => sumOf('sending', launch, known.teams?.get(launch.team)));
  return launch.channels.use.flatMap((use, index) =>
    eachSound<Draft>(() => {
      const { channel } = use;
      const vendor = vendorFor(launch.team, known.channels?.get(channel), use.vendor);
      // What it is not approved for is told elsewhere.
      if (vendor === undefined || known.vendors?.get(vendor)?.channels.includes(channel) === false) return [];
      if (known.vendors !== undefined && !known.vendors.has(vendor)) return [];
      const path = ['channels', 'use', index, use.vendor === undefined ? 'channel' : 'vendor'];
      const price = sendingPrice(prices, vendor, channel);
      if (price === undefined) {
        if (budget === undefined) return [{ ...say('price.missing', { vendor, channel }), path }];
        return [{ ...say('price.missing.budget', { vendor, channel, budget }), path, severity: 'error' }];
      }
      if (budget === undefined || money(budget).currency === price.currency) return [];
      return [{ ...say('budget.currency', { vendor, channel, budget, price: price.currency }), path }];
    }),
  );
};

const checkDiscounts = (launch: LaunchManifest, { teams }: Known): readonly Draft[] => {
  const budget = sumOf('discounts', launch, teams?.get(launch.team));
  if (budget === undefined) return [];
  return launch.offers.flatMap((offer, index) =>
    eachSound(() =>
      (['amountOff', 'atMost'] as const).flatMap((sum) => {
        const gives = offer.gives?.[sum];
        if (gives === undefined || money(gives).currency === money(budget).currency) return [];
        const { currency } = money(gives);
        const said = say('budget.currency.offer', { budget, offer: offer.id, currency });
        return [{ ...said, path: ['offers', index, 'gives', sum] }];
      }),
    ),
  );
};
