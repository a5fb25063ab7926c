const SECONDS = { second: 1, minute: 60, hour: 3600, day: 86_400, week: 604_800 } as const;
type Unit = keyof typeof SECONDS;

/** A count and a unit, for example `14 days`. */
export const DURATION_WORDS = /^(\d{1,4}) (second|minute|hour|day|week)s?$/;

/** Seconds in a duration in words; throws on text that is none. */
export const durationSeconds = (words: string): number => {
  const [, count, unit] = DURATION_WORDS.exec(words) ?? [];
  if (count === undefined || unit === undefined) throw new Error(`Not a duration in words: "${words}".`);
  return Number(count) * SECONDS[unit as Unit];
};
