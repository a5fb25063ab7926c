import { z } from 'zod';
import { DURATION_WORDS } from './duration-words';

export { durationSeconds } from './duration-words';

/** A duration in words, for example `14 days`. */
export const durationSchema = z
  .string()
  .regex(DURATION_WORDS, 'a duration in words, for example "14 days" (second, minute, hour, day, week)');
