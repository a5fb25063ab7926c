import type { Money } from './decision';
import { fromMinorUnits, minorDigits, toMinorUnits } from './minor-units';

/** A sum in whole minor units of its currency: 80.5 USD is 8050. What is finer than a minor unit is rounded. */
export const minorUnits = ({ amount, currency }: Money): number => toMinorUnits(amount, currency);

/** Whether a sum comes out even in its currency's minor unit: 5.5 JPY does not. */
export const isWhole = ({ amount, currency }: Money): boolean =>
  Number(amount.toFixed(minorDigits(currency))) === amount;

/** Minor units as a sum: 8050 of USD is 80.5 USD. */
export const moneyOf = (minor: number, currency: string): Money => ({
  amount: fromMinorUnits(minor, currency),
  currency,
});

/** A sum with all decimals of its currency: `80.50 USD`, `500 JPY`. */
export const moneyText = ({ amount, currency }: Money): string =>
  `${amount.toFixed(minorDigits(currency))} ${currency}`;
