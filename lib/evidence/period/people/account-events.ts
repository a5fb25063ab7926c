import type { CloudTrailEvent } from '../cloud-trail';
import { isWithin, type PeriodInput } from '../input';

/** What CloudTrail tells of the stage's account in the period, in all regions, by time. */
export const accountEvents = (input: PeriodInput): readonly CloudTrailEvent[] =>
  input.cloudTrail?.events.filter(({ eventTime }) => isWithin(input, eventTime)) ?? [];
