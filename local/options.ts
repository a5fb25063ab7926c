import { parseArgs } from 'node:util';
import type { ScriptOptions } from './panel/script';

export interface StartOptions extends ScriptOptions {
  /** Ends after the screen instead of staying up. */
  readonly once: boolean;
  /** Prints the screen as data. */
  readonly json: boolean;
}

/** A command line that cannot be understood; told in one sentence. */
export class UsageError extends Error {
  public override readonly name = 'UsageError';
  public readonly code: string = 'usage';
}

export const USAGE = `npm start -- [--once] [--json] [--households N] [--from 2017-11-20] [--to 2017-11-26]

Replays the retail panel against the platform on an embedded AWS. Dates are the panel's, both included.`;

const FIRST_DAY = '2017-01-01';
const LAST_DAY = '2017-12-31';

/** Reads the command line; undefined when only help was asked for. */
export const readOptions = (args: readonly string[]): StartOptions | undefined => {
  const { values } = parse(args);
  if (values.help) return undefined;
  const { from, to } = values;
  const households = Number(values.households);
  if (!Number.isInteger(households) || households < 1) {
    throw new UsageError(`--households must be a whole number from 1, got "${values.households}".`);
  }
  for (const day of [from, to]) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day)) || day < FIRST_DAY || day > LAST_DAY) {
      throw new UsageError(`The panel has days from ${FIRST_DAY} to ${LAST_DAY}, got "${day}".`);
    }
  }
  if (from > to) throw new UsageError(`--from ${from} is after --to ${to}.`);
  return { households, from, to, once: values.once, json: values.json };
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        households: { type: 'string', default: '500' },
        from: { type: 'string', default: '2017-11-20' },
        to: { type: 'string', default: '2017-11-26' },
        once: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
};
