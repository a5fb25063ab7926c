import { passesOf } from '../../../lib/blocks/launch-passes';

const at = '2026-11-27T14:00:00.000Z';

describe('passesOf', () => {
  it('starts once by the clock of the launch', () => {
    expect(passesOf({ kind: 'at', at, clock: 'launch' }, 'America/New_York')).toEqual({
      scheduleExpression: 'at(2026-11-27T14:00:00)',
      scheduleExpressionTimezone: 'UTC',
      input: {},
    });
  });

  it('comes back every hour while the wall-clock time goes round the Earth', () => {
    // 09:00 in New York: from where clocks are 14 hours ahead of UTC to where they are 12 behind.
    expect(passesOf({ kind: 'at', at, clock: 'customer' }, 'America/New_York')).toEqual({
      scheduleExpression: 'cron(0 * * * ? *)',
      scheduleExpressionTimezone: 'UTC',
      startDate: '2026-11-26T19:00:00.000Z',
      endDate: '2026-11-27T22:00:00.000Z',
      input: { passAt: '<aws.scheduler.scheduled-time>' },
    });
  });

  it('keeps the minute of a zone that is not whole hours from UTC', () => {
    const half = { kind: 'at', at: '2026-11-27T03:30:00.000Z', clock: 'customer' } as const;
    expect(passesOf(half, 'Asia/Kolkata')).toMatchObject({
      scheduleExpression: 'cron(0 * * * ? *)',
      startDate: '2026-11-26T19:00:00.000Z',
    });
  });
});
