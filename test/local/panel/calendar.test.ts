import { dayOf, dayToBusiness, endOfDay, panelDayOf, startOfDay, toBusiness } from '../../../local/panel/calendar';

const iso = (ms: number): string => new Date(ms).toISOString();

describe('moving panel dates to the launches', () => {
  it('moves the panel’s Thanksgiving week to the launches’, weekday and local hour kept', () => {
    expect(iso(toBusiness(Date.parse('2017-11-20T13:05:07Z')))).toBe('2026-11-23T13:05:07.000Z');
    expect(dayToBusiness('2017-11-24')).toBe('2026-11-27');
  });

  it('keeps the local hour where one year has daylight saving and the other has not', () => {
    // 2017 ended daylight saving on 5 November, 2026 ends it on 1 November: the moved day falls between.
    expect(iso(toBusiness(Date.parse('2017-10-31T16:00:00Z')))).toBe('2026-11-03T17:00:00.000Z');
  });

  it('finds the New York day of an instant that is another day in UTC', () => {
    expect(dayOf(Date.parse('2017-11-24T03:30:00Z'))).toBe('2017-11-23');
    expect(panelDayOf(Date.parse('2026-11-27T03:30:00Z'))).toBe('2017-11-23');
  });

  it('bounds a day by New York midnights', () => {
    expect(iso(startOfDay('2017-11-24'))).toBe('2017-11-24T05:00:00.000Z');
    expect(iso(endOfDay('2017-11-24'))).toBe('2017-11-25T05:00:00.000Z');
  });
});
