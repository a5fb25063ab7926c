import type { LaunchDefinition } from '../../../contracts/decision';
import type { SendMessages } from '../../../lambdas/domain/ports/queues';
import { createRunBlast, PAGE_SIZE, PAUSED_SECONDS } from '../../../lambdas/handlers/run-blast/handler';
import { shardOf } from '../../../lambdas/stores/shard';
import { failEveryCall } from '../../support/crash-run';
import { launch } from '../../support/decision-fixtures';
import { createDecisionWorld, decideForWith, publishedIds } from '../../support/decision-world';
import { sqsEvent, sqsRecord } from '../../support/sqs-event';

const AT = '2026-11-27T12:00:00.000Z';
const winBack = (over: Partial<LaunchDefinition> = {}): LaunchDefinition =>
  launch('win-back', {
    trigger: { kind: 'at', at: AT, clock: 'launch' },
    channels: { reach: 'first', use: [{ channel: 'email', kind: 'push', vendor: 'mailhub' }] },
    ...over,
  });

/** Customers of one shard, a launch, and the queue that the function writes to and reads from. */
const world = async (customers: number, definition = winBack(), pageSize = PAGE_SIZE) => {
  const base = createDecisionWorld();
  const strands: string[] = [];
  for (let index = 0; strands.length < customers; index += 1) {
    if (shardOf(`user_id:c${index}`) === 0) strands.push(`user_id:c${index}`);
  }
  for (const strand of strands) await base.welcome([strand]);
  base.control.goLive(definition);
  const ports = {
    ...base.ports,
    listPersons: base.profiles.listPersons,
    sendPages: base.queue.send as SendMessages,
  };
  const handler = ({ listPersons, sendPages, publishEvents, ...decision }: typeof ports) => {
    const { clock, liveLaunches } = decision;
    const { log, count } = base;
    const decideFor = decideForWith(decision);
    return createRunBlast({
      clock,
      decideFor,
      prove: base.prove('run-blast'),
      liveLaunches,
      listPersons,
      publishEvents,
      sendPages,
      pageSize,
      log,
      count,
    });
  };
  const handle = handler(ports);
  const send = (body: unknown) => handle(sqsEvent(sqsRecord(body)));
  /** Works off the queue until it is empty. */
  const drain = async (): Promise<number> => {
    let done = 0;
    for (; done < base.queue.messages().length; done += 1) await send(base.queue.messages()[done]?.body);
    return done;
  };
  const reached = () => base.engagement.decisions().map(({ person }) => person);
  return { ...base, ports, handler, send, drain, reached, strands };
};

describe('run-blast', () => {
  it('decides everybody once, shard by shard and page by page', async () => {
    const { send, drain, reached, strands, bus } = await world(2 * PAGE_SIZE + 5);
    await send({ launch: 'win-back', run: AT });
    expect(await drain()).toBe(64 + 2);
    expect(reached().sort()).toEqual([...strands].sort());
    const requests = bus.published().filter(({ detailType }) => detailType === 'Message Requested');
    expect(requests).toHaveLength(strands.length);
  });

  it('decides nobody twice when the whole run is started again', async () => {
    const one = await world(PAGE_SIZE + 1);
    await one.send({ launch: 'win-back', run: AT });
    await one.drain();
    const [ids, decisions] = [publishedIds(one), one.engagement.decisions()];
    await one.send({ launch: 'win-back', run: AT });
    await one.drain();
    expect([publishedIds(one), one.engagement.decisions()]).toEqual([ids, decisions]);
  });

  it('lets the pages of a paused launch wait, and goes on where they were', async () => {
    const { send, drain, queue, control, reached } = await world(3);
    control.setLaunch('win-back', 'paused');
    const page = { launch: 'win-back', run: AT, shard: 0 };
    await send(page);
    expect(queue.messages()).toEqual([{ body: page, delaySeconds: PAUSED_SECONDS }]);
    expect(reached()).toEqual([]);
    control.setLaunch('win-back', 'live');
    await drain();
    expect(reached()).toHaveLength(3);
  });

  it('waits where its run is not that of what is live: the change of the launch is not over, or the run is an old one', async () => {
    const { send, queue, reached } = await world(1);
    const page = { launch: 'win-back', run: '2026-11-26T12:00:00.000Z' };
    await send(page);

    expect(queue.messages().map(({ body, delaySeconds }) => [body, delaySeconds])).toEqual([[page, PAUSED_SECONDS]]);
    expect(reached()).toEqual([]);
  });

  it.each([
    { case: 'a launch nobody knows', page: { launch: 'gone', run: AT } },
    { case: 'a launch that was ended', page: { launch: 'win-back', run: AT }, end: true },
    { case: 'a launch whose window is over', page: { launch: 'win-back', run: AT }, now: '2026-12-01T00:00:00.000Z' },
  ])('drops the pages of $case', async ({ page, end, now }) => {
    const { send, queue, control, reached, time } = await world(1);
    if (end === true) control.setLaunch('win-back', 'ended');
    if (now !== undefined) time.now = now;
    expect(await send(page)).toEqual({ batchItemFailures: [] });
    expect([queue.messages(), reached()]).toEqual([[], []]);
  });

  it('decides each customer in the pass in which their own clock comes to the time', async () => {
    const { send, reached, happened, strands } = await world(
      4,
      winBack({ trigger: { kind: 'at', at: AT, clock: 'customer' } }),
    );
    const [tokyo = '', london = '', unknown = '', bad = ''] = strands;
    const lives = (strand: string, timezone: string) =>
      happened('Customer Identified', [strand], { properties: { timezone } });
    await lives(tokyo, 'Asia/Tokyo');
    await lives(london, 'Europe/London');
    await lives(bad, 'Mars/Olympus');
    const pass = (passAt: string) => send({ launch: 'win-back', run: AT, shard: 0, passAt });

    // 07:00 in New York is 07:00 in Tokyo fourteen hours earlier, in London five hours earlier.
    await pass('2026-11-26T22:00:00.000Z');
    expect(reached()).toEqual([tokyo]);
    await pass('2026-11-27T07:00:00.000Z');
    expect(reached()).toEqual([tokyo, london]);
    await pass('2026-11-27T08:00:00.000Z');
    expect(reached()).toHaveLength(2);
    await pass('2026-11-27T12:00:00.000Z');
    expect(reached().sort()).toEqual([tokyo, london, unknown, bad].sort());
    await pass('2026-11-27T12:00:00.000Z');
    expect(reached()).toHaveLength(4);
  });

  it.each([
    { case: 'no launch', body: { run: AT } },
    { case: 'no run', body: { launch: 'win-back' } },
    { case: 'a shard that is no number', body: { launch: 'win-back', run: AT, shard: '0' } },
    { case: 'a pass that is no instant', body: { launch: 'win-back', run: AT, passAt: 'noon' } },
    { case: 'no JSON', body: 'win-back' },
  ])('reports a message with $case', async ({ body }) => {
    const { send } = await world(0);
    expect((await send(body)).batchItemFailures).toHaveLength(1);
  });

  it('comes to the same end whatever call fails', async () => {
    const calls = await failEveryCall(
      async () => {
        const one = await world(3, winBack(), 2);
        return {
          ports: one.ports,
          handler: one.handler,
          body: { launch: 'win-back', run: AT, shard: 0 },
          outcome: () => [
            one.engagement.decisions(),
            publishedIds(one),
            [...new Set(one.queue.messages().map(({ body }) => JSON.stringify(body)))],
          ],
        };
      },
      (outcome, undisturbed) => expect(outcome).toEqual(undisturbed),
    );
    expect(calls).toBeGreaterThan(10);
  });
});
