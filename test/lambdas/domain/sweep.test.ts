import { drainedAt } from '../../../contracts/retention';
import { nextStep, resultsUntil } from '../../../lambdas/domain/sweep';
import { launch } from '../../support/decision-fixtures';

const coats = launch('autumn-coats');
const row = { launch: 'autumn-coats', hash: coats.hash } as const;
const at = (instant: string) => new Date(instant);

describe('the next step for a launch', () => {
  it('is its end right after the last instant of its window, whether it speaks or is paused', () => {
    const last = at(coats.window.endsAt);
    const after = new Date(last.getTime() + 1);
    expect(nextStep({ ...row, state: 'live' }, coats, last)).toEqual({ kind: 'nothing' });
    expect(nextStep({ ...row, state: 'live' }, coats, after)).toEqual({
      kind: 'end',
      reason: 'its window ended at 2026-11-30T04:59:59.999Z',
    });
    expect(nextStep({ ...row, state: 'paused' }, coats, after).kind).toBe('end');
  });

  it.each([
    ['to note since when it is off', {}, '2026-11-28T00:00:00Z', 'note-off'],
    ['to wait while messages of it may wait', { offSince: '2026-11-28T00:00:00Z' }, '2026-12-02T23:59:59Z', 'nothing'],
    ['to remove its stack once none can', { offSince: '2026-11-28T00:00:00Z' }, '2026-12-03T00:00:00Z', 'remove'],
    [
      'to close it once its stack is gone',
      { offSince: '2026-11-28T00:00:00Z', removedAt: '2026-12-03T00:00:00Z' },
      '2026-12-03T00:05:00Z',
      'close',
    ],
    ['nothing, once it is closed', { closedAt: '2026-12-20T00:00:00Z' }, '2027-12-03T00:05:00Z', 'nothing'],
  ])('of an ended one is %s', (_, marks, now, kind) => {
    expect(nextStep({ ...row, state: 'ended', ...marks }, coats, at(now)).kind).toBe(kind);
  });
});

describe('the end of a launch', () => {
  it('has drained when EventBridge has given up and the queues have forgotten: five days', () => {
    expect(new Date(drainedAt('2026-11-28T00:00:00Z')).toISOString()).toBe('2026-12-03T00:00:00.000Z');
  });

  it('has results until the last redemption plus the time of its goal, of all definitions that were live', () => {
    const goal = { event: 'Order Completed', where: {}, withinSeconds: 7 * 86_400 };
    const earlier = launch('autumn-coats', {
      hash: 'earlier',
      goal,
      window: { ...coats.window, redeemUntil: '2026-12-09T00:00:00.000Z' },
    });
    expect(new Date(resultsUntil([coats])).toISOString()).toBe('2026-12-07T04:59:59.999Z');
    expect(new Date(resultsUntil([earlier, coats])).toISOString()).toBe('2026-12-16T00:00:00.000Z');
  });
});
