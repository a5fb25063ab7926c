import type { MessageRequest } from '../../contracts/decision';
import type { PersonView } from '../../contracts/profile';
import { type QuietTimes, quietEnd, type Sender } from '../../contracts/quiet-times';
import type { LoadDefinition } from './ports/launches';
import { LONGEST_WAIT_MS } from './rate-limit';
import { own } from './record';
import { firstInstantAt, wallTime, zoneOf } from './zone-time';

/** A message that could be sent; instants in epoch milliseconds. */
export interface Sending extends Sender {
  /** Zone of the launch, where the customer's is not known. */
  readonly launchZone: string;
  readonly customerZone: string | undefined;
  readonly at: number;
  /** Nobody asks for what is later. */
  readonly notAfter: number;
}

/**
 * The first instant from `at` on at which policy lets the message go, or the end of a quiet time that lasts beyond
 * `notAfter`; undefined where it may go at once. Hours and days are those of the customer's clock.
 */
export const quietUntil = (times: QuietTimes, sending: Sending): number | undefined => {
  const { customerZone = '', launchZone, at, notAfter } = sending;
  const zone = zoneOf(customerZone) ?? zoneOf(launchZone) ?? zoneOf('UTC');
  if (zone === undefined) return undefined;
  let free = at;
  while (free <= notAfter) {
    const end = quietEnd(times, sending, wallTime(free, zone));
    if (end === undefined) break;
    free = firstInstantAt(end, zone, free);
  }
  return free === at ? undefined : free;
};

/** When a requested message may go, where that is not now: as `quietUntil`. */
export type AskQuiet = (request: MessageRequest, view: PersonView, now: Date) => Promise<number | undefined>;

/**
 * Asks policy about a message: by the customer's time zone where the profile has one, else the launch's. A request may
 * wait for its turn after this: it must be allowed to start at the end of that wait, too.
 */
export const createAskQuiet =
  (times: QuietTimes, loadDefinition: LoadDefinition): AskQuiet =>
  async ({ launch, definitionHash, channel, notAfter }, view, now) => {
    const definition = await loadDefinition(launch, definitionHash);
    if (definition === undefined) return undefined;
    const zone = own(view.traits, 'timezone')?.value;
    const until = (at: number): number | undefined =>
      quietUntil(times, {
        channel,
        team: definition.team,
        launchZone: definition.window.timezone,
        customerZone: typeof zone === 'string' ? zone : undefined,
        at,
        notAfter: Date.parse(notAfter),
      });
    return until(now.getTime()) ?? until(Math.min(now.getTime() + LONGEST_WAIT_MS, Date.parse(notAfter)));
  };
