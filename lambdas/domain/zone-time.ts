const DAY_MS = 86_400_000;

const WALL: Intl.DateTimeFormatOptions = {
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
};
/** More than there are; customers write their zone in any case, and each spelling that is kept is 40 KB. */
const MOST_ZONES = 1000;
const zones = new Map<string, Intl.DateTimeFormat | undefined>();

/** A time zone's clocks. */
export type Zone = Intl.DateTimeFormat;

/** The zone of a name; undefined for a name that is none. Zones are slow to make, and kept, as many as there are. */
export const zoneOf = (name: string): Zone | undefined => {
  if (!zones.has(name)) {
    if (zones.size === MOST_ZONES) zones.clear();
    try {
      zones.set(name, new Intl.DateTimeFormat('en-US', { ...WALL, timeZone: name }));
    } catch {
      zones.set(name, undefined);
    }
  }
  return zones.get(name);
};

/** What the clocks of a zone show at an instant, to the second, as if it were UTC. */
export const wallTime = (instant: number, zone: Zone): number => {
  const parts = Object.fromEntries(zone.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
};

/** The instant at which the clocks of a zone show a wall time; of two, the earlier; of none, as long after the jump. */
export const instantAt = (wall: number, zone: Zone): number => {
  const { exact, latest } = candidates(wall, zone);
  return exact[0] ?? latest;
};

/** The first instant after `after` at which the clocks of a zone show a wall time or, where they leave it out, a later one. */
export const firstInstantAt = (wall: number, zone: Zone, after: number): number => {
  const { exact, earliest, latest } = candidates(wall, zone);
  return exact.find((instant) => instant > after) ?? jumpBetween(earliest, latest, zone);
};

/** Instants by the zone's offsets of the day before and the day after, and those of them that show the wall time, in order. */
const candidates = (wall: number, zone: Zone) => {
  const offsetAt = (instant: number): number => wallTime(instant, zone) - instant;
  const instants = [offsetAt(wall - DAY_MS), offsetAt(wall + DAY_MS)].map((offset) => wall - offset);
  const exact = instants.filter((instant) => wallTime(instant, zone) === wall).sort((a, b) => a - b);
  return { exact, earliest: Math.min(...instants), latest: Math.max(...instants) };
};

/** The first second after `before`, of a wall time that is left out, at which the clocks go as they do at `end`. */
const jumpBetween = (before: number, end: number, zone: Zone): number => {
  const ahead = wallTime(end, zone) - end;
  let [low, high] = [before, end];
  while (high - low > 1000) {
    const middle = low + Math.floor((high - low) / 2000) * 1000;
    if (wallTime(middle, zone) - middle === ahead) high = middle;
    else low = middle;
  }
  return high;
};
