export { type Calendar, calendarOf } from './calendar';
export { type CalendarEntry, calendarEntry, type LaunchStateWords } from './entries';
export { calendarPage } from './page/page';
export { audienceWords, clockText, dayText, overlapWords, quietWords, silentWords } from './words';
