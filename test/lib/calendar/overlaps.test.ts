import fc from 'fast-check';
import { type CalendarEntry, calendarEntry, calendarOf } from '../../../lib/calendar';
import { overlapsOf } from '../../../lib/calendar/overlaps';
import { launch } from '../../support/decision-fixtures';

const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);
const entry = (id: string, over: Partial<CalendarEntry> = {}): CalendarEntry => ({
  launch: id,
  team: 'retail-marketing',
  startsAt: day('2026-11-23'),
  endsAt: day('2026-11-30'),
  redeemUntil: day('2026-12-07'),
  resultsUntil: day('2026-12-14'),
  timezone: 'UTC',
  channels: ['app', 'email'],
  audiences: [],
  ...over,
});
const policy = { blackouts: [], quietHours: [] };

describe('the entry of a launch', () => {
  it('names the segments and lists that it asks for, not those within them nor those that it keeps out', () => {
    const definition = launch('coats', {
      trigger: { kind: 'event', event: 'Segment Entered', segment: 'gone-quiet' },
      audience: {
        include: [
          { kind: 'all', segment: 'frequent-shopper', of: [{ kind: 'list', list: 'inner' }] },
          {
            kind: 'any',
            of: [
              { kind: 'list', list: 'loyal' },
              { kind: 'none', of: [{ kind: 'list', list: 'not' }] },
            ],
          },
        ],
        exclude: [{ kind: 'list', list: 'staff' }],
        holdout: 0,
      },
      goal: { event: 'Order Completed', where: {}, withinSeconds: 86_400 },
    });
    const { audiences, channels, resultsUntil, redeemUntil } = calendarEntry(definition);
    expect(audiences).toEqual(['frequent-shopper', 'gone-quiet', 'loyal']);
    expect(channels).toEqual(['app', 'email']);
    expect(resultsUntil - redeemUntil).toBe(86_400_000);
  });
});

describe('overlaps', () => {
  it('tells when two launches meet, on which channels, and which audience they share', () => {
    const one = entry('coats', { audiences: ['loyal'] });
    const other = entry('boots', {
      startsAt: day('2026-11-28'),
      endsAt: day('2026-12-20'),
      channels: ['email', 'sms'],
    });
    expect(overlapsOf([one, other])).toEqual([
      {
        launches: ['boots', 'coats'],
        from: day('2026-11-28'),
        until: day('2026-11-30'),
        channels: ['email'],
        audiences: [],
      },
    ]);
    expect(overlapsOf([one, { ...other, audiences: ['loyal', 'new'] }])[0]?.audiences).toEqual(['loyal']);
  });

  it.each([
    ['at other times', { startsAt: day('2026-12-01'), endsAt: day('2026-12-02') }],
    ['on other channels', { channels: ['sms'] }],
    ['for other segments', { audiences: ['new'] }],
    ['that has ended', { state: 'ended' as const }],
  ])('leaves out one %s', (_, over) => {
    expect(overlapsOf([entry('coats', { audiences: ['loyal'] }), entry('boots', over)])).toEqual([]);
  });

  it('is the same in whatever order launches come', () => {
    const made = fc.record({
      start: fc.integer({ min: 0, max: 20 }),
      days: fc.integer({ min: 0, max: 10 }),
      channels: fc.subarray(['app', 'email', 'sms'], { minLength: 1 }),
      audiences: fc.subarray(['loyal', 'new']),
    });
    fc.assert(
      fc.property(fc.array(made, { maxLength: 6 }), (launches) => {
        const entries = launches.map(({ start, days, channels, audiences }, index) =>
          entry(`launch-${index}`, {
            startsAt: day('2026-11-01') + start * 86_400_000,
            endsAt: day('2026-11-01') + (start + days) * 86_400_000,
            channels,
            audiences,
          }),
        );
        const sorted = (list: ReturnType<typeof overlapsOf>) => list.map(({ launches: two }) => two.join(' '));
        expect(sorted(overlapsOf([...entries].reverse()))).toEqual(sorted(overlapsOf(entries)));
      }),
    );
  });
});

describe('a calendar', () => {
  it('shows launches by their start, and counts those that ended before its first day', () => {
    const { entries, earlier } = calendarOf(
      [entry('late', { startsAt: day('2026-11-25') }), entry('early'), entry('over', { endsAt: day('2026-10-01') })],
      policy,
      new Date('2026-11-01T00:00:00Z'),
    );
    expect(entries.map((one) => one.launch)).toEqual(['early', 'late']);
    expect(earlier).toBe(1);
  });

  it('shows silent days that are still to come', () => {
    const blackouts = [
      { from: '2026-12-25', reason: 'Christmas' },
      { from: '2026-01-01', until: '2026-01-02', reason: 'over' },
    ];
    const { blackouts: shown } = calendarOf([], { ...policy, blackouts }, new Date('2026-11-01T00:00:00Z'));
    expect(shown).toEqual([{ from: '2026-12-25', until: '2026-12-25', reason: 'Christmas', teams: [] }]);
  });
});
