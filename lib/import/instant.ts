const FORM = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|[+-]\d{2}:?\d{2}))?$/;

/** How an instant is written, for messages. */
export const INSTANT_WORDS = 'a day or an instant with its zone, for example 2019-03-04 or 2019-03-04T10:00:00Z';

/** What systems write where they know no date. */
const EARLIEST = Date.parse('1980-01-01T00:00:00Z');

/** Milliseconds of a day (UTC) or of an instant that names its zone; undefined for anything else, a 30 February included. */
export const instantOf = (text: string): number | undefined => {
  const [, day, time, zone] = FORM.exec(text) ?? [];
  if (day === undefined) return undefined;
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // The runtime reads 30 February as 2 March.
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(day)) return undefined;
  const ms = time === undefined ? midnight : Date.parse(`${day}T${time}${zone}`);
  return Number.isNaN(ms) ? undefined : ms;
};

/** What is wrong with the time of a fact; undefined where nothing is. */
export const faultOfTime = (value: unknown, now: number): string | undefined => {
  const ms = typeof value === 'string' ? instantOf(value) : undefined;
  if (ms === undefined) return `allowed: ${INSTANT_WORDS}`;
  if (ms > now) return 'it lies in the future; allowed: up to now';
  return ms < EARLIEST ? 'it is what stands for no date; allowed: from 1980 on' : undefined;
};
