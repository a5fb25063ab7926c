import type { Money } from '../../contracts/decision';

/** `10%` as 0.1. */
export const share = (percent: string): number => Number((Number(percent.replace('%', '')) / 100).toFixed(6));

/** `80 USD` as amount and ISO 4217 code. */
export const money = (text: string): Money => {
  const [amount, currency] = text.split(' ');
  return { amount: Number(amount), currency: currency ?? '' };
};

/** `25000 people` as a number. */
export const headcount = (people: string): number => Number(people.split(' ')[0]);
