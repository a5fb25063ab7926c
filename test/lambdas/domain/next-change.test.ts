import * as fc from 'fast-check';
import type { Condition } from '../../../contracts/condition';
import type { BusEvent } from '../../../contracts/event';
import { holdsAt } from '../../../lambdas/domain/conditions';
import { effectsOf } from '../../../lambdas/domain/effects';
import { factsOfState, factsOfView } from '../../../lambdas/domain/facts';
import { nextChange } from '../../../lambdas/domain/next-change';
import { viewOf } from '../../../lambdas/domain/person-view';
import { eventStamp } from '../../../lambdas/domain/strand';
import { observe } from '../../../lambdas/domain/strand-state';
import { audienceRules, DAY, definitions } from '../../support/audiences';
import { edgeEvent, eventSets } from '../../support/profile-events';

const rules = audienceRules();
const stateOf = (events: readonly BusEvent[]) => ({
  strands: {
    'user_id:u': events.reduce(
      (state, event) => observe(state, { stamp: eventStamp(event), effects: effectsOf(event, rules) }, rules.limits),
      observe(undefined, { stamp: { at: '2026-11-19T10:00:00.000Z', key: 'x#0' } }, rules.limits),
    ),
  },
});
const conditions: readonly Condition[] = definitions.map(({ condition }) => condition);
const NOON = Date.parse('2026-11-22T12:00:00.000Z') / 1000;

describe('the next change of a condition', () => {
  it('is never later than the first change there is', () => {
    fc.assert(
      fc.property(
        eventSets(12),
        fc.integer({ min: 0, max: 20 * DAY }),
        fc.array(fc.nat({ max: 20 * DAY }), { minLength: 1, maxLength: 30 }),
        (events, after, probes) => {
          const facts = factsOfState(stateOf(events));
          const now = NOON - 4 * DAY + after;
          for (const condition of conditions) {
            const next = nextChange(condition, facts, now) ?? Number.POSITIVE_INFINITY;
            expect(next).toBeGreaterThan(now);
            const until = Math.min(next - 1, now + 40 * DAY);
            for (const probe of [...probes.map((ahead) => now + ahead), until]) {
              if (probe < next) expect(holdsAt(condition, facts, probe)).toBe(holdsAt(condition, facts, now));
            }
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('asks the same of a stored person as of its view', () => {
    fc.assert(
      fc.property(eventSets(12), fc.integer({ min: 0, max: 10 * DAY }), (events, after) => {
        const state = stateOf(events);
        const [stored, view] = [factsOfState(state), factsOfView(viewOf(state))];
        for (const condition of conditions) {
          expect(holdsAt(condition, stored, NOON + after)).toBe(holdsAt(condition, view, NOON + after));
        }
      }),
      { numRuns: 200 },
    );
  });

  const viewed = (hour: number): BusEvent =>
    edgeEvent({
      id: hour,
      event: 'Product Viewed',
      at: `2026-11-22T${String(hour).padStart(2, '0')}:00:00.000Z`,
      by: ['user_id:u'],
      properties: { category: 'Outerwear' },
    });
  const twice: Condition = { kind: 'did', event: 'Product Viewed', where: {}, atLeast: 2, withinSeconds: DAY };

  it('is the second after the occurrence leaves that takes the count below what is asked', () => {
    const facts = factsOfState(stateOf([viewed(8), viewed(9), viewed(10)]));
    const ten = Date.parse('2026-11-22T10:00:00.000Z') / 1000;
    expect(nextChange(twice, facts, ten)).toBe(ten - 3600 + DAY + 1);
    expect(holdsAt(twice, facts, ten - 3600 + DAY)).toBe(true);
    expect(holdsAt(twice, facts, ten - 3600 + DAY + 1)).toBe(false);
  });

  it('is nothing where only an event can change the answer', () => {
    const facts = factsOfState(stateOf([viewed(8)]));
    expect(nextChange(twice, facts, NOON)).toBeUndefined();
    expect(nextChange({ kind: 'list', list: 'vip' }, facts, NOON)).toBeUndefined();
    expect(nextChange({ kind: 'trait', name: 'language', test: { in: ['en'] } }, facts, NOON)).toBeUndefined();
  });

  it('is the midnight at which a day leaves the window of a computed trait', () => {
    const order = edgeEvent({ id: 1, event: 'Order Completed', at: '2026-11-20T10:00:00.000Z', by: ['user_id:u'] });
    const facts = factsOfState(stateOf([order]));
    const bought: Condition = {
      kind: 'trait',
      name: 'orders',
      test: { atLeast: 1 },
      computed: { key: 'orders@1', compute: 'count', days: 2 },
    };
    expect(nextChange(bought, facts, NOON)).toBe(Date.parse('2026-11-23T00:00:00.000Z') / 1000);
  });
});
