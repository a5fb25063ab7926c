import type { LaunchDefinition } from '../../../../contracts/decision';
import type { GoalResults, LaunchResults } from '../../../../lib/results';
import { readStored } from '../../../../local/report/stored';
import { track } from '../../../support/e2e/calls';
import { type Customer, customers } from '../../../support/e2e/people';
import { tandemIn } from '../../../support/e2e/tandem';
import { until } from '../../../support/e2e/until';
import type { Stage } from './stage';

const LAUNCH = 'win-back';
const GOAL = 'customers-won-back';

/** What `tandem results` says is what the stores hold: of the people of the scheduled launch, some of whom buy. */
export const results = (stage: Stage): void => {
  const say = async <Answer>(...words: readonly string[]): Promise<Answer> => {
    const { world } = stage();
    const { code, text } = await tandemIn(world, world.root, ['results', ...words, '--json']);
    expect([code, text]).toEqual([0, expect.stringContaining('{')]);
    return JSON.parse(text) as Answer;
  };
  const ofLaunch = async (): Promise<LaunchResults> => (await say<{ results: LaunchResults }>(LAUNCH)).results;
  const definition = (): LaunchDefinition => {
    const found = stage().world.definitions.get(LAUNCH);
    if (found === undefined) throw new Error(`There is no ${LAUNCH}.`);
    return found;
  };
  /** What the ledger of a person knows of the launch. */
  const exposureOf = async ({ userId }: Customer) => {
    const { stores } = stage().world;
    const view = await stores.viewOf('user_id', userId);
    const ledgers = await stores.loadLedgers(view?.members ?? []);
    return ledgers.flatMap(({ ledger }) => ledger.exposures[LAUNCH] ?? [])[0];
  };
  const ofArm = async (arm: 'treated' | 'held-out'): Promise<Customer> => {
    for (const customer of customers('quiet', 60)) {
      if ((await exposureOf(customer))?.arm === arm) return customer;
    }
    throw new Error(`Nobody of the launch is ${arm}.`);
  };

  it('counts as many people as decisions made first contacts, and as many messages as vendors took', async () => {
    const { world } = stage();
    await world.settled();
    const { decisions, counters } = await readStored(world.aws, world.foundation);
    const made = [...decisions.values()].flatMap(({ exposures }) =>
      exposures.filter(({ launch }) => launch === LAUNCH),
    );
    const people = (arm: string): number => made.filter((one) => one.arm === arm).length;
    const found = await ofLaunch();
    expect([found.reached, found.heldOut]).toEqual([people('treated'), people('held-out')]);
    expect(found.byChannel).toMatchObject([{ channel: 'email', reached: people('treated') }]);
    expect(found.delivered).toBe(counters.get(LAUNCH)?.['delivered.email']);
    expect(found.delivered).toBe(world.messages.filter(({ launch }) => launch === LAUNCH).length);
    expect(found.comparison).toMatchObject({ verdict: 'too-early', treated: { met: 0 }, heldOut: { met: 0 } });
  });

  it('counts an order of each arm, the code it was paid with and what that took off, once', async () => {
    const { world } = stage();
    const [treated, heldOut] = [await ofArm('treated'), await ofArm('held-out')];
    const met = await exposureOf(treated);
    const offer = definition().offers.find(({ id }) => id === met?.offer);
    if (offer?.code === undefined || !('fixed' in offer.code)) throw new Error('The offer has no code.');
    const before = await ofLaunch();
    const paid = { order_id: 'results-1', coupon: offer.code.fixed, currency: 'USD', total: 45, discount: 5 };
    await world.send('web-shop', [
      track(treated, 'Order Completed', paid),
      track(heldOut, 'Order Completed', { order_id: 'results-2', currency: 'USD', total: 20 }),
    ]);
    await until('both goals are in the ledgers', async () => {
      const known = [await exposureOf(treated), await exposureOf(heldOut)];
      return known.every((exposure) => exposure?.goalAt !== undefined);
    });
    // The shop has said what was taken off; the till tells of the same order.
    await world.settled();
    await world.send('till', [track(treated, 'Coupon Redeemed', { coupon_id: paid.coupon, order_id: paid.order_id })]);
    await world.settled();

    const found = await ofLaunch();
    expect(found.comparison).toMatchObject({ treated: { met: 1 }, heldOut: { met: 1 } });
    expect(found.redeemed).toMatchObject({ orders: before.redeemed.orders + 1, byOffer: { [offer.id]: 1 } });
    expect(found.costs).toMatchObject({ discounts: [{ units: 500, currency: 'USD' }], known: 1, redeemed: 1 });
    expect(found.orders).toEqual({
      treated: { orders: 1, revenue: { USD: 4500 } },
      'held-out': { orders: 1, revenue: { USD: 2000 } },
    });
    expect([found.times.treated.people, found.times['held-out'].people]).toEqual([1, 1]);
    expect(found.byOffer.find((cell) => cell.offer === offer.id)?.met).toBe(1);
  });

  it('says the same of the shared goal that the launch supports', async () => {
    const found = await ofLaunch();
    const { goals } = await say<{ goals: readonly GoalResults[] }>('--goal', GOAL);
    expect(goals).toMatchObject([{ goal: GOAL, launches: [{ launch: LAUNCH }] }]);
    expect(goals[0]?.together).toMatchObject({
      treated: found.comparison?.treated,
      heldOut: found.comparison?.heldOut,
    });
    expect(goals[0]?.together.lift).toEqual(found.comparison?.lift);
  });
};
