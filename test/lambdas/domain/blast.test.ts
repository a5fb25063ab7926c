import fc from 'fast-check';
import { customerInstant, fanOut, isDueIn } from '../../../lambdas/domain/blast';

const at = '2026-11-27T14:00:00.000Z';
const instant = (zone: string | undefined): string =>
  new Date(customerInstant(at, 'America/New_York', zone)).toISOString();

describe('customerInstant', () => {
  it.each([
    { zone: 'America/New_York', due: '2026-11-27T14:00:00.000Z' },
    { zone: 'America/Los_Angeles', due: '2026-11-27T17:00:00.000Z' },
    { zone: 'Asia/Tokyo', due: '2026-11-27T00:00:00.000Z' },
    { zone: 'Asia/Kathmandu', due: '2026-11-27T03:15:00.000Z' },
  ])('lets nine in New York be nine in $zone', ({ zone, due }) => {
    expect(instant(zone)).toBe(due);
  });

  it.each([{ zone: undefined }, { zone: 'Mars/Olympus' }, { zone: '' }])(
    'falls back to the launch where the zone is $zone',
    ({ zone }) => {
      expect(instant(zone)).toBe(at);
    },
  );

  it('takes the end of the jump for a time the clocks skip, and the first of a time they show twice', () => {
    // 02:30 in UTC terms; New York skips it on 8 March and shows 01:30 twice on 1 November.
    expect(new Date(customerInstant('2026-03-08T02:30:00.000Z', 'UTC', 'America/New_York')).toISOString()).toBe(
      '2026-03-08T07:30:00.000Z',
    );
    expect(new Date(customerInstant('2026-11-01T01:30:00.000Z', 'UTC', 'America/New_York')).toISOString()).toBe(
      '2026-11-01T05:30:00.000Z',
    );
  });
});

describe('isDueIn', () => {
  it('puts every instant into exactly one hourly pass', () => {
    const first = Date.parse('2026-11-26T00:00:00.000Z');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 47 * 3_600_000 }), (offset) => {
        const passes = Array.from({ length: 49 }, (_, hour) => new Date(first + hour * 3_600_000).toISOString());
        expect(passes.filter((pass) => isDueIn(pass, first + offset))).toHaveLength(1);
      }),
    );
  });
});

describe('fanOut', () => {
  it('makes one page a shard and keeps the pass', () => {
    const pages = fanOut({ launch: 'win-back', run: at, passAt: at });
    expect(new Set(pages.map(({ shard }) => shard)).size).toBe(64);
    expect(pages.every((page) => page.passAt === at && page.cursor === undefined)).toBe(true);
  });
});
