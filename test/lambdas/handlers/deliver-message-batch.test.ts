import type { SQSEvent } from 'aws-lambda';
import type { MessageRequest } from '../../../contracts/decision';
import { failEveryCall } from '../../support/crash-run';
import { launch, outboundVendor, person } from '../../support/decision-fixtures';
import { type DeliveryWorld, deliveryWorld, type GivenDelivery, message } from '../../support/delivery-world';
import { idsIn } from '../../support/faulty-vendor';
import { sqsEvent, sqsRecord } from '../../support/sqs-event';

const worldOf = (given: GivenDelivery = {}, most = 10) =>
  deliveryWorld({ vendors: [outboundVendor({ rate: '10/s', batch: { most } })], ...given });
const IDS = ['msg_a', 'msg_b', 'msg_c'] as const;
/** What one function is given at once. */
const batchOf = (...overs: readonly Partial<MessageRequest>[]) =>
  sqsEvent(...overs.map((over) => sqsRecord(message(over), { id: over.messageId ?? '' })));
const abc = (over: Partial<MessageRequest> = {}) => batchOf(...IDS.map((messageId) => ({ ...over, messageId })));
const sent = ({ posts }: Pick<DeliveryWorld, 'posts'>) => posts.map(idsIn);
const stateOf = ({ attempts }: Pick<DeliveryWorld, 'attempts'>, id: string) =>
  attempts.attempts().find(({ messageId }) => messageId === id);
/** All copies that were put off, given to one function once they are due. */
const comeBack = async (world: DeliveryWorld) => {
  const copies = world.held.splice(0);
  world.time.wall += Math.max(...copies.map(({ delaySeconds }) => delaySeconds)) * 1000;
  return world.handle(sqsEvent(...copies.map(({ held }) => sqsRecord(held, { id: held.request.messageId }))));
};

describe('messages to a vendor that takes a list', () => {
  it('go in one request, each with its own id, attempt and event', async () => {
    const world = await worldOf();
    expect((await world.handle(abc())).batchItemFailures).toEqual([]);
    expect(sent(world)).toEqual([[...IDS]]);
    expect(world.attempts.attempts().map(({ messageId, state, attempts }) => [messageId, state, attempts])).toEqual(
      IDS.map((id) => [id, 'delivered', 1]),
    );
    const told = world.bus.published().map(({ detailType, detail }) => [detailType, detail.properties.messageId]);
    expect(told.sort()).toEqual(IDS.map((id) => ['Message Delivered', id]));
  });

  it('are as many in a request as the vendor takes, and count as one request', async () => {
    const world = await worldOf({}, 2);
    const taken: number[] = [];
    const takeNumbers: typeof world.ports.takeNumbers = async (...asked) => {
      taken.push(asked[2]);
      return world.ports.takeNumbers(...asked);
    };
    await world.handler({ ...world.ports, takeNumbers })(abc());
    expect(sent(world)).toEqual([['msg_a', 'msg_b'], ['msg_c']]);
    expect(taken.reduce((sum, count) => sum + count, 0)).toBe(2);
  });

  it('have one request id for the same messages in any order, and a message alone its own', async () => {
    const idOf = async (...ids: readonly string[]) => {
      const world = await worldOf();
      await world.handle(batchOf(...ids.map((messageId) => ({ messageId }))));
      return [world.posts[0]?.headers['webhook-id'], Buffer.from(world.posts[0]?.body ?? []).toString()];
    };
    expect(await idOf('msg_b', 'msg_a')).toEqual(await idOf('msg_a', 'msg_b'));
    expect((await idOf('msg_a', 'msg_b'))[0]).not.toBe((await idOf('msg_a', 'msg_c'))[0]);
    expect((await idOf('msg_a'))[0]).toBe('msg_a');
  });

  it('leave out whoever withdrew since the decision', async () => {
    const world = await worldOf();
    const readView: typeof world.ports.readView = async (id) =>
      id === 'user_id:tok_withdrew' ? person({ consent: {} }) : world.ports.readView(id);
    await world.handler({ ...world.ports, readView })(
      batchOf({ messageId: 'msg_a' }, { messageId: 'msg_b', person: 'user_id:tok_withdrew' }, { messageId: 'msg_c' }),
    );
    expect(sent(world)).toEqual([['msg_a', 'msg_c']]);
    expect(stateOf(world, 'msg_b')).toMatchObject({ state: 'refused', reason: 'no-consent' });
  });

  it('leave out those of a launch that is stopped in the last moment, and only those', async () => {
    const world = await worldOf();
    const coats = await world.control.loadDefinition('coats', 'hash-of-coats');
    world.control.goLive(launch('hats', { offers: coats?.offers ?? [] }));
    const readSecret = async (name: string) => {
      world.time.wall += 1000;
      world.control.setLaunch('hats', 'paused');
      return world.ports.readSecret(name);
    };
    const hats = { launch: 'hats', definitionHash: 'hash-of-hats' };
    await world.handler({ ...world.ports, readSecret })(
      batchOf({ messageId: 'msg_a' }, { messageId: 'msg_b', ...hats }, { messageId: 'msg_c' }),
    );
    expect(sent(world)).toEqual([['msg_a', 'msg_c']]);
    expect(world.held.map(({ held }) => held.request.messageId)).toEqual(['msg_b']);
    expect(stateOf(world, 'msg_b')).toMatchObject({ state: 'claimed', attempts: 0, reason: 'held' });
  });

  it('leave out one that another function is sending', async () => {
    const world = await worldOf();
    const copies = IDS.map((messageId) => ({ ...message({ messageId }) }));
    const claimAttempt: typeof world.ports.claimAttempt = async (attempt, was) =>
      attempt.messageId === 'msg_b' ? 'taken' : world.ports.claimAttempt(attempt, was);
    const { batchItemFailures } = await world.handler({ ...world.ports, claimAttempt })(
      sqsEvent(...copies.map((copy, index) => sqsRecord(copy, { id: IDS[index] ?? '', receives: 2 }))),
    );
    expect(sent(world)).toEqual([['msg_a', 'msg_c']]);
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'msg_b' }]);
  });

  it('leave out a copy, which their vendor could not know by the id of the request', async () => {
    const world = await worldOf();
    const copies = ['a', 'b'].map((id) => sqsRecord(message({ messageId: 'msg_a' }), { id }));
    const other = sqsRecord(message({ messageId: 'msg_b' }), { id: 'other' });
    const { batchItemFailures } = await world.handle(sqsEvent(...copies, other));
    expect(sent(world)).toEqual([['msg_a', 'msg_b']]);
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'b' }]);
  });

  it('wait for no erasure that came with them, whose vendor may take its time', async () => {
    const batching = outboundVendor({ batch: { most: 10 }, erasure: { url: 'https://mail.example/erase' } });
    let depart = (): void => undefined;
    const departed = new Promise<void>((resolve) => {
      depart = resolve;
    });
    const world = await worldOf({
      vendors: [batching],
      answer: async ({ url }) => {
        if (url.endsWith('/erase')) await departed;
        else depart();
        return { status: 202, durationMs: 1 };
      },
    });
    const identifiers = [{ field: 'email', token: world.email }];
    const erasure = { kind: 'erasure', receipt: 'era_1', vendor: batching.vendor, identifiers, attempts: 0 };
    await world.handle(sqsEvent(sqsRecord(erasure, { id: 'erasure' }), ...abc().Records));
    expect(world.posts).toHaveLength(2);
    expect(world.bus.published()).toHaveLength(4);
  });

  it('start no request when nobody is left for it', async () => {
    const world = await worldOf();
    const claimAttempt = async () => 'taken' as const;
    const { batchItemFailures } = await world.handler({ ...world.ports, claimAttempt })(
      sqsEvent(...IDS.map((messageId) => sqsRecord(message({ messageId }), { id: messageId, receives: 2 }))),
    );
    expect([world.posts, batchItemFailures.length]).toEqual([[], 3]);
  });

  it('do not wait for a record that nobody can read', async () => {
    const world = await worldOf();
    const { batchItemFailures } = await world.handle(
      sqsEvent(sqsRecord('{no json', { id: 'bad' }), ...abc().Records.slice(0, 2)),
    );
    expect(sent(world)).toEqual([['msg_a', 'msg_b']]);
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'bad' }]);
  });

  it('have each failed when their request failed, and come again together under their ids', async () => {
    let status = 503;
    const world = await worldOf({ answer: async () => ({ status, durationMs: 1 }) });
    await world.handle(abc());
    expect(world.attempts.attempts()).toMatchObject(IDS.map((messageId) => ({ messageId, reason: 'http-503' })));
    status = 202;
    await comeBack(world);
    expect(sent(world)).toEqual([[...IDS], [...IDS]]);
    expect(world.attempts.attempts()).toMatchObject(IDS.map(() => ({ state: 'delivered', attempts: 2 })));
  });

  it('count as one failed request for the circuit', async () => {
    const world = await worldOf({ answer: async () => ({ status: 500, durationMs: 1 }) });
    const told: number[] = [];
    const countAnswers: typeof world.ports.countAnswers = async (name, window, answers) => {
      told.push(answers.failed);
      return world.ports.countAnswers(name, window, answers);
    };
    await world.handler({ ...world.ports, countAnswers })(abc());
    expect(told).toEqual([1]);
  });

  it('are tried one by one when a request was refused, so that one bad message is no end for others', async () => {
    const world = await worldOf({
      answer: async (request) => ({ status: idsIn(request).includes('msg_b') ? 400 : 202, durationMs: 1 }),
    });
    await world.handle(abc());
    expect(world.bus.published()).toEqual([]);
    await comeBack(world);
    expect(sent(world)).toEqual([[...IDS], ['msg_a'], ['msg_b'], ['msg_c']]);
    expect(IDS.map((id) => stateOf(world, id)?.state)).toEqual(['delivered', 'failed', 'delivered']);
  });

  it('are settled each for itself when one answer cannot be recorded', async () => {
    const world = await worldOf();
    const saveAttempt: typeof world.ports.saveAttempt = async (attempt) =>
      attempt.messageId === 'msg_b' ? Promise.reject(new Error('down on purpose')) : world.ports.saveAttempt(attempt);
    const { batchItemFailures } = await world.handler({ ...world.ports, saveAttempt })(abc());
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'msg_b' }]);
    expect([stateOf(world, 'msg_a')?.state, stateOf(world, 'msg_c')?.state]).toEqual(['delivered', 'delivered']);
  });

  it('wait together, each under its own id, when their vendor is left alone', async () => {
    const world = await worldOf();
    const awaiting = async () => ({ state: 'gone', version: 1, since: '', probeAt: '', probes: 0 }) as const;
    await world.handler({ ...world.ports, loadCircuit: awaiting })(abc());
    expect(world.posts).toEqual([]);
    expect(world.held.map(({ held }) => held.request.messageId).sort()).toEqual([...IDS]);
  });

  it('come to the same end whatever call fails', async () => {
    const calls = await failEveryCall(
      async () => {
        const { ports, handler, time, attempts, bus } = await worldOf();
        const { postToVendor, ...failing } = ports;
        const both = (used: typeof failing) => {
          const handle = handler({ ...ports, ...used, postToVendor });
          const other = sqsRecord(message({ messageId: 'msg_b' }), { id: 'other' });
          return ({ Records }: SQSEvent) => handle({ Records: [...Records, other] });
        };
        return {
          ports: failing,
          handler: both,
          body: message({ messageId: 'msg_a' }),
          between: () => {
            time.wall += 60_000;
          },
          outcome: () => ({
            ends: IDS.map((id) => stateOf({ attempts }, id)?.state),
            ids: [...new Set(bus.published().map(({ detail }) => detail.messageId))].sort(),
          }),
        };
      },
      (outcome, undisturbed) => expect(outcome).toEqual(undisturbed),
    );
    expect(calls).toBeGreaterThan(8);
  });
});
