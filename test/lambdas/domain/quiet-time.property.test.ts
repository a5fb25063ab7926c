import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { QuietTimes } from '../../../contracts/quiet-times';
import { quietUntil, type Sending } from '../../../lambdas/domain/quiet-time';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Zones whose clocks change at different hours: at 2, at 1 and at midnight; by half an hour; never. */
const ZONES = [
  'America/New_York',
  'Europe/Berlin',
  'Africa/Cairo',
  'America/Havana',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
];
/** Days around which clocks change somewhere. */
const CHANGES = [
  '2026-03-08',
  '2026-03-29',
  '2026-04-05',
  '2026-04-24',
  '2026-10-04',
  '2026-10-25',
  '2026-10-30',
  '2026-11-01',
];

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

const instants = fc
  .tuple(fc.constantFrom(...CHANGES), fc.integer({ min: -36 * 60, max: 60 * 60 }), fc.integer({ min: 0, max: 59_999 }))
  .map(([near, minutes, ms]) => Date.parse(`${near}T00:00:00Z`) + minutes * MINUTE_MS + ms);

const hours = fc
  .record({ from: fc.integer({ min: 0, max: 1439 }), until: fc.integer({ min: 0, max: 1439 }) })
  .filter(({ from, until }) => from !== until)
  .map((one) => ({ channels: ['sms'], ...one }));

const cases = fc
  .record({
    at: instants,
    zone: fc.constantFrom(...ZONES),
    hours: fc.array(hours, { maxLength: 2 }),
    blackout: fc.option(fc.record({ start: fc.integer({ min: -2, max: 1 }), days: fc.integer({ min: 1, max: 2 }) })),
  })
  .map(({ at, zone, hours, blackout }) => {
    const from = blackout === null ? 0 : at + blackout.start * DAY_MS;
    const blackouts = blackout === null ? [] : [{ from: day(from), until: day(from + (blackout.days - 1) * DAY_MS) }];
    const times: QuietTimes = { hours, blackouts };
    const sending: Sending = {
      channel: 'sms',
      team: 'retail',
      launchZone: 'UTC',
      customerZone: zone,
      at,
      notAfter: at + 3 * DAY_MS,
    };
    return { times, sending, zone };
  });

/** What the policy says of one instant, by another library's clock. */
const isQuiet = ({ hours, blackouts }: QuietTimes, at: number, zone: string): boolean => {
  const local = DateTime.fromMillis(at, { zone });
  const minute = local.hour * 60 + local.minute;
  const date = local.toFormat('yyyy-MM-dd');
  return (
    blackouts.some(({ from, until }) => from <= date && date <= until) ||
    hours.some(({ from, until }) =>
      from < until ? minute >= from && minute < until : minute >= from || minute < until,
    )
  );
};

describe('quietUntil, for any hours, days, zone and instant', () => {
  it('lets a message go at once exactly where the clock is not in a quiet time', () => {
    fc.assert(
      fc.property(cases, ({ times, sending, zone }) => {
        expect(quietUntil(times, sending) === undefined).toBe(!isQuiet(times, sending.at, zone));
      }),
      { numRuns: 1000 },
    );
  });

  it('holds it to the first minute that is not quiet, and no longer, across changes of the clock', () => {
    fc.assert(
      fc.property(cases, ({ times, sending, zone }) => {
        const free = quietUntil(times, sending);
        if (free === undefined) return;
        if (free <= sending.notAfter) expect(isQuiet(times, free, zone)).toBe(false);
        const step = 20 * MINUTE_MS;
        for (let at = sending.at; at < Math.min(free, sending.notAfter); at += step) {
          expect([at, isQuiet(times, at, zone)]).toEqual([at, true]);
        }
        expect(isQuiet(times, free - 1, zone)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('comes to an end where there is no other time, beyond the last one that is asked for', () => {
    const always: QuietTimes = {
      hours: [
        { channels: ['sms'], from: 0, until: 720 },
        { channels: ['sms'], from: 720, until: 0 },
      ],
      blackouts: [],
    };
    fc.assert(
      fc.property(cases, ({ sending }) => {
        expect(quietUntil(always, sending)).toBeGreaterThan(sending.notAfter);
      }),
      { numRuns: 50 },
    );
  });
});
