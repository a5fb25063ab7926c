import { attemptFor, endOf, isInFlight } from '../../../lambdas/domain/attempt';
import { messageRequest, NOW, vendor } from '../../support/decision-fixtures';

const attempt = attemptFor(messageRequest(), vendor().approval, undefined, new Date(NOW));
const later = (milliseconds: number): Date => new Date(Date.parse(NOW) + milliseconds);

describe('attempts', () => {
  it('are numbered and attributable to an approval', () => {
    expect(attempt).toMatchObject({ attempts: 1, approval: 'SEC-412', vendor: 'mailhub', launch: 'coats' });
    expect(attemptFor(messageRequest(), undefined, attempt, later(1))).toMatchObject({ attempts: 2, approval: '' });
  });

  it.each([
    { state: 'delivered' as const, reason: undefined, end: { end: 'delivered', status: 202 } },
    { state: 'failed' as const, reason: 'http-410', end: { end: 'failed', status: 202, reason: 'http-410' } },
    { state: 'refused' as const, reason: 'expired', end: { end: 'refused', reason: 'expired' } },
    { state: 'claimed' as const, reason: 'http-503', end: undefined },
  ])('end as they were recorded: $state', ({ state, reason, end }) => {
    expect(endOf({ ...attempt, status: 202, state, ...(reason !== undefined && { reason }) })).toEqual(end);
  });

  it('are in flight from the claim until they say something or their time is over', () => {
    expect(isInFlight(undefined, 10_000, later(0))).toBe(false);
    expect(isInFlight(attempt, 10_000, later(24_999))).toBe(true);
    expect(isInFlight(attempt, 10_000, later(25_000))).toBe(false);
    expect(isInFlight({ ...attempt, reason: 'http-503' }, 10_000, later(1))).toBe(false);
    expect(isInFlight({ ...attempt, state: 'delivered' }, 10_000, later(1))).toBe(false);
  });
});
