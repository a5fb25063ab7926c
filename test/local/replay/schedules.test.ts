import { timesOf } from '../../../local/replay/schedules';

const iso = (times: readonly number[]): string[] => times.map((at) => new Date(at).toISOString());

describe('times of a schedule', () => {
  it('finds the instant of a one-time schedule in its own zone', () => {
    expect(iso(timesOf({ expression: 'at(2026-11-24T10:00:00)', zone: 'America/New_York' }))).toEqual([
      '2026-11-24T15:00:00.000Z',
    ]);
  });

  it('finds every hourly pass between its dates', () => {
    const from = Date.parse('2026-11-24T10:15:00Z');
    const times = timesOf({ expression: 'cron(30 * * * ? *)', zone: 'UTC', from, to: from + 2 * 3_600_000 });
    expect(iso(times)).toEqual(['2026-11-24T10:30:00.000Z', '2026-11-24T11:30:00.000Z']);
  });

  it('refuses a schedule that no launch can have', () => {
    expect(() => timesOf({ expression: 'rate(5 minutes)', zone: 'UTC' })).toThrow(
      'once or hourly, got "rate(5 minutes)"',
    );
  });
});
