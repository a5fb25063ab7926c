import { InvalidArgumentError } from 'commander';
import { KEPT_DAYS } from '../../contracts/rehearsal';
import { INSTANT_WORDS, instantOf } from '../import';

/** Reads a day or an instant of the command line. */
export const instant = (text: string): string => {
  const ms = instantOf(text);
  if (ms === undefined) throw new InvalidArgumentError(`Write ${INSTANT_WORDS}.`);
  return new Date(ms).toISOString();
};

/** Reads the id of a vendor. */
export const vendorId = (text: string): string => {
  if (/^[a-z][a-z0-9-]{1,30}$/.test(text)) return text;
  throw new InvalidArgumentError("A vendor's id has 2 to 31 lower-case letters, digits and dashes.");
};

/** Reads the id of a launch, or of another thing that is named like one. */
export const launchId = (text: string): string => {
  if (/^[a-z][a-z0-9-]{1,38}[a-z0-9]$/.test(text)) return text;
  throw new InvalidArgumentError('An id has 3 to 40 lower-case letters, digits and dashes.');
};

/** Reads a number of past days: `14d`. */
export const historyDays = (text: string): number => {
  const days = /^(\d{1,2})d$/.exec(text)?.[1];
  if (days !== undefined && Number(days) >= 1 && Number(days) <= KEPT_DAYS) return Number(days);
  throw new InvalidArgumentError(`Write days as 14d: from 1d to ${KEPT_DAYS}d.`);
};

/** Reads a number of things. */
export const count = (text: string): number => {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Write a whole number from 1 to 999999.');
};
