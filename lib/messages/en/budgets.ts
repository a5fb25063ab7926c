import type { Words } from './words';

/** What a launch may cost, and the prices that it is reckoned by. */
export const budgetTexts = {
  'price.missing': ({ vendor, channel }: { vendor: string; channel: string }): Words => ({
    message: `nobody has said what ${vendor} takes for a message by ${channel}, so nobody can tell what sending costs`,
    fix: 'Have IT add the price to platform/prices.yaml.',
  }),
  'price.missing.budget': ({ vendor, channel, budget }: PriceNeeded): Words => ({
    message: `sending may cost ${budget}, but nobody has said what ${vendor} takes for a message by ${channel}`,
    fix: 'Have IT add the price to platform/prices.yaml.',
  }),
  'price.old': ({ asOf, validFor }: { asOf: string; validFor: string }): Words => ({
    message: `the price is of ${asOf}; it may be ${validFor} old`,
    fix: 'Look the price up again and give it the new day and source.',
  }),
  'budget.currency': ({ budget, vendor, channel, price }: PriceNeeded & { price: string }): Words => ({
    message: `${vendor} takes ${price} for messages by ${channel}, which cannot be counted against ${budget}`,
    fix: `Give the budget in ${price}, or have the price in the budget's currency.`,
  }),
  'budget.currency.offer': ({
    budget,
    offer,
    currency,
  }: {
    budget: string;
    offer: string;
    currency: string;
  }): Words => ({
    message: `the offer "${offer}" gives ${currency}, which cannot be counted against ${budget}`,
    fix: 'Use one currency.',
  }),
};

interface PriceNeeded {
  readonly vendor: string;
  readonly channel: string;
  readonly budget: string;
}
