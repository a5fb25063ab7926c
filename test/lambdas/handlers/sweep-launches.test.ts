import { launch } from '../../support/decision-fixtures';
import { createSweepWorld } from '../../support/sweep-world';

const coats = launch('autumn-coats', { goal: { event: 'Order Completed', where: {}, withinSeconds: 7 * 86_400 } });
const OVER = '2026-11-30T05:03:00.000Z';
const DRAINED = '2026-12-05T05:03:00.000Z';
const RESULTS_OVER = '2026-12-14T05:00:00.000Z';

const open = (now = OVER) => {
  const world = createSweepWorld(now);
  world.goLive(coats);
  const stored = () => world.rows.get('autumn-coats');
  const stack = () => world.stacks.get('autumn-coats');
  const passAt = async (at: string) => {
    world.time.now = new Date(at);
    return world.pass();
  };
  return { ...world, stored, stack, passAt };
};

describe('sweep-launches', () => {
  it('ends what is over in the platform’s name, with the reason, and leaves alone what is not', async () => {
    const { goLive, rows, passAt, total, stored } = open();
    const longer = launch('winter', { window: { ...coats.window, endsAt: '2026-12-24T00:00:00.000Z' } });
    goLive(longer);
    await passAt(OVER);

    expect(stored()).toEqual({
      launch: 'autumn-coats',
      state: 'ended',
      hash: coats.hash,
      by: 'tandem',
      at: OVER,
      reason: 'its window ended at 2026-11-30T04:59:59.999Z',
      offSince: OVER,
    });
    expect(rows.get('winter')).toEqual({ launch: 'winter', state: 'live', hash: longer.hash });
    expect([total('LaunchesEnded'), total('LaunchesNotSwept')]).toEqual([1, 0]);
  });

  it('removes the stack when the launch has drained and not before, and keeps row and definition', async () => {
    const { stack, stored, passAt, settleStacks, definitions } = open();
    await passAt(OVER);
    await passAt('2026-12-05T05:02:59.999Z');
    expect(stack()).toEqual({ state: 'standing', isProtected: true });

    await passAt(DRAINED);
    expect(stack()).toEqual({ state: 'removing', isProtected: false });
    settleStacks();
    await passAt('2026-12-05T05:08:00.000Z');
    expect(stored()).toMatchObject({ state: 'ended', removedAt: '2026-12-05T05:08:00.000Z' });
    expect([...definitions.values()]).toEqual([coats]);
  });

  it('closes the row when results are over: after the last redemption and the time of the goal', async () => {
    const { stored, passAt, settleStacks } = open();
    await passAt(OVER);
    await passAt(DRAINED);
    settleStacks();
    await passAt('2026-12-05T05:08:00.000Z');
    await passAt('2026-12-14T04:59:59.999Z');
    expect(stored()?.closedAt).toBeUndefined();
    await passAt(RESULTS_OVER);
    expect(stored()?.closedAt).toBe(RESULTS_OVER);
  });

  describe('with a budget', () => {
    const price = { perThousand: 790, currency: 'USD' };
    const spending = (whenSpent: 'pause' | 'warn') =>
      launch('spending', {
        channels: { reach: 'first', use: [{ channel: 'sms', kind: 'push', vendor: 'textly', price }] },
        budget: {
          sending: { amount: 50, currency: 'USD' },
          discounts: { amount: 2000, currency: 'USD' },
          whenSpent,
        },
      });
    const BEFORE = '2026-11-25T12:00:00.000Z';

    it.each([
      [
        'discounts',
        { counters: { 'discounts.USD': 200_000 }, setAside: 0 },
        'its budget for discounts is spent: 2000.00 USD',
      ],
      ['sending', { counters: {}, setAside: 5_000_000 }, 'its budget for sending is spent: 50.00 USD'],
    ])('pauses a live launch that has spent its %s, with the reason', async (_, spent, reason) => {
      const { goLive, used, rows, passAt, total } = open();
      goLive(spending('pause'));
      used.set('spending', spent);
      await passAt(BEFORE);

      expect(rows.get('spending')).toMatchObject({ state: 'paused', by: 'tandem', at: BEFORE, reason });
      expect(total('LaunchesPaused')).toBe(1);
    });

    it.each(['pause', 'warn'] as const)(
      'leaves one live that has something left, and tells of nothing (%s)',
      async (whenSpent) => {
        const { goLive, used, rows, passAt, total } = open();
        goLive(spending(whenSpent));
        used.set('spending', { counters: { 'discounts.USD': 199_999, 'delivered.sms': 6000 }, setAside: 4_000_000 });
        await passAt(BEFORE);

        expect(rows.get('spending')?.state).toBe('live');
        expect(total('BudgetsPassed')).toBe(0);
      },
    );

    it.each([
      ['discounts', { 'discounts.USD': 200_000 }],
      ['sending', { 'delivered.sms': 6329 }],
    ])('leaves one live that is only to warn, and tells at every pass that its %s are spent', async (sum, counters) => {
      const { goLive, used, rows, passAt, total } = open();
      goLive(spending('warn'));
      used.set('spending', { counters, setAside: 0 });
      await passAt(BEFORE);
      await passAt(BEFORE);

      expect(rows.get('spending')?.state).toBe('live');
      expect(total('BudgetsPassed', { launch: 'spending', sum })).toBe(2);
      expect(total('LaunchesPaused')).toBe(0);
    });

    it('leaves one that somebody has paused for another reason, and ends it like any other', async () => {
      const { goLive, used, rows, passAt } = open();
      goLive(spending('pause'), 'paused');
      used.set('spending', { counters: { 'discounts.USD': 999_999 }, setAside: 0 });
      await passAt(BEFORE);
      expect(rows.get('spending')?.by).toBeUndefined();
      await passAt(OVER);
      expect(rows.get('spending')).toMatchObject({ state: 'ended', reason: expect.stringContaining('window') });
    });
  });

  it('notes since when it knows of a launch that a person ended, by business time', async () => {
    const { rows, stored, passAt } = open();
    rows.set('autumn-coats', { launch: 'autumn-coats', state: 'ended', hash: coats.hash, by: 'ada', at: 'wall time' });
    await passAt('2026-11-25T12:00:00.000Z');

    expect(stored()).toMatchObject({ by: 'ada', at: 'wall time', offSince: '2026-11-25T12:00:00.000Z' });
  });

  it('leaves a launch that goes live with another window between its reading and its writing', async () => {
    const { ports, pass, goLive, stored } = open();
    const longer = launch('autumn-coats', {
      hash: 'longer',
      window: { ...coats.window, endsAt: '2026-12-24T00:00:00.000Z' },
    });
    const loadDefinition = async (name: string, hash: string) => {
      const judged = await ports.loadDefinition(name, hash);
      goLive(longer);
      return judged;
    };
    await pass({ ...ports, loadDefinition });

    expect(stored()).toEqual({ launch: 'autumn-coats', state: 'live', hash: 'longer' });
  });

  it('keeps a launch ended that is deployed again, and removes its stack again', async () => {
    const { stacks, stack, stored, passAt, settleStacks } = open();
    await passAt(OVER);
    await passAt(DRAINED);
    settleStacks();
    await passAt('2026-12-05T05:08:00.000Z');
    stacks.set('autumn-coats', { state: 'standing', isProtected: true });
    await passAt(RESULTS_OVER);

    expect(stored()).toMatchObject({ state: 'ended' });
    expect(stored()?.closedAt).toBeUndefined();
    expect(stack()?.state).toBe('removing');
  });

  it('waits for whoever is deploying it, and for a removal that is under way', async () => {
    const { stacks, stack, passAt } = open();
    await passAt(OVER);
    for (const state of ['changing', 'removing'] as const) {
      stacks.set('autumn-coats', { state, isProtected: true });
      await passAt(DRAINED);
      expect(stack()).toEqual({ state, isProtected: true });
    }
  });

  it('asks again for a removal that CloudFormation gave up, and counts it so that somebody looks', async () => {
    const { stacks, stack, passAt, total, lines } = open();
    await passAt(OVER);
    stacks.set('autumn-coats', { state: 'stuck', isProtected: false });
    await passAt(DRAINED);

    expect(stack()?.state).toBe('removing');
    expect(total('LaunchesNotSwept')).toBe(1);
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        code: 'sweep.failed',
        error: expect.objectContaining({ code: 'sweep.stack-stuck' }),
        facts: { launch: 'autumn-coats' },
      }),
    );
  });

  it('sweeps the others when one launch fails, and counts the one', async () => {
    const { goLive, definitions, rows, passAt, total } = open();
    const broken = launch('broken');
    goLive(broken);
    definitions.delete(`broken ${broken.hash}`);
    goLive(launch('zebra'));
    await passAt(OVER);

    expect([...rows.values()].map(({ launch: name, state }) => `${name} ${state}`)).toEqual([
      'autumn-coats ended',
      'broken live',
      'zebra ended',
    ]);
    expect(total('LaunchesNotSwept')).toBe(1);
  });

  it('gives the order back to its queue when the launches cannot be listed', async () => {
    const { ports, pass } = open();
    const listLaunchRows = async () => {
      throw new Error('no table');
    };
    expect((await pass({ ...ports, listLaunchRows })).batchItemFailures).toHaveLength(1);
  });

  it('refuses an order that it does not know', async () => {
    const { ports, pass, rows } = open();
    expect((await pass(ports, { kind: 'sweep-all' })).batchItemFailures).toHaveLength(1);
    expect(rows.get('autumn-coats')?.state).toBe('live');
  });
});
