import * as fc from 'fast-check';
import type { Decision } from '../../../contracts/decision';
import type { Json } from '../../../contracts/event';
import { historyStart } from '../../../lambdas/domain/history';
import { type HistoryTask, type PersonPast, rehearsePerson } from '../../../lambdas/domain/rehearse-history';
import { createTally } from '../../../lambdas/domain/rehearse-tally';
import { app, email, live, onList, policy } from '../../support/decision-fixtures';
import { rules } from '../../support/decision-world';
import { edgeEvent } from '../../support/profile-events';
import { choicesOf, createRehearseWorld, hashed, NO_QUIET, type RehearseWorld } from '../../support/rehearse-world';

const BEGIN = Date.parse('2026-11-21T00:00:00.000Z');
const END = '2026-11-29T12:00:00.000Z';
const window = {
  startsAt: '2026-11-20T00:00:00.000Z',
  endsAt: '2026-12-04T00:00:00.000Z',
  redeemUntil: '2026-12-07T00:00:00.000Z',
  timezone: 'America/New_York',
};
const did = {
  kind: 'did' as const,
  event: 'Product Viewed',
  where: { category: ['Shoes'] },
  atLeast: 2,
  withinSeconds: 2 * 86_400,
};
const shoes = hashed('shoes', {
  window,
  audience: { include: [did], exclude: [onList('staff')], holdout: 0.3 },
  limits: { messages: 1, perSeconds: 86_400 },
});
const language = { kind: 'trait' as const, name: 'language', test: { in: ['fr'] } };
const others = [
  hashed('everybody', { window, rank: 5, channels: { reach: 'all', use: [app, email] } }),
  hashed('viewers', {
    window: { ...window, startsAt: '2026-11-24T00:00:00.000Z' },
    rank: 20,
    trigger: { kind: 'event', event: 'Product Viewed' },
    audience: { include: [language], exclude: [], holdout: 0.2 },
  }),
];
const LAUNCHES = [shoes, ...others];
const POLICY = { ...policy, perPerson: { messages: 2, perSeconds: 3 * 86_400 } };

/** Three customers, each with identifiers that are at first not known to be theirs. */
const by = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.subarray(['user_id', 'email', 'anonymous_id'], { minLength: 1 }))
  .map(([user, types]) => types.map((type) => `${type}:${type}${user}`));
const consent = fc.record({
  purpose: fc.constantFrom('personalised-offers', '*'),
  channel: fc.constantFrom('email', 'app', '*'),
});
const told: fc.Arbitrary<{ readonly event: string; readonly properties: Readonly<Record<string, Json>> }> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ event: fc.constant('Store Entered'), properties: fc.constant({}) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      event: fc.constant('Product Viewed'),
      properties: fc.record({ category: fc.constantFrom('Shoes', 'Hats') }),
    }),
  },
  fc.record({
    event: fc.constant('Customer Identified'),
    properties: fc.record({
      language: fc.constantFrom<Json>('en', 'fr', null),
      email: fc.constantFrom('tok_a', 'tok_b'),
    }),
  }),
  { weight: 2, arbitrary: fc.record({ event: fc.constant('Consent Granted'), properties: consent }) },
  fc.record({ event: fc.constant('Consent Withdrawn'), properties: consent }),
  fc.record({
    event: fc.constantFrom('List Joined', 'List Left', 'Processing Restricted', 'Processing Released'),
    properties: fc.constant({ list: 'staff' }),
  }),
);
const happening = fc.record({
  what: fc.oneof({ weight: 5, arbitrary: told }, { weight: 1, arbitrary: fc.constant('ask' as const) }),
  by,
  after: fc.integer({ min: 1, max: 9 * 3_600_000 }),
  late: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 86_400_000 })),
});
const lives = fc.array(happening, { minLength: 1, maxLength: 40 });
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

/** What happens, in the order of arrival, decided by the code that decides. */
const livedWorld = async (happenings: readonly Happening[]): Promise<RehearseWorld> => {
  const world = createRehearseWorld({ policy: POLICY });
  for (const definition of LAUNCHES) world.control.goLive(definition);
  let now = BEGIN;
  for (const [id, { what, by: strands, after, late }] of happenings.entries()) {
    now += after;
    const received = new Date(now).toISOString();
    if (what === 'ask') {
      await world.ask(strands[0] ?? '', 'app', received);
      continue;
    }
    const event = edgeEvent({ id, ...what, at: new Date(now - late).toISOString(), by: strands });
    await world.arrive({ ...event, detail: { ...event.detail, receivedAt: received } });
  }
  return world;
};

const pastsOf = async ({ profiles, engagement }: RehearseWorld): Promise<readonly PersonPast[]> =>
  profiles.states().map((state) => ({
    state,
    events: profiles
      .events()
      .map(({ event }) => event)
      .filter(({ detail: { identifiers } }) =>
        identifiers.some(({ type, token }) => Object.hasOwn(state.strands, `${type}:${token}`)),
      ),
    receipts: [],
    ledgers: [],
    asked: engagement
      .decisions()
      .filter(({ trigger, person }) => trigger.kind === 'ask' && Object.hasOwn(state.strands, person)),
  }));

const TASK: HistoryTask = {
  definition: shoes,
  from: new Date(BEGIN).toISOString(),
  until: END,
  start: historyStart(new Date(END)),
  launches: others.map((one) => live(one)),
  policy: POLICY,
  quiet: NO_QUIET,
  rules,
};

/** By their ids, which a rehearsed decision shares with the one that was made. */
const byId = (decisions: readonly Decision[]) =>
  Object.fromEntries(decisions.map((decision) => [decision.decisionId, choicesOf(decision)]));

describe('a rehearsed history', () => {
  it('comes to the decisions that were really made, when the same launches were live', async () => {
    await fc.assert(
      fc.asyncProperty(lives, async (happenings) => {
        const world = await livedWorld(happenings);
        const rehearsed: Decision[] = [];
        for (const past of await pastsOf(world)) rehearsePerson(TASK, past, (decision) => rehearsed.push(decision));
        const made = world.engagement.decisions().filter(({ chosen, excluded }) => chosen.length + excluded.length > 0);
        expect(byId(rehearsed)).toEqual(byId(made));
      }),
      { numRuns: 150 },
    );
  });

  it('does not depend on the order in which people or their events are read', async () => {
    await fc.assert(
      fc.asyncProperty(lives, fc.infiniteStream(fc.nat()), async (happenings, order) => {
        const shuffled = <T>(items: readonly T[]): readonly T[] =>
          items
            .map((item) => [Number(order.next().value), item] as const)
            .sort(([a], [b]) => a - b)
            .map(([, one]) => one);
        const pasts = await pastsOf(await livedWorld(happenings));
        const inOrder = createTally();
        for (const past of pasts) inOrder.add(rehearsePerson(TASK, past));
        const outOfOrder = createTally();
        for (const past of shuffled(pasts)) {
          outOfOrder.add(rehearsePerson(TASK, { ...past, events: shuffled(past.events), asked: shuffled(past.asked) }));
        }
        expect(outOfOrder.tally()).toEqual(inOrder.tally());
      }),
      { numRuns: 50 },
    );
  });
});
