import type { Decision } from '../../../../contracts/decision';
import { replay } from '../../../../lambdas/domain/decide';
import { rehydrate } from '../../../../lambdas/domain/recorded-inputs';
import { resolvedEvent } from '../../../../lambdas/domain/resolve';
import { type SegmentCall, track } from '../../../support/e2e/calls';
import type { Customer } from '../../../support/e2e/people';
import { until } from '../../../support/e2e/until';
import { emailOf } from '../../../support/e2e/world';
import type { Stage } from './stage';

export const LAUNCH = 'browse-to-basket';
export const enters = ({ userId }: Customer): SegmentCall =>
  track({ userId }, 'Store Entered', { store_id: 'store-330' });

/** A trigger becomes one decision and at most one message; what people do afterwards counts. */
export const decisions = (stage: Stage): void => {
  let customer: Customer;
  let trigger: SegmentCall;
  let decision: Decision;
  let heldOut: Customer;

  it('decides once for a trigger and keeps what the decision was made from', async () => {
    const { world, cast } = stage();
    customer = cast.treated();
    trigger = enters(customer);
    await world.send('mobile-app', [trigger]);

    decision = await world.decisionFor('mobile-app', trigger);
    expect(decision.chosen).toMatchObject([
      { launch: LAUNCH, offer: 'market-table', channel: 'email', vendor: 'mailhub', purpose: 'personalised-offers' },
    ]);
    expect(decision.exposures).toEqual([{ launch: LAUNCH, arm: 'treated' }]);
    const recorded = await world.stores.loadRecordedDecision(decision.decisionId);
    const definitions = new Map([...world.definitions.values()].map((one) => [one.hash, one]));
    expect(recorded?.inputs.launches).toMatchObject([{ launch: LAUNCH, state: 'live' }]);
    expect(recorded && replay(rehydrate(recorded.inputs, definitions))).toEqual(decision);
  });

  it("delivers the message signed, with the vendor's fields and no others", async () => {
    const { world } = stage();
    const messageId = emailOf(decision, LAUNCH);
    const attempt = await world.ended(messageId);

    expect(attempt).toMatchObject({ state: 'delivered', status: 202, approval: 'SEC-412', attempts: 1 });
    const [message, ...more] = world.messages.filter((sent) => sent.messageId === messageId);
    expect(more).toEqual([]);
    expect(message).toMatchObject({
      launch: LAUNCH,
      channel: 'email',
      offer: 'market-table',
      to: { email: customer.email, first_name: 'Ada' },
      content: { headline: 'Dinner, planned for you' },
      notAfter: '2026-11-30T04:59:59.999Z',
    });
    expect(Object.keys(message?.to ?? {}).sort()).toEqual(['email', 'first_name']);
    // The stand-in takes what is signed with mailhub's key and carries its credential; nothing else has knocked.
    expect(world.vendors.deliveries.map(({ messageId: id }) => id)).toContain(messageId);
    expect(world.vendors.refused()).toBe(0);
    await world.counted(LAUNCH, { 'decided.email': 1, 'requested.email': 1, 'delivered.email': 1, exposed: 1 });
  });

  it('makes no second decision or message of a trigger that is delivered again', async () => {
    const { world } = stage();
    const strand = await world.stores.strandFor('user_id', customer.userId);
    const key = { strand: strand ?? '', source: 'mobile-app', messageId: trigger.messageId };
    const stored = await world.stores.profiles.loadEvent(key);
    if (stored === undefined) throw new Error('The trigger is not stored.');
    await world.send('mobile-app', [trigger]);
    // As the bus does it, and as publish-changes does it after a crash.
    await world.putOnBus([resolvedEvent(stored.event, stored.person), resolvedEvent(stored.event, stored.person)]);
    await world.settled();

    expect(await world.stores.loadDecision(decision.decisionId)).toEqual(decision);
    expect(world.messages.filter(({ to }) => to.email === customer.email)).toHaveLength(1);
    await world.counted(LAUNCH, { 'decided.email': 1, 'requested.email': 1, 'delivered.email': 1, exposed: 1 });
  });

  it('sends nothing to a person of the holdout, and remembers the exposure', async () => {
    const { world, cast } = stage();
    heldOut = cast.heldOut();
    const entered = enters(heldOut);
    await world.send('mobile-app', [entered]);

    const decided = await world.decisionFor('mobile-app', entered);
    expect(decided).toMatchObject({ chosen: [], excluded: [{ launch: LAUNCH, reason: 'held-out' }] });
    expect(decided.exposures).toEqual([{ launch: LAUNCH, arm: 'held-out' }]);
    await world.settled();
    expect(world.messages.filter(({ to }) => to.email === heldOut.email)).toEqual([]);
    await world.counted(LAUNCH, { 'held-out': 1, 'excluded.held-out': 1, exposed: 1, 'requested.email': 1 });
  });

  it('counts the goal of an order after the message, once, and of the holdout apart', async () => {
    const { world } = stage();
    const order = ({ userId }: Customer, id: string) => track({ userId }, 'Order Completed', { order_id: id });
    await world.send('till', [order(customer, 'o-1'), order(heldOut, 'o-2')]);
    await world.counted(LAUNCH, { 'goal.treated': 1, 'goal.held-out': 1 });
    await world.send('till', [order(customer, 'o-3')]);
    await world.settled();

    await world.counted(LAUNCH, { 'goal.treated': 1, 'goal.held-out': 1 });
    const [ledger] = await world.stores.loadLedgers([decision.person]);
    expect(ledger?.ledger.exposures[LAUNCH]).toMatchObject({ arm: 'treated', goalAt: expect.any(String) });
  });

  it("takes a vendor's signed report of an unsubscribe as a withdrawal", async () => {
    const { world } = stage();
    const mailhub = world.workspace.vendors.find(({ vendor }) => vendor === 'mailhub');
    if (mailhub === undefined) throw new Error('The registry has no mailhub.');
    await world.later();
    const report = {
      id: 'unsubscribed-1',
      type: 'unsubscribed',
      at: new Date(world.clock.now()).toISOString(),
      customer: { email: customer.email },
      data: { messageId: emailOf(decision, LAUNCH), purpose: 'personalised-offers', channel: 'email' },
    };
    expect(await world.postHook(mailhub, report)).toMatchObject({ status: 202 });

    await until('the withdrawal is stored', async () => {
      const view = await world.stores.viewOf('user_id', customer.userId);
      return view?.consent['personalised-offers/email']?.status === 'denied';
    });
  });

  it('ends a message that the vendor refuses for good as failed', async () => {
    const { world, cast } = stage();
    world.vendors.failNext(1, 422);
    const trigger = enters(cast.treated());
    await world.send('mobile-app', [trigger]);
    const messageId = emailOf(await world.decisionFor('mobile-app', trigger), LAUNCH);

    expect(await world.ended(messageId)).toMatchObject({ state: 'failed', status: 422, reason: 'http-422' });
    await world.counted(LAUNCH, { failed: 1, 'delivered.email': 1 });
    expect(world.messages.filter((sent) => sent.messageId === messageId)).toEqual([]);
  });
};
