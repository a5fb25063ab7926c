import type { LaunchDefinition } from '../../contracts/decision';
import { oncePer } from './once-per';

/** A launch's window as epoch milliseconds; both ends belong to it. */
export interface Window {
  readonly startsAt: number;
  readonly endsAt: number;
}

/** The window of a definition. Definitions outlive many decisions, and reading dates would be half of each decision's time. */
export const windowOf = oncePer(
  ({ window: { startsAt, endsAt } }: LaunchDefinition): Window => ({
    startsAt: Date.parse(startsAt),
    endsAt: Date.parse(endsAt),
  }),
);
