import * as fc from 'fast-check';
import type { Condition } from '../../../contracts/condition';
import type { DecisionTrigger, LaunchDefinition } from '../../../contracts/decision';
import type { PersonView } from '../../../contracts/profile';
import { holds } from '../../../lambdas/domain/conditions';
import { decide } from '../../../lambdas/domain/decide';
import { explainLaunch } from '../../../lambdas/domain/explain-launch';
import {
  app,
  audience,
  email,
  exposed,
  firstOf,
  inputs,
  launch,
  live,
  NOW,
  onList,
  person,
  sent,
  sms,
} from '../../support/decision-fixtures';

const explain = (
  definition: LaunchDefinition,
  { quiet = { hours: [], blackouts: [] }, ...over }: Partial<Parameters<typeof explainLaunch>[1]> = {},
) => explainLaunch(definition, { ...inputs([], over), quiet });
const seconds = (at: string) => Date.parse(at) / 1000;
const viewed = (atLeast: number): Condition => ({
  kind: 'did',
  event: 'Product Viewed',
  where: { category: ['Outerwear'] },
  atLeast,
  withinSeconds: 14 * 86_400,
});
const trait = (name: string): Condition => ({ kind: 'trait', name, test: { atLeast: 2 } });
const looking = (over: Partial<PersonView> = {}): PersonView =>
  person({
    digests: [
      {
        event: 'Product Viewed',
        where: { category: 'Outerwear' },
        times: ['2026-11-01T00:00:00Z', '2026-11-20T10:00:00Z', '2026-11-26T10:00:00Z'].map(seconds),
      },
      { event: 'Product Viewed', where: { category: 'Shoes' }, times: [seconds('2026-11-26T10:00:00Z')] },
    ],
    ...over,
  });

describe('explainLaunch', () => {
  it('says of every condition whether it holds and what was seen, also after one that does not', () => {
    const definition = launch('coats', {
      audience: audience({
        include: [viewed(3), trait('household_size'), trait('shoe_size'), trait('email')],
        exclude: [onList('staff'), onList('loyal')],
      }),
    });
    const { include, exclude } = explain(definition, { person: looking() });
    expect(include).toEqual([
      {
        words: 'did Product Viewed (category Outerwear) at least 3 times within 14 days',
        holds: false,
        seen: { kind: 'times', times: 2, last: '2026-11-26T10:00:00.000Z' },
      },
      { words: 'trait household_size at least 2', holds: true, seen: { kind: 'value', value: 3 } },
      { words: 'trait shoe_size at least 2', holds: false, seen: { kind: 'value' } },
      { words: 'trait email at least 2', holds: false, seen: { kind: 'personal' } },
    ]);
    expect(exclude.map(({ words, holds: it }) => [words, it])).toEqual([
      ['list staff', false],
      ['list loyal', true],
    ]);
  });

  it('opens segments', () => {
    const segment: Condition = {
      kind: 'all',
      segment: 'regulars',
      of: [onList('loyal'), { kind: 'none', of: [onList('staff')] }],
    };
    expect(explain(launch('coats', { audience: audience({ include: [segment] }) })).include).toEqual([
      {
        words: 'segment regulars',
        holds: true,
        join: 'all',
        of: [
          { words: 'list loyal', holds: true, seen: { kind: 'list' } },
          {
            words: 'not list staff',
            holds: true,
            join: 'none',
            of: [{ words: 'list staff', holds: false, seen: { kind: 'list' } }],
          },
        ],
      },
    ]);
  });

  it('says of every channel what the person agreed to and whether there is an address', () => {
    const stamp = { at: '2026-11-20T00:00:00.000Z', key: 'shop#1' };
    const view = person({
      consent: { 'personalised-offers/email': { ...stamp, status: 'denied' } },
      bounced: ['tok_0123456789abcdefghijAB'],
    });
    const { channels } = explain(launch('coats', { channels: firstOf(app, email, sms) }), { person: view });
    expect(channels).toEqual([
      { channel: 'app', kind: 'pull', consent: 'none', allowed: false, reach: 'ok' },
      {
        channel: 'email',
        kind: 'push',
        vendor: 'mailhub',
        consent: 'denied',
        since: stamp.at,
        allowed: false,
        reach: 'bounced',
      },
      { channel: 'sms', kind: 'push', vendor: 'textly', consent: 'none', allowed: false, reach: 'no-address' },
    ]);
  });

  it('says until when a message would wait, by the customer’s clock', () => {
    const quiet = { hours: [{ channels: ['sms'], from: 21 * 60, until: 8 * 60 }], blackouts: [] };
    const at = '2026-11-27T12:00:00.000Z';
    const zoned = person({ traits: { timezone: { at, key: 'crm#1', value: 'America/New_York' } } });
    const { channels } = explain(launch('coats', { channels: firstOf(app, email, sms) }), { person: zoned, quiet });
    expect(channels.map(({ quietUntil }) => quietUntil)).toEqual([undefined, undefined, '2026-11-27T13:00:00.000Z']);
  });

  it('tells which offers fit, how far the caps are used and in which arm the person is', () => {
    const definition = launch('coats', {
      audience: audience({ holdout: 1 }),
      offers: [
        { id: 'for-staff', for: onList('staff'), copy: {} },
        { id: 'for-all', copy: {} },
      ],
    });
    const ledger = { sends: [sent('coats'), sent('boots')], exposures: {} };
    const told = explain(definition, { ledger });
    expect(told.offers.map(({ offer, fits }) => [offer, fits])).toEqual([
      ['for-staff', false],
      ['for-all', true],
    ]);
    expect(told.caps).toEqual({
      launch: { sent: 1, messages: 1, perSeconds: 604_800 },
      person: { sent: 2, messages: 3, perSeconds: 604_800 },
    });
    expect(told.arm).toEqual({ arm: 'held-out', drawn: false });
    const known = { ...ledger, exposures: { coats: exposed('treated') } };
    expect(explain(definition, { ledger: known }).arm).toEqual({ arm: 'treated', drawn: true });
  });

  it('tells a launch that is full from one that this person helped to fill', () => {
    const definition = launch('coats');
    const launches = [live(definition, { full: true })];
    expect(explain(definition, { launches }).full).toBe(true);
    const ledger = { sends: [], exposures: { coats: exposed('treated') } };
    expect(explain(definition, { launches, ledger }).full).toBe(false);
  });

  it.each([
    [
      { kind: 'at', at: NOW, clock: 'launch' },
      { kind: 'at', name: 'coats' },
    ],
    [
      { kind: 'event', event: 'Segment Entered', segment: 'regulars' },
      { kind: 'event', name: 'Segment Entered: regulars' },
    ],
    [{ kind: 'ask' }, undefined],
  ] as const)('tries a trigger of its kind: %j', (trigger, expected) => {
    const { outlook } = explain(launch('coats', { trigger, channels: firstOf(email) }));
    expect(outlook.map((one) => one.trigger)).toEqual(expected === undefined ? [] : [expected]);
    expect(outlook.flatMap(({ chosen }) => chosen)).toHaveLength(outlook.length);
  });

  const condition = fc.constantFrom(onList('loyal'), onList('vip'), viewed(1), viewed(2), trait('household_size'));
  const definition = fc
    .record({
      include: fc.array(condition, { maxLength: 2 }),
      exclude: fc.array(condition, { maxLength: 1 }),
      holdout: fc.constantFrom(0, 0.5, 1),
      offer: fc.option(condition, { nil: undefined }),
      startsAt: fc.constantFrom('2026-11-23T05:00:00.000Z', '2026-11-29T05:00:00.000Z'),
    })
    .map(({ include, exclude, holdout, offer, startsAt }) =>
      launch('coats', {
        audience: audience({ include, exclude, holdout }),
        window: { ...launch('coats').window, startsAt },
        offers: [{ id: 'one', copy: {}, ...(offer !== undefined && { for: offer }) }],
      }),
    );
  const customer = fc.constantFrom(person(), looking(), looking({ consent: {} }), looking({ restricted: true }));
  const sends = fc.constantFrom([], [sent('coats')], [sent('a'), sent('b'), sent('c')]);

  it('foretells what the decision says, and every closed gate explains a no', () => {
    fc.assert(
      fc.property(definition, customer, sends, (made, view, before) => {
        const ledger = { sends: before, exposures: {} };
        const told = explain(made, { person: view, ledger });
        const trigger: DecisionTrigger = { kind: 'event', event: 'Store Entered', itemKey: 'S#a/EVT#store#1' };
        const { decision } = decide(inputs([made], { person: view, ledger, trigger }));
        const [outlook] = told.outlook;
        expect(outlook?.chosen).toEqual(decision.chosen.map(({ offer, channel }) => ({ offer, channel })));
        expect(outlook?.excluded?.reason).toBe(decision.excluded[0]?.reason);

        const gates = [
          told.window.open,
          !told.restricted,
          told.include.every((one) => one.holds),
          !told.exclude.some((one) => one.holds),
          told.channels.some((one) => one.kind === 'push' && one.allowed && one.reach === 'ok'),
          told.offers.some((one) => one.fits),
          told.caps.launch.sent < told.caps.launch.messages,
          told.caps.person.sent < told.caps.person.messages,
          told.arm.arm === 'treated',
        ];
        expect(gates.every(Boolean)).toBe(decision.chosen.length > 0);
      }),
    );
  });

  it('judges each condition as the decision does', () => {
    fc.assert(
      fc.property(condition, customer, (one, view) => {
        const [truth] = explain(launch('coats', { audience: audience({ include: [one] }) }), { person: view }).include;
        expect(truth?.holds).toBe(holds(one, view, NOW));
        if (one.kind === 'did' && truth?.seen?.kind === 'times') {
          expect(truth.seen.times >= one.atLeast).toBe(truth.holds);
        }
      }),
    );
  });
});
