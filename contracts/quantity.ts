import { z } from 'zod';

/** A date, for example `2026-10-01`. */
export const daySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date, for example 2026-10-01');

/** A time of day, minutes inclusive. */
export const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day, for example "21:00"');

/** A share with one percent sign. */
export const percentSchema = z
  .string()
  .regex(/^(100|\d{1,2}(\.\d+)?)%$/, 'a share with one percent sign, for example 10%');

/** Money with its ISO 4217 code. */
export const moneySchema = z
  .string()
  .regex(/^\d+(\.\d{1,2})? [A-Z]{3}$/, 'money with its ISO 4217 code, for example 500 USD');

/** A number of people. */
export const peopleSchema = z.string().regex(/^\d{1,9} people$/, 'a number of people, for example 25000 people');

/** A language tag. */
export const languageSchema = z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'a language tag, for example en');
