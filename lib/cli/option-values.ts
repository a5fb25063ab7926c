import { InvalidArgumentError } from 'commander';
import { INSTANT_WORDS, instantOf } from '../import';

/** Reads a day or an instant of the command line. */
export const instant = (text: string): string => {
  const ms = instantOf(text);
  if (ms === undefined) throw new InvalidArgumentError(`Write ${INSTANT_WORDS}.`);
  return new Date(ms).toISOString();
};
