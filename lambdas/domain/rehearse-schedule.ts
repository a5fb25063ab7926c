import type { LaunchDefinition } from '../../contracts/decision';
import type { PersonView } from '../../contracts/profile';
import { customerInstant } from './blast';
import { own } from './record';

const DAY_MS = 86_400_000;

/** A stretch of business time, ISO 8601. */
export interface Span {
  readonly from: string;
  readonly until: string;
}

/** When a scheduled launch ran for a person, in epoch milliseconds; undefined where that was not within the span. */
export const ranAt = (definition: LaunchDefinition, person: PersonView, { from, until }: Span): number | undefined => {
  const at = dueAt(definition, person);
  return at === undefined || at < Date.parse(from) || at > Date.parse(until) ? undefined : at;
};

/** The same of a launch that is rehearsed: one that runs at another time runs at this time of the last day that is over. */
export const wouldRunAt = (definition: LaunchDefinition, person: PersonView, span: Span): number | undefined => {
  const at = dueAt(definition, person);
  if (at === undefined || ranAt(definition, person, span) !== undefined) return at;
  const days = Math.ceil((at - Date.parse(span.until)) / DAY_MS);
  return at - days * DAY_MS;
};

/** Whether a launch's run has to be put on another day. */
export const isMoved = ({ trigger }: LaunchDefinition, { from, until }: Span): boolean =>
  trigger.kind === 'at' && (Date.parse(trigger.at) < Date.parse(from) || Date.parse(trigger.at) > Date.parse(until));

const dueAt = ({ trigger, window }: LaunchDefinition, person: PersonView): number | undefined => {
  if (trigger.kind !== 'at') return undefined;
  if (trigger.clock === 'launch') return Date.parse(trigger.at);
  const zone = own(person.traits, 'timezone')?.value;
  return customerInstant(trigger.at, window.timezone, typeof zone === 'string' ? zone : undefined);
};
