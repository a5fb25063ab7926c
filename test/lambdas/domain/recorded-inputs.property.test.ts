import * as fc from 'fast-check';
import type { Condition, Scalar } from '../../../contracts/condition';
import type { ChannelUse, DecisionInputs, Ledger, LiveLaunch } from '../../../contracts/decision';
import type { PersonView } from '../../../contracts/profile';
import { canonicalJson } from '../../../lambdas/domain/canonical';
import { decide, replay } from '../../../lambdas/domain/decide';
import { type RecordedInputs, recordedInputs, rehydrate } from '../../../lambdas/domain/recorded-inputs';
import {
  app,
  ask,
  audience,
  email,
  exposed,
  inputs,
  launch,
  live,
  NOW,
  policy,
  sent,
  sms,
} from '../../support/decision-fixtures';

const now = Date.parse(NOW) / 1000;
const LAUNCHES = ['coats', 'tea', 'soap', 'gone'];
const EVENTS = ['Product Viewed', 'Order Completed', 'constructor'];
const PROPERTIES = ['category', 'store', '__proto__'];
const TRAITS = ['email', 'phone', 'age', 'since', 'constructor'];
const LISTS = ['loyal', 'staff', 'vip'];

const scalar = fc.constantFrom<Scalar>('a', 'b', '2', 2, true, 'true');
const few = <T>(one: fc.Arbitrary<T>, least = 0): fc.Arbitrary<T[]> =>
  fc.array(one, { minLength: least, maxLength: 3 });
const age = fc.constantFrom(-60, 0, 1, 59, 60, 3599, 3600, 3601, 86_400, 90_000);

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    kind: fc.constant('did' as const),
    event: fc.constantFrom(...EVENTS),
    where: fc.dictionary(fc.constantFrom(...PROPERTIES), few(scalar), { maxKeys: 2 }),
    atLeast: fc.integer({ min: 1, max: 3 }),
    withinSeconds: fc.constantFrom(60, 3600, 86_400),
  }),
  fc.record({
    kind: fc.constant('trait' as const),
    name: fc.constantFrom(...TRAITS),
    test: fc.oneof(
      fc.record({ in: few(scalar, 1) }),
      fc.record({ atLeast: fc.constant(2) }),
      fc.record({ olderThanSeconds: fc.constant(3600) }),
    ),
  }),
  fc.record({ kind: fc.constant('list' as const), list: fc.constantFrom(...LISTS) }),
);
const nested = (of: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> =>
  fc.record({ kind: fc.constantFrom('any' as const, 'all' as const, 'none' as const), of: few(of) });
const condition = fc.oneof(leaf, leaf, nested(fc.oneof(leaf, nested(leaf))));

const stamp = fc.record({
  at: fc.constantFrom('2026-11-20T00:00:00.000Z', '2026-11-21T00:00:00.000Z'),
  key: fc.constantFrom('shop#1', 'shop#2'),
});
const persons: fc.Arbitrary<PersonView> = fc.record({
  person: fc.constantFrom('user_id:tok_a', 'user_id:tok_b'),
  members: fc.constantFrom([], ['user_id:tok_a'], ['email:tok_z', 'user_id:tok_b']),
  traits: fc.dictionary(
    fc.constantFrom(...TRAITS),
    fc
      .tuple(stamp, fc.oneof(scalar, few(scalar), fc.constantFrom(null, '', '2026-11-27T10:00:00.000Z')))
      .map(([of, value]) => ({ ...of, value })),
  ),
  consent: fc.dictionary(
    fc
      .tuple(fc.constantFrom('personalised-offers', 'customer-care', '*'), fc.constantFrom('app', 'email', 'sms', '*'))
      .map((parts) => parts.join('/')),
    fc
      .tuple(stamp, fc.constantFrom('granted' as const, 'granted' as const, 'denied' as const))
      .map(([of, status]) => ({ ...of, status })),
    { maxKeys: 6 },
  ),
  lists: fc.subarray(LISTS),
  digests: fc.array(
    fc.record({
      event: fc.constantFrom(...EVENTS),
      where: fc.dictionary(fc.constantFrom(...PROPERTIES), fc.oneof(scalar, few(scalar, 2)), { maxKeys: 2 }),
      times: fc
        .array(age, { minLength: 1, maxLength: 6 })
        .map((ages) => ages.map((one) => now - one).sort((a, b) => a - b)),
    }),
    { maxLength: 6 },
  ),
});

const ledgers: fc.Arbitrary<Ledger> = fc.record({
  sends: few(
    fc
      .tuple(fc.constantFrom(...LAUNCHES), age)
      .map(([id, ago]) => sent(id, new Date((now - ago) * 1000).toISOString())),
  ),
  exposures: fc.dictionary(
    fc.constantFrom(...LAUNCHES),
    fc.constantFrom(exposed('treated', { goalAt: NOW }), exposed('held-out')),
  ),
});

const definitionOf = (id: string): fc.Arbitrary<LiveLaunch> =>
  fc
    .record({
      purpose: fc.constantFrom('personalised-offers', 'customer-care'),
      include: fc.array(condition, { maxLength: 2 }),
      exclude: fc.array(condition, { maxLength: 1 }),
      offers: fc.array(fc.option(condition, { nil: undefined }), { minLength: 1, maxLength: 3 }),
      holdout: fc.constantFrom(0, 0.5),
      rank: fc.integer({ min: 0, max: 2 }),
      event: fc.constantFrom('Store Entered', 'Store Entered', 'Cart Left'),
      reach: fc.constantFrom('first' as const, 'all' as const),
      use: fc.subarray<ChannelUse>([app, email, sms], { minLength: 1 }),
      perSeconds: fc.constantFrom(60, 3600, 90_000),
      state: fc.constantFrom('live' as const, 'live' as const, 'paused' as const),
      full: fc.boolean(),
    })
    .map(({ purpose, include, exclude, offers, holdout, rank, event, reach, use, perSeconds, state, full }) =>
      live(
        launch(id, {
          purpose,
          rank,
          audience: audience({ include, exclude, holdout }),
          offers: offers.map((one, at) => ({ id: `o${at}`, copy: {}, ...(one !== undefined && { for: one }) })),
          trigger: { kind: 'event', event },
          channels: { reach, use },
          limits: { messages: 1, perSeconds },
        }),
        { state, full },
      ),
    );

const anyInputs: fc.Arbitrary<DecisionInputs> = fc
  .record({
    person: persons,
    ledger: ledgers,
    launches: fc.tuple(definitionOf('coats'), definitionOf('tea'), definitionOf('soap')),
    trigger: fc.constantFrom<DecisionInputs['trigger']>(inputs([]).trigger, ask('app', 2), {
      kind: 'at',
      launch: 'tea',
      run: 'r',
      oldestStrand: 'user_id:tok_a',
    }),
    perSeconds: fc.constantFrom(3600, 90_000),
  })
  .map(({ launches, perSeconds, ...rest }) =>
    inputs(launches, { ...rest, policy: { ...policy, perPerson: { messages: 3, perSeconds } } }),
  );

describe('recordedInputs, for anybody and any launches', () => {
  const throughStore = (recorded: RecordedInputs): RecordedInputs => JSON.parse(JSON.stringify(recorded));
  const again = (made: DecisionInputs): DecisionInputs =>
    rehydrate(
      throughStore(recordedInputs(made)),
      new Map(made.launches.map(({ definition }) => [definition.hash, definition])),
    );

  it('replays byte for byte', () => {
    fc.assert(
      fc.property(anyInputs, (made) => {
        expect(canonicalJson(replay(again(made)))).toBe(canonicalJson(decide(made).decision));
      }),
      { numRuns: 2000 },
    );
  });

  it('finds nothing more to leave out of what it has kept', () => {
    fc.assert(
      fc.property(anyInputs, (made) => {
        expect(recordedInputs(again(made))).toEqual(throughStore(recordedInputs(made)));
      }),
    );
  });
});
