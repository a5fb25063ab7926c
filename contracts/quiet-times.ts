const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** When nothing may be sent, as the gateway goes by it. */
export interface QuietTimes {
  /** Minutes of the customer's day; `until` is the first one after, perhaps of the next day. */
  readonly hours: readonly { readonly channels: readonly string[]; readonly from: number; readonly until: number }[];
  /** Days of the customer's calendar, both included. */
  readonly blackouts: readonly { readonly from: string; readonly until: string; readonly teams?: readonly string[] }[];
}

/** What would be sent. */
export interface Sender {
  readonly channel: string;
  readonly team: string;
}

/** The wall time (as if it were UTC, in milliseconds) at which the quiet hours or days of a wall time end; undefined outside of them. */
export const quietEnd = (times: QuietTimes, { channel, team }: Sender, wall: number): number | undefined => {
  const midnight = wall - (wall % DAY_MS);
  const day = new Date(midnight).toISOString().slice(0, 10);
  const blackout = times.blackouts.find(
    ({ from, until, teams }) => from <= day && day <= until && (teams === undefined || teams.includes(team)),
  );
  if (blackout !== undefined) return Date.parse(`${blackout.until}T00:00:00Z`) + DAY_MS;
  const minute = Math.floor((wall - midnight) / MINUTE_MS);
  const hours = times.hours.find((one) => one.channels.includes(channel) && isWithin(minute, one));
  if (hours === undefined) return undefined;
  return midnight + (hours.until <= minute ? DAY_MS : 0) + hours.until * MINUTE_MS;
};

const isWithin = (minute: number, { from, until }: QuietTimes['hours'][number]): boolean =>
  from < until ? from <= minute && minute < until : minute >= from || minute < until;
