import { profileEvents } from '../../../lambdas/domain/profile-events';
import { createDecideOffer } from '../../../lambdas/handlers/decide-offer/handler';
import { audienceRules } from '../../support/audiences';
import { failEveryCall } from '../../support/crash-run';
import { launch, NOW } from '../../support/decision-fixtures';
import { createDecisionWorld, decideForWith, publishedIds, rules } from '../../support/decision-world';
import { busMessage, sqsEvent, sqsRecord } from '../../support/sqs-event';
import { stateOf } from '../../support/store-contracts/profiles';

const ADA = 'user_id:ada';

/** A customer who wants offers, one launch that e-mails whoever enters a store, and the event that somebody did. */
const world = async () => {
  const base = createDecisionWorld();
  await base.welcome([ADA, 'anonymous_id:phone']);
  base.control.goLive(launch('coats'));
  const entered = await base.happened('Store Entered', ['anonymous_id:phone', ADA]);
  const handler = ({ publishEvents, ...ports }: typeof base.ports) =>
    createDecideOffer({
      decideFor: decideForWith(ports),
      prove: base.prove('decide-offer'),
      publishEvents,
      rules,
      log: base.log,
      count: base.count,
    });
  return { ...base, handler, handle: handler(base.ports), entered };
};

describe('decide-offer', () => {
  it('publishes the decision and a request for each message, with the trace of the event', async () => {
    const { handle, entered, bus, engagement } = await world();
    expect(await handle(sqsEvent(sqsRecord(busMessage(entered))))).toEqual({ batchItemFailures: [] });
    const [decision] = engagement.decisions();
    expect(bus.published()).toMatchObject([
      { source: 'tandem.decision', detailType: 'Offer Decided', detail: { trace: 'Root=1-0-0' } },
      {
        source: 'tandem.decision',
        detailType: 'Message Requested',
        detail: {
          properties: { launch: 'coats', channel: 'email', vendor: 'mailhub', decisionId: decision?.decisionId },
        },
      },
    ]);
    expect(decision?.trigger).toMatchObject({
      kind: 'event',
      itemKey: expect.stringContaining('S#user_id:ada/EVT#shop#'),
    });
  });

  it('decides for a customer who enters a segment, over launches that wait for that segment only', async () => {
    const { handle, control, engagement } = await world();
    const waits = (segment: string, event = 'Segment Entered') => ({ kind: 'event', event, segment }) as const;
    control.goLive(launch('vips', { trigger: waits('vip') }));
    control.goLive(launch('buyers', { trigger: waits('buyers') }));
    control.goLive(launch('lost-vips', { trigger: waits('vip', 'Segment Left') }));
    const state = { ...stateOf(ADA), membership: { hash: 'one', in: ['vip'], due: [] } };
    const is = { version: 7, state, at: Date.parse(NOW) / 1000 };
    const [entry] = profileEvents({ person: ADA, is }, audienceRules().audiences);
    expect(entry?.detailType).toBe('Segment Entered');
    if (entry === undefined) throw new Error('Nothing is published.');
    await handle(sqsEvent(sqsRecord(busMessage(entry))));
    const [decision, ...more] = engagement.decisions();
    expect(more).toEqual([]);
    expect(decision?.chosen.map((one) => one.launch)).toEqual(['vips']);
    expect(decision?.excluded).toEqual([]);
  });

  it('decides nothing for a fact of long ago that is told today', async () => {
    const { handle, entered, bus, engagement } = await world();
    const imported = { ...entered, detail: { ...entered.detail, occurredAt: '2019-05-11T00:00:00.000Z' } };
    await handle(sqsEvent(sqsRecord(busMessage(imported))));
    expect([bus.published(), engagement.decisions()]).toEqual([[], []]);
  });

  it('marks what a made-up event sets off', async () => {
    const { handle, entered, bus } = await world();
    const madeUp = { ...entered, detail: { ...entered.detail, synthetic: true } };
    await handle(sqsEvent(sqsRecord(busMessage(madeUp))));
    expect(bus.published().every(({ detail }) => detail.synthetic === true)).toBe(true);
  });

  it('publishes the same events under the same ids when the event comes again', async () => {
    const once = await world();
    await once.handle(sqsEvent(sqsRecord(busMessage(once.entered))));
    const published = structuredClone(once.bus.published());
    once.time.now = '2026-11-27T18:00:00.000Z';
    once.control.goLive(launch('boots', { rank: 99 }));
    await once.handle(sqsEvent(sqsRecord(busMessage(once.entered), { receives: 2 })));
    expect(once.bus.published()).toEqual([...published, ...published]);
    expect(once.engagement.decisions()).toHaveLength(1);
  });

  it('requests nothing twice when two launches wait for the same event', async () => {
    const { handle, entered, bus, engagement, control } = await world();
    control.goLive(launch('boots', { rank: 99 }));
    const copy = () => sqsRecord(busMessage(entered));
    await handle(sqsEvent(copy(), copy()));
    await handle(sqsEvent(copy()));
    expect(bus.published().map(({ detailType }) => detailType)).toEqual(['Offer Decided', 'Message Requested']);
    expect(engagement.decisions()).toHaveLength(1);
  });

  it('publishes again for an event that comes back from the dead letters', async () => {
    const { handle, entered, bus, time } = await world();
    const record = sqsRecord(busMessage(entered), { id: 'one' });
    bus.refuse(() => true);
    expect((await handle(sqsEvent(record))).batchItemFailures).toHaveLength(1);
    bus.refuse(() => false);
    time.now = '2026-11-27T12:30:00.000Z';
    await handle(sqsEvent(record));
    expect(bus.published().map(({ detailType }) => detailType)).toEqual(['Offer Decided', 'Message Requested']);
  });

  it('lets the queue bring the event again when the bus does not take it', async () => {
    const { handle, entered, bus } = await world();
    bus.refuse(({ detailType }) => detailType === 'Message Requested');
    const { batchItemFailures } = await handle(sqsEvent(sqsRecord(busMessage(entered), { id: 'one' })));
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'one' }]);
    bus.refuse(() => false);
    expect(await handle(sqsEvent(sqsRecord(busMessage(entered), { receives: 2 })))).toEqual({ batchItemFailures: [] });
    expect(publishedIds({ bus })).toHaveLength(2);
  });

  it('says why nobody was chosen', async () => {
    const { handle, entered, control, bus } = await world();
    control.setLaunch('coats', 'paused');
    await handle(sqsEvent(sqsRecord(busMessage(entered))));
    expect(bus.published()).toMatchObject([
      { detailType: 'Offer Decided', detail: { properties: { excluded: [{ launch: 'coats', reason: 'not-live' }] } } },
    ]);
  });

  it('drops the event of a person who was erased, and reports a message that is none', async () => {
    const { handle, entered, bus } = await world();
    const detail = { ...entered.detail, identifiers: [{ type: 'user_id', token: 'gone' }] };
    const { batchItemFailures } = await handle(
      sqsEvent(sqsRecord(busMessage({ ...entered, detail }), { id: 'gone' }), sqsRecord('[]', { id: 'bad' })),
    );
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'bad' }]);
    expect(bus.published()).toEqual([]);
  });

  it('comes to the same end whatever call fails', async () => {
    const calls = await failEveryCall(
      async () => {
        const one = await world();
        return {
          ports: one.ports,
          handler: one.handler,
          body: busMessage(one.entered),
          outcome: () => [one.engagement.decisions(), publishedIds(one)],
        };
      },
      (outcome, undisturbed) => expect(outcome).toEqual(undisturbed),
    );
    expect(calls).toBeGreaterThan(5);
  });
});
