import type { LaunchDefinition } from '../../../contracts/decision';
import type { BusEvent } from '../../../contracts/event';
import { resultsUntil } from '../../../contracts/results';
import { decisionEvents } from '../../../lambdas/domain/emit';
import { createReadCustomer } from '../../../lambdas/domain/read-customer';
import { createUpdateLedger } from '../../../lambdas/domain/update-ledger';
import { createRecordOutcome } from '../../../lambdas/handlers/record-outcome/handler';
import { failEveryCall } from '../../support/crash-run';
import { launch, NOW } from '../../support/decision-fixtures';
import { createDecisionWorld, decideForWith, rules } from '../../support/decision-world';
import { createMemoryTrail } from '../../support/memory-trail';
import { busMessage, sqsEvent, sqsRecord } from '../../support/sqs-event';

const ADA = 'user_id:ada';
const LATER = '2026-11-28T10:00:00.000Z';

/** A customer who was sent the offer of a launch that wants an order within a week. */
const coats = (over: Partial<LaunchDefinition> = {}): LaunchDefinition =>
  launch('coats', {
    goal: { event: 'Order Completed', where: {}, withinSeconds: 7 * 86_400 },
    offers: [
      { id: 'ten-off', gives: { amountOff: { amount: 10, currency: 'USD' } }, code: { fixed: 'TEN' }, copy: {} },
    ],
    ...over,
  });
const world = async () => {
  const base = createDecisionWorld();
  const trail = createMemoryTrail();
  await base.welcome([ADA]);
  base.control.goLive(coats());
  const decided = await decideForWith(base.ports)({
    strand: ADA,
    triggerOf: () => ({ kind: 'event', event: 'Store Entered', itemKey: '1' }),
  });
  if (decided === undefined) throw new Error('Nobody was decided for.');
  const { readSurroundings, loadPersons, loadLedgers } = base.ports;
  const ports = {
    readSurroundings,
    loadPersons,
    loadLedgers,
    saveLedger: base.engagement.saveLedger,
    countOnce: base.engagement.countOnce,
    launchDefinitions: base.control.launchDefinitions,
    loadDefinition: base.control.loadDefinition,
    tellTrail: trail.tellTrail,
  };
  const handler = ({ saveLedger, countOnce, launchDefinitions, loadDefinition, tellTrail, ...reads }: typeof ports) =>
    createRecordOutcome({
      countOnce,
      launchDefinitions,
      loadDefinition,
      tellTrail,
      updateLedger: createUpdateLedger(createReadCustomer(reads), saveLedger),
      outcomeEvents: ['Order Completed', 'Coupon Redeemed'],
      rules,
      log: base.log,
      count: base.count,
    });
  const handle = handler(ports);
  const send = (...events: readonly BusEvent[]) =>
    handle(sqsEvent(...events.map((event, index) => sqsRecord(busMessage(event), { id: String(index) }))));
  const counters = () => base.engagement.readCounters('coats');
  const exposure = async () => (await base.engagement.loadLedgers([ADA]))[0]?.ledger.exposures.coats;
  const events = decisionEvents({ decision: decided.decision, trace: 't' });
  return { ...base, trail, ports, handler, send, counters, exposure, events };
};

/** What the gateway says of a message that it did not send. */
const refused = (id: string, reason: string, receivedAt: string): BusEvent => ({
  source: 'tandem.gateway',
  detailType: 'Message Refused',
  detail: {
    schema: 'message_refused/1-0-0',
    messageId: id,
    occurredAt: receivedAt,
    receivedAt,
    identifiers: [],
    properties: { messageId: id, decisionId: 'dec_1', launch: 'coats', vendor: 'mailhub', person: ADA, reason },
    trace: 't',
  },
});

describe('record-outcome', () => {
  it('counts what was decided and asked for, once', async () => {
    const { send, events, counters } = await world();
    expect(await send(...events, ...events)).toEqual({ batchItemFailures: [] });
    expect(await counters()).toEqual({ 'decided.email': 1, exposed: 1, 'requested.email': 1 });
  });

  it('counts a goal that was met after the first contact, once for a person', async () => {
    const { send, happened, counters, exposure } = await world();
    const order = await happened('Order Completed', [ADA], { at: LATER });
    const another = await happened('Order Completed', [ADA], { at: '2026-11-29T10:00:00.000Z' });
    await send(another, order, another);
    expect(await counters()).toEqual({ 'goal.treated': 1, 'orders.treated': 2 });
    expect(await exposure()).toMatchObject({ goalAt: LATER });
  });

  it('goes on counting goals after the launch was ended', async () => {
    const { send, happened, counters, control } = await world();
    control.setLaunch('coats', 'ended');
    await send(await happened('Order Completed', [ADA], { at: LATER }));
    expect(await counters()).toEqual({ 'goal.treated': 1, 'orders.treated': 1 });
  });

  it('tells the audit trail of a vendor that was refused: one fact for a launch, reason and hour', async () => {
    const { send, trail, counters } = await world();
    const at = ['2026-11-27T09:01:00.000Z', '2026-11-27T09:59:00.000Z', '2026-11-27T10:00:00.000Z'];
    await send(...at.map((receivedAt, index) => refused(`r${index}`, 'approval-expired', receivedAt)));
    await send(refused('r3', 'no-consent', at[0] ?? ''));
    expect([...new Set(trail.facts.map(({ id }) => id))]).toHaveLength(2);
    expect(trail.facts[0]).toMatchObject({
      kind: 'vendor.refused',
      about: 'mailhub',
      details: { launch: 'coats', reason: 'approval-expired', hour: '2026-11-27T09:00Z' },
    });
    expect(JSON.stringify(trail.facts)).not.toMatch(/ada|dec_/);
    expect(await counters()).toMatchObject({ 'refused.approval-expired': 3, 'refused.no-consent': 1 });
  });

  it('counts a goal under another strand of the same person', async () => {
    const { send, happened, counters } = await world();
    await happened('Customer Identified', [ADA, 'email:new']);
    await send(await happened('Order Completed', ['email:new'], { at: LATER }));
    expect(await counters()).toEqual({ 'goal.treated': 1, 'orders.treated': 1 });
  });

  it('counts a code that was redeemed, and what it took off, once for an order that till and shop tell of', async () => {
    const { send, happened, counters } = await world();
    const shop = { order_id: '7', coupon: 'ten', currency: 'USD', total: 12, discount: 8 };
    const order = await happened('Order Completed', [ADA], { at: LATER, properties: shop });
    const till = { coupon_id: 'TEN', order_id: '7' };
    const coupon = await happened('Coupon Redeemed', [ADA], { at: LATER, properties: till });
    await send(order, order);
    await send(coupon);
    expect(await counters()).toMatchObject({ 'redeemed.ten-off': 1, discounted: 1, 'discounts.USD': 800 });
  });

  it.each([
    { when: 'until results are final', after: 0, redeemed: 1 },
    { when: 'and not after', after: 1, redeemed: undefined },
  ])('goes on counting redemptions of a launch that was ended $when', async ({ after, redeemed }) => {
    const { send, happened, counters, control, time } = await world();
    control.setLaunch('coats', 'ended');
    time.now = new Date(resultsUntil(coats()) + after).toISOString();
    const properties = { coupon_id: 'TEN', order_id: '7' };
    await send(await happened('Coupon Redeemed', [ADA], { at: time.now, properties }));
    expect((await counters())['redeemed.ten-off']).toBe(redeemed);
  });

  it('goes by the goal and the codes that held when the person was reached, after the launch was edited', async () => {
    const { send, happened, counters, control } = await world();
    const goal = { event: 'Order Completed', where: {}, withinSeconds: 60 };
    const offers = [{ id: 'twenty-off', code: { fixed: 'TWENTY' }, copy: {} }];
    control.goLive(coats({ hash: 'edited', goal, offers }));
    const paid = (order_id: string, coupon: string) =>
      happened('Order Completed', [ADA], { at: LATER, properties: { order_id, coupon } });
    await send(await paid('1', 'TEN'), await paid('2', 'TWENTY'));
    const both = { 'redeemed.ten-off': 1, 'redeemed.twenty-off': 1 };
    expect(await counters()).toMatchObject({ 'goal.treated': 1, 'orders.treated': 2, ...both });
  });

  it.each([
    { case: 'happened before', event: 'Order Completed', at: '2026-11-27T11:59:59.000Z', by: ADA },
    { case: 'came too late', event: 'Order Completed', at: '2026-12-05T00:00:00.000Z', by: ADA },
    { case: 'is no goal', event: 'Page Viewed', at: LATER, by: ADA },
    { case: 'is somebody else’s', event: 'Order Completed', at: LATER, by: 'user_id:eve' },
  ])('leaves alone what $case', async ({ event, at, by }) => {
    const { send, happened, counters, exposure } = await world();
    await send(await happened(event, [by], { at }));
    expect(await counters()).toEqual({});
    expect(await exposure()).toEqual(expect.not.objectContaining({ goalAt: expect.anything() }));
  });

  it('tries again when the ledger changed meanwhile, and gives up in the end', async () => {
    const { ports, handler, happened, counters, exposure } = await world();
    const order = await happened('Order Completed', [ADA], { at: LATER });
    let conflicts = 2;
    const saveLedger: typeof ports.saveLedger = async (ledger) =>
      conflicts-- > 0 ? 'conflict' : ports.saveLedger(ledger);
    expect(await handler({ ...ports, saveLedger })(sqsEvent(sqsRecord(busMessage(order))))).toEqual({
      batchItemFailures: [],
    });
    expect(await counters()).toEqual({ 'goal.treated': 1, 'orders.treated': 1 });
    expect(await exposure()).toMatchObject({ goalAt: LATER });

    const earlier = await happened('Order Completed', [ADA], { at: '2026-11-27T13:00:00.000Z' });
    const never: typeof ports.saveLedger = async () => 'conflict';
    const lost = await handler({ ...ports, saveLedger: never })(sqsEvent(sqsRecord(busMessage(earlier))));
    expect(lost.batchItemFailures).toHaveLength(1);
  });

  it.each([
    { what: 'a decision', make: async ({ events }: World) => events[0] },
    { what: 'a goal', make: ({ happened }: World) => happened('Order Completed', [ADA], { at: LATER }) },
    {
      what: 'a redemption',
      make: ({ happened }: World) =>
        happened('Order Completed', [ADA], { at: LATER, properties: { order_id: '7', coupon: 'TEN' } }),
    },
  ])('comes to the same end for $what whatever call fails', async ({ make }) => {
    const calls = await failEveryCall(
      async () => {
        const one = await world();
        const event = await make(one);
        if (event === undefined) throw new Error(`Nothing happened at ${NOW}.`);
        return {
          ports: one.ports,
          handler: one.handler,
          body: busMessage(event),
          outcome: () => Promise.all([one.counters(), one.exposure(), one.engagement.partOf('coats', 'times')]),
        };
      },
      (outcome, undisturbed) => expect(outcome).toEqual(undisturbed),
    );
    expect(calls).toBeGreaterThan(0);
  });
});

type World = Awaited<ReturnType<typeof world>>;
