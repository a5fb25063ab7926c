import * as fc from 'fast-check';
import type { Condition } from '../../../contracts/condition';
import type { LiveLaunch } from '../../../contracts/decision';
import { canonicalJson } from '../../../lambdas/domain/canonical';
import { decide, replay } from '../../../lambdas/domain/decide';
import { app, ask, audience, email, inputs, launch, onList, policy, sms } from '../../support/decision-fixtures';

const { window } = launch('any');

describe('decide: the same inputs, the same bytes', () => {
  const conditions = fc.constantFrom<Condition>(onList('loyal'), onList('vip'), {
    kind: 'trait',
    name: 'household_size',
    test: { atLeast: 2 },
  });
  const arbitraryLaunch = fc
    .record({
      rank: fc.integer({ min: 0, max: 3 }),
      endsAt: fc.constantFrom('2026-11-28T00:00:00.000Z', '2026-11-30T04:59:59.999Z'),
      include: fc.array(conditions, { maxLength: 2 }),
      holdout: fc.constantFrom(0, 0.5, 1),
      messages: fc.integer({ min: 1, max: 2 }),
      reach: fc.constantFrom('first' as const, 'all' as const),
      state: fc.constantFrom('live' as const, 'paused' as const),
      full: fc.boolean(),
    })
    .map(({ rank, endsAt, include, holdout, messages, reach, state, full }): ((id: string) => LiveLaunch) => (id) => ({
      state,
      full,
      definition: launch(id, {
        rank,
        window: { ...window, endsAt },
        audience: audience({ include, holdout }),
        limits: { messages, perSeconds: 86_400 },
        channels: { reach, use: [app, email, sms] },
      }),
    }));
  const launches = fc
    .array(arbitraryLaunch, { maxLength: 12 })
    .map((makers) => makers.map((make, index) => make(`launch-${String(index).padStart(2, '0')}`)));
  const trigger = fc.constantFrom(inputs([]).trigger, ask('app', 3));

  it('in whatever order the launches come', () => {
    fc.assert(
      fc.property(
        launches.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        trigger,
        ([all, shuffled], by) => {
          const one = decide(inputs(all, { trigger: by }));
          expect(canonicalJson(decide(inputs(shuffled, { trigger: by })))).toBe(canonicalJson(one));
          expect(replay(inputs(all, { trigger: by }))).toEqual(one.decision);
        },
      ),
    );
  });

  it('accounts for every candidate once, and never goes over a cap', () => {
    fc.assert(
      fc.property(launches, trigger, (all, by) => {
        const { decision } = decide(inputs(all, { trigger: by }));
        const named = [
          ...new Set(decision.chosen.map((one) => one.launch)),
          ...decision.excluded.map((one) => one.launch),
        ];
        expect(named.sort()).toEqual(all.map(({ definition }) => definition.launch));
        expect(decision.chosen.length).toBeLessThanOrEqual(policy.perPerson.messages);
        for (const { definition } of all) {
          const mine = decision.chosen.filter((one) => one.launch === definition.launch);
          expect(mine.length).toBeLessThanOrEqual(definition.limits.messages);
        }
      }),
    );
  });
});
