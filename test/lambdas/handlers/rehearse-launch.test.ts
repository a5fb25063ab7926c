import { compileProfileRules } from '../../../lambdas/domain/profile-rules';
import { app, audience, email, firstOf, onList, policy, sms } from '../../support/decision-fixtures';
import { catalog, edgeEvent, identity } from '../../support/profile-events';
import { people } from '../../support/rehearsals';
import { byMail, entered, populate, REHEARSE_NOW, user } from '../../support/rehearse-people';
import { createRehearseWorld, hashed } from '../../support/rehearse-world';

describe('rehearse-launch: reach', () => {
  it('counts who qualifies, who is reached by which channel, and who is not and why', async () => {
    const world = createRehearseWorld();
    await populate(world, 60, (number) => ({
      consent: number >= 10,
      email: number % 2 === 0,
      ...(number >= 50 && { list: 'staff' }),
    }));
    const definition = hashed('coats', {
      channels: { reach: 'all', use: [app, email, sms] },
      audience: audience({ exclude: [onList('staff')] }),
    });
    expect(await world.reach(definition)).toMatchObject({
      at: REHEARSE_NOW,
      launch: 'coats',
      hash: definition.hash,
      sample: { from: { kind: 'everybody' }, population: 60, sampled: 60, complete: true },
      qualify: people(50),
      notQualify: { 'audience-excluded': people(10) },
      reachable: people(40),
      notReachable: { 'no-consent': people(10) },
      heldOut: people(0),
      treated: people(40),
      offers: [{ offer: 'ten-off', treated: people(40) }],
      channels: [
        { channel: 'app', kind: 'pull', reachable: people(40), notReachable: { 'no-consent': people(10) } },
        {
          channel: 'email',
          kind: 'push',
          vendor: 'mailhub',
          reachable: people(20),
          notReachable: { 'no-consent': people(10), unreachable: people(20) },
          quiet: people(0),
        },
        { channel: 'sms', reachable: people(0), notReachable: { 'no-consent': people(10), unreachable: people(40) } },
      ],
      approximated: [],
    });
  });

  it('holds out whom the experiment holds out, by the draw that decides', async () => {
    const world = createRehearseWorld();
    await populate(world, 80, () => ({}));
    const definition = byMail({ audience: audience({ holdout: 0.5 }) });
    const reach = await world.reach(definition);
    world.control.goLive(definition);
    for (let number = 0; number < 80; number += 1) await entered(world, number, REHEARSE_NOW);
    const arms = world.engagement.decisions().flatMap(({ exposures }) => exposures.map(({ arm }) => arm));
    expect(reach.heldOut).toEqual(people(arms.filter((arm) => arm === 'held-out').length));
    expect(reach.treated).toEqual(people(arms.filter((arm) => arm === 'treated').length));
  });

  it('says whom other live launches reach as well, and whose turn comes first', async () => {
    const world = createRehearseWorld();
    await populate(world, 40, (number) => (number < 15 ? { list: 'loyal' } : {}));
    const loyal = hashed('loyal', {
      rank: 50,
      channels: firstOf(email),
      audience: audience({ include: [onList('loyal')] }),
    });
    world.control.goLive(loyal);
    world.control.goLive(hashed('later', { rank: 1, channels: firstOf(email) }));
    world.control.goLive(hashed('stopped', { rank: 90 }), 'paused');
    const reach = await world.reach(byMail());
    expect(reach.overlap).toEqual([
      { launch: 'loyal', both: people(15), first: 'other' },
      { launch: 'later', both: people(40), first: 'this' },
    ]);
    expect(reach.outranked).toEqual(people(15));
    expect(reach.treated).toEqual(people(40));
  });

  it('counts whose message would wait for the end of quiet hours', async () => {
    const quiet = { hours: [{ channels: ['email'], from: 0, until: 8 * 60 }], blackouts: [] };
    const world = createRehearseWorld({ quiet });
    await populate(world, 20, () => ({}));
    // Seven in the morning in New York.
    expect((await world.reach(byMail())).channels[0]?.quiet).toEqual(people(20));
    world.time.now = '2026-11-27T14:00:00.000Z';
    expect((await world.reach(byMail())).channels[0]?.quiet).toEqual(people(0));
  });

  it('judges a launch that has not begun as if it had, and says so', async () => {
    const world = createRehearseWorld();
    await populate(world, 20, () => ({}));
    const window = {
      startsAt: '2026-12-20T00:00:00.000Z',
      endsAt: '2026-12-24T00:00:00.000Z',
      redeemUntil: '2026-12-24T00:00:00.000Z',
      timezone: 'America/New_York',
    };
    const reach = await world.reach(byMail({ window }));
    expect(reach).toMatchObject({ treated: people(20), approximated: ['window-moved'] });
  });

  it('looks for people in the index of the segment that bounds the audience', async () => {
    const condition = { kind: 'list' as const, list: 'vip' };
    const segment = { kind: 'all' as const, of: [condition], segment: 'vips' };
    const definitions = [{ audience: 'vips', kind: 'segment' as const, condition: segment }];
    const rules = compileProfileRules({ identity, catalog, audiences: { hash: 'h', definitions } });
    const world = createRehearseWorld({ rules });
    await populate(world, 50, (number) => (number < 12 ? { list: 'vip' } : {}));
    const reach = await world.reach(byMail({ audience: audience({ include: [segment] }) }));
    expect(reach).toMatchObject({
      sample: { from: { kind: 'segment', name: 'vips' }, population: 12, sampled: 12, complete: true },
      qualify: people(12),
      approximated: ['segment-index'],
    });
    // What the stage does not evaluate by this name has no index to go by.
    const other = { ...segment, of: [onList('loyal')] };
    const elsewhere = await world.reach(byMail({ audience: audience({ include: [other] }) }));
    expect(elsewhere.sample).toMatchObject({ from: { kind: 'everybody' }, population: 50 });
  });

  it('judges by the policy of decisions', async () => {
    const world = createRehearseWorld({ policy: { ...policy, perPerson: { messages: 0, perSeconds: 60 } } });
    await populate(world, 10, () => ({}));
    expect((await world.reach(byMail())).notReachable).toEqual({ 'person-cap': people(10) });
  });
});

describe('rehearse-launch: history', () => {
  it('says what past days would have come to: offers, reasons, caps, messages by day, orders', async () => {
    const world = createRehearseWorld();
    await populate(world, 30, (number) => ({ consent: number < 20 }));
    for (const at of ['2026-11-25T15:00:00.000Z', '2026-11-26T15:00:00.000Z']) {
      for (let number = 0; number < 30; number += 1) await entered(world, number, at);
    }
    for (let number = 0; number < 30; number += 1) {
      const properties = { order_id: `o${number}`, total: 50, currency: 'USD' };
      const at = '2026-11-26T16:00:00.000Z';
      await world.arrive(edgeEvent({ id: `o${number}`, event: 'Order Completed', at, by: [user(number)], properties }));
    }
    world.time.now = REHEARSE_NOW;
    const history = await world.history(byMail(), 14);
    expect(history).toMatchObject({
      from: '2026-11-13T12:00:00.000Z',
      until: REHEARSE_NOW,
      days: 14,
      sample: { from: { kind: 'everybody' }, population: 30, complete: true },
      moments: { people: people(30), total: 60 },
      offers: [{ offer: 'ten-off', chosen: { people: people(20), total: 20 } }],
      excluded: { 'no-consent': { people: people(10), total: 20 }, 'launch-cap': { people: people(20), total: 20 } },
      held: [{ channel: 'email', waited: { total: 0 }, expired: { total: 0 } }],
      messages: [{ day: '2026-11-25', channel: 'email', count: { people: people(20), total: 20 } }],
      orders: [{ currency: 'USD', orders: { people: people(20), total: 20 } }],
      approximated: ['window-moved', 'values-replaced', 'sent-at-once'],
    });
    for (const share of ['mean', 'p10', 'p50', 'p90'] as const) {
      expect(Math.abs((history.orders[0]?.[share] ?? 0) - 50)).toBeLessThanOrEqual(1);
    }
  });

  it('goes by what was known then, of people known for longer than events are kept', async () => {
    const world = createRehearseWorld();
    await populate(world, 10, () => ({}));
    for (let number = 0; number < 10; number += 1) await entered(world, number, '2026-12-28T15:00:00.000Z');
    for (let number = 0; number < 10; number += 1) {
      const properties = { purpose: 'personalised-offers', channel: '*' };
      const at = '2026-12-28T18:00:00.000Z';
      await world.arrive(
        edgeEvent({ id: `w${number}`, event: 'Consent Withdrawn', at, by: [user(number)], properties }),
      );
      await entered(world, number, '2026-12-29T15:00:00.000Z');
    }
    world.time.now = '2026-12-30T12:00:00.000Z';
    const limits = { messages: 5, perSeconds: 86_400 };
    expect(await world.history(byMail({ limits }), 7)).toMatchObject({
      moments: { total: 20 },
      offers: [{ chosen: { total: 10 } }],
      excluded: { 'no-consent': { total: 10 } },
    });
  });

  it('holds messages in quiet hours, and counts them on the day they go out', async () => {
    const quiet = { hours: [{ channels: ['email'], from: 20 * 60, until: 8 * 60 }], blackouts: [] };
    const world = createRehearseWorld({ quiet });
    await populate(world, 10, () => ({}));
    for (let number = 0; number < 10; number += 1) await entered(world, number, '2026-11-26T03:00:00.000Z');
    world.time.now = REHEARSE_NOW;
    expect(await world.history(byMail(), 7)).toMatchObject({
      held: [{ waited: { total: 10 }, expired: { total: 0 } }],
      messages: [{ day: '2026-11-26', channel: 'email' }],
    });
  });

  it('runs a scheduled launch at its time of a day that is over, for everybody once', async () => {
    const world = createRehearseWorld();
    await populate(world, 10, () => ({}));
    const definition = byMail({ trigger: { kind: 'at', at: '2026-12-24T09:00:00.000Z', clock: 'launch' } });
    const history = await world.history(definition, 3);
    expect(history).toMatchObject({ moments: { people: people(10), total: 10 }, messages: [{ day: '2026-11-27' }] });
    expect(history.approximated).toContain('schedule-moved');
  });

  it('sees who comes into a segment by what they do, and who leaves it by time', async () => {
    const did = { kind: 'did' as const, event: 'Product Viewed', where: {}, atLeast: 1, withinSeconds: 2 * 86_400 };
    const condition = { kind: 'all' as const, of: [did], segment: 'browsers' };
    const definitions = [{ audience: 'browsers', kind: 'segment' as const, condition }];
    const rules = compileProfileRules({ identity, catalog, audiences: { hash: 'h', definitions } });
    const world = createRehearseWorld({ rules });
    await populate(world, 10, () => ({}));
    for (let number = 0; number < 10; number += 1) {
      const at = '2026-11-22T15:00:00.000Z';
      await world.arrive(edgeEvent({ id: `v${number}`, event: 'Product Viewed', at, by: [user(number)] }));
    }
    world.time.now = REHEARSE_NOW;
    const by = (event: string) => byMail({ trigger: { kind: 'event', event, segment: 'browsers' } });
    expect(await world.history(by('Segment Entered'), 7)).toMatchObject({ messages: [{ day: '2026-11-22' }] });
    expect(await world.history(by('Segment Left'), 7)).toMatchObject({ messages: [{ day: '2026-11-24' }] });
  });
});
