import { DateTime } from 'luxon';
import type { Calendar, SilentDays } from './calendar';
import type { CalendarEntry } from './entries';
import type { Overlap } from './overlaps';

/** `2026-11-27 06:00` by the clock of a zone. */
export const clockText = (instant: number, zone: string): string =>
  DateTime.fromMillis(instant, { zone }).toFormat('yyyy-MM-dd HH:mm');

/** `2026-11-27` by the clock of a zone. */
export const dayText = (instant: number, zone: string): string => clockText(instant, zone).slice(0, 10);

/** Whom a launch is for, as far as names of audiences say it. */
export const audienceWords = ({ audiences }: Pick<CalendarEntry, 'audiences'>): string =>
  audiences.length === 0 ? 'no segment or list' : audiences.join(', ');

/** What two launches share. */
export const overlapWords = ({ channels, audiences }: Overlap): string =>
  `${channels.join(', ')}; ${audiences.length === 0 ? 'no segment or list keeps them apart' : audiences.join(', ')}`;

/** The days, the reason, and whom it concerns. */
export const silentWords = ({ from, until, reason, teams }: SilentDays): string =>
  `${from === until ? from : `${from} to ${until}`}: ${reason}${teams.length === 0 ? '' : ` (${teams.join(', ')})`}`;

/** When which channels are silent. */
export const quietWords = ({ channels, from, until }: Calendar['quietHours'][number]): string =>
  `${channels.join(', ')}: ${from} to ${until} by the customer's clock`;
