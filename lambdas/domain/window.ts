import type { LaunchDefinition } from '../../contracts/decision';

/** A launch's window as epoch milliseconds; both ends belong to it. */
export interface Window {
  readonly startsAt: number;
  readonly endsAt: number;
}

/** Definitions outlive many decisions, and reading dates would be half of each decision's time. */
const known = new WeakMap<LaunchDefinition, Window>();

/** The window of a definition, read once for each of its objects. */
export const windowOf = (definition: LaunchDefinition): Window => {
  const found = known.get(definition);
  if (found !== undefined) return found;
  const { startsAt, endsAt } = definition.window;
  const window = { startsAt: Date.parse(startsAt), endsAt: Date.parse(endsAt) };
  known.set(definition, window);
  return window;
};
