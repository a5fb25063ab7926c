import fc from 'fast-check';
import type { QuietTimes } from '../../../contracts/quiet-times';
import { upcomingOf } from '../../../lib/watch/next';
import { launch } from '../../support/decision-fixtures';

const NEVER: QuietTimes = { hours: [], blackouts: [] };
const NIGHTS: QuietTimes = { hours: [{ channels: ['email'], from: 21 * 60, until: 8 * 60 }], blackouts: [] };
const coats = launch('coats', { goal: { event: 'Order Completed', where: {}, withinSeconds: 7 * 86_400 } });
const told = (...args: Parameters<typeof upcomingOf>) =>
  upcomingOf(...args).map(({ at, what }) => `${new Date(at).toISOString()} ${what}`);
const at = (instant: string): number => Date.parse(instant);

describe('what happens to a launch by itself', () => {
  it('is its beginning, its end and its results before it begins', () => {
    expect(told(coats, { state: 'live' }, NEVER, at('2026-11-20T00:00:00Z'))).toEqual([
      '2026-11-23T05:00:00.000Z its time begins',
      '2026-11-30T04:59:59.999Z it ends',
      '2026-12-14T04:59:59.999Z its results are complete',
    ]);
  });

  it('names the minute at which a scheduled one speaks', () => {
    const scheduled = launch('coats', { trigger: { kind: 'at', at: '2026-11-27T14:00:00.000Z', clock: 'launch' } });
    expect(told(scheduled, { state: 'live' }, NEVER, at('2026-11-25T00:00:00Z'))[0]).toBe(
      '2026-11-27T14:00:00.000Z it speaks to all',
    );
  });

  it('is silence and its end on push channels, by the clock of the launch', () => {
    // 15:00 in New York.
    expect(told(coats, { state: 'live' }, NIGHTS, at('2026-11-25T20:00:00Z'))[0]).toBe(
      '2026-11-26T02:00:00.000Z email falls silent',
    );
    // 23:00 in New York.
    expect(told(coats, { state: 'live' }, NIGHTS, at('2026-11-26T04:00:00Z'))[0]).toBe(
      '2026-11-26T13:00:00.000Z email may be sent again',
    );
    const blackout = { hours: [], blackouts: [{ from: '2026-11-26', until: '2026-11-26' }] };
    expect(told(coats, { state: 'live' }, blackout, at('2026-11-25T20:00:00Z'))[0]).toBe(
      '2026-11-26T05:00:00.000Z email falls silent',
    );
  });

  it('says nothing of silence while it is paused, and only its own time while nobody let it go live', () => {
    expect(told(coats, { state: 'paused' }, NIGHTS, at('2026-11-25T20:00:00Z'))).toEqual([
      '2026-11-30T04:59:59.999Z it ends',
      '2026-12-14T04:59:59.999Z its results are complete',
    ]);
    expect(told(coats, { state: 'never live' }, NIGHTS, at('2026-11-25T20:00:00Z'))).toEqual([
      '2026-11-30T04:59:59.999Z its time ends',
    ]);
  });

  it('is the removal of its stack and its results once it has ended, and nothing once they are complete', () => {
    const ended = { state: 'ended', offSince: '2026-11-28T00:00:00.000Z' } as const;
    expect(told(coats, ended, NEVER, at('2026-11-28T01:00:00Z'))).toEqual([
      '2026-12-03T00:00:00.000Z its stack is removed',
      '2026-12-14T04:59:59.999Z its results are complete',
    ]);
    const removed = { ...ended, removedAt: '2026-12-03T00:05:00.000Z' };
    expect(told(coats, removed, NEVER, at('2026-12-04T00:00:00Z'))).toHaveLength(1);
    const closed = { ...removed, closedAt: '2026-12-14T05:00:00.000Z' };
    expect(told(coats, closed, NEVER, at('2026-12-04T00:00:00Z'))).toEqual([]);
  });

  it('is always ahead, the nearest first', () => {
    const states = fc.constantFrom('live' as const, 'paused' as const, 'ended' as const, 'never live' as const);
    fc.assert(
      fc.property(states, fc.integer({ min: 0, max: 40 * 24 * 60 }), (state, minutes) => {
        const now = at('2026-11-15T00:00:00Z') + minutes * 60_000;
        const times = upcomingOf(coats, { state }, NIGHTS, now).map((one) => one.at);
        expect(times.every((time) => time > now)).toBe(true);
        expect(times).toEqual([...times].sort((a, b) => a - b));
      }),
    );
  });
});
