import type { TrailFact } from '../../../../../contracts/trail';
import { erasures } from '../../../../../lib/evidence/period/runtime/erasures';
import { monthAfter } from '../../../../../lib/evidence/period/runtime/month-after';
import { exceptionsBy, FROM, fact, periodInput, TO } from '../../../../support/period-input';

const asked = (receipt: string, at: string, step = 'plan'): TrailFact =>
  fact('erasure.asked', at, { about: receipt, details: { type: 'email', step } });
const done = (receipt: string, at: string, details: TrailFact['details'] = {}): TrailFact =>
  fact('erasure.done', at, { about: receipt, details: { type: 'email', signature: 'sig', vendors: [], ...details } });
const tableOf = (...facts: readonly TrailFact[]) => erasures(periodInput(facts));

describe('monthAfter', () => {
  it.each([
    ['2026-11-05T10:30:00.000Z', '2026-12-05T10:30:00.000Z'],
    ['2026-12-31T23:59:59.000Z', '2027-01-31T23:59:59.000Z'],
    ['2027-01-31T12:00:00.000Z', '2027-02-28T12:00:00.000Z'],
    ['2028-01-30T12:00:00.000Z', '2028-02-29T12:00:00.000Z'],
  ])('counts %s to %s', (from, to) => {
    expect(monthAfter(new Date(from)).toISOString()).toBe(to);
  });
});

describe('erasures', () => {
  it('tells those in time, with their days', () => {
    const table = tableOf(asked('era_a', '2026-11-02T00:00:00.000Z'), done('era_a', '2026-11-03T12:00:00.000Z'));
    expect(table).toMatchObject({ count: 1, exceptions: 0 });
    expect(table.rows[0]).toMatchObject({
      receipt: 'era_a',
      state: 'in-time',
      days: 1.5,
      due: '2026-12-02T00:00:00.000Z',
      askedBy: 'service-desk',
    });
  });

  it('finds one that was done after its month', () => {
    const late = tableOf(asked('era_a', '2026-10-20T00:00:00.000Z'), done('era_a', '2026-11-20T00:00:00.001Z'));
    expect(exceptionsBy(late, 'state')).toEqual({ late: 'done after its deadline' });
    const justInTime = tableOf(asked('era_a', '2026-10-20T00:00:00.000Z'), done('era_a', '2026-11-20T00:00:00.000Z'));
    expect(justInTime.exceptions).toBe(0);
  });

  it('finds one that is open past its deadline, and not one that still has time', () => {
    const table = tableOf(asked('era_old', '2026-10-01T00:00:00.000Z'), asked('era_new', '2026-11-20T00:00:00.000Z'));
    expect(table.rows.map(({ receipt, state }) => [receipt, state])).toEqual([
      ['era_old', 'overdue'],
      ['era_new', 'open'],
    ]);
    expect(table.exceptions).toBe(1);
  });

  it('finds recipients that have not confirmed it, and receipts that nobody signed', () => {
    const vendors = ['mailhub: erased', 'textly: no-answer', 'oldpost: by-hand', 'chirp: nothing-sent'];
    const { signature: _, ...unsigned } = done('era_b', '2026-11-03T00:00:00.000Z').details;
    const table = tableOf(
      asked('era_a', '2026-11-02T00:00:00.000Z'),
      asked('era_b', '2026-11-02T00:00:00.000Z'),
      done('era_a', '2026-11-03T00:00:00.000Z', { vendors }),
      { ...done('era_b', '2026-11-03T00:00:00.000Z'), details: unsigned },
    );
    expect(exceptionsBy(table, 'receipt')).toEqual({
      era_a: 'not confirmed by textly: no-answer; not confirmed by oldpost: by-hand',
      era_b: 'the receipt is not signed',
    });
  });

  it('says of one that nobody recorded as asked for that its time is not known', () => {
    const table = tableOf(done('era_a', '2026-11-03T00:00:00.000Z'));
    expect(table.rows[0]).toMatchObject({ state: 'unknown', askedAt: null, due: null, days: null });
    expect(table.exceptions).toBe(1);
  });

  it('counts from the first time it was asked for, and not what asks for the receipt of one that is done', () => {
    const table = tableOf(
      asked('era_a', '2026-11-02T00:00:00.000Z'),
      asked('era_a', '2026-11-04T00:00:00.000Z', 'wait'),
      done('era_a', '2026-11-05T00:00:00.000Z'),
      asked('era_a', '2026-11-06T00:00:00.000Z', 'done'),
      asked('era_before', '2026-11-06T00:00:00.000Z', 'done'),
    );
    expect(table.rows.map(({ receipt, askedAt }) => [receipt, askedAt])).toEqual([
      ['era_a', '2026-11-02T00:00:00.000Z'],
    ]);
  });

  it('takes in what was asked in the first moment of the period, and leaves out what comes in the first after it', () => {
    const before = [asked('era_past', '2026-10-02T00:00:00.000Z'), done('era_past', '2026-10-31T23:59:59.999Z')];
    const table = tableOf(...before, asked('era_first', FROM), asked('era_after', TO), done('era_first', TO));
    expect(table.rows.map(({ receipt, state }) => [receipt, state])).toEqual([['era_first', 'open']]);
  });

  it('has no rows and a gap where there is no trail', () => {
    const table = erasures(periodInput([], [], { trail: undefined }));
    expect(table).toMatchObject({ count: 0, sources: [], gaps: ['No audit trail was given: erasures are not known.'] });
  });
});
