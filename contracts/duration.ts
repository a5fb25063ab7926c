import { z } from 'zod';

const SECONDS = { second: 1, minute: 60, hour: 3600, day: 86_400, week: 604_800 } as const;
type Unit = keyof typeof SECONDS;

const WORDS = /^(\d{1,4}) (second|minute|hour|day|week)s?$/;

/** A duration in words, for example `14 days`. */
export const durationSchema = z
  .string()
  .regex(WORDS, 'a duration in words, for example "14 days" (second, minute, hour, day, week)');

/** Seconds in a duration in words; throws on text that `durationSchema` refuses. */
export const durationSeconds = (words: string): number => {
  const [, count, unit] = WORDS.exec(words) ?? [];
  if (count === undefined || unit === undefined) throw new Error(`Not a duration in words: "${words}".`);
  return Number(count) * SECONDS[unit as Unit];
};
