import type { MessageRequest } from '../../contracts/decision';
import type { QuietTimes } from '../../contracts/policy';
import type { PersonView } from '../../contracts/profile';
import type { LoadDefinition } from './ports/launches';
import { LONGEST_TURN_MS } from './rate-limit';
import { own } from './record';
import { firstInstantAt, wallTime, type Zone, zoneOf } from './zone-time';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A message that could be sent; instants in epoch milliseconds. */
export interface Sending {
  readonly channel: string;
  readonly team: string;
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
    const end = endOfQuiet(times, sending, free, zone);
    if (end === undefined) break;
    free = end;
  }
  return free === at ? undefined : free;
};

const endOfQuiet = (times: QuietTimes, { channel, team }: Sending, at: number, zone: Zone): number | undefined => {
  const wall = Math.floor(wallTime(at, zone) / MINUTE_MS) * MINUTE_MS;
  const day = new Date(wall).toISOString().slice(0, 10);
  const blackout = times.blackouts.find(
    ({ from, until, teams }) => from <= day && day <= until && (teams === undefined || teams.includes(team)),
  );
  if (blackout !== undefined) return firstInstantAt(Date.parse(`${blackout.until}T00:00:00Z`) + DAY_MS, zone, at);
  const midnight = wall - (wall % DAY_MS);
  const minute = (wall - midnight) / MINUTE_MS;
  const hours = times.hours.find((one) => one.channels.includes(channel) && isWithin(minute, one));
  if (hours === undefined) return undefined;
  const tomorrow = hours.until <= minute ? DAY_MS : 0;
  return firstInstantAt(midnight + tomorrow + hours.until * MINUTE_MS, zone, at);
};

const isWithin = (minute: number, { from, until }: QuietTimes['hours'][number]): boolean =>
  from < until ? from <= minute && minute < until : minute >= from || minute < until;

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
    return until(now.getTime()) ?? until(now.getTime() + LONGEST_TURN_MS);
  };
