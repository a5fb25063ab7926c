import { launch, messageRequest } from '../../support/decision-fixtures';
import { deliveryWorld, failing, failures, message, requested } from '../../support/delivery-world';
import { createMemoryTrail } from '../../support/memory-trail';
import { probeWorld } from '../../support/probe-world';
import { sendTestWorld } from '../../support/send-test-world';
import { busMessage } from '../../support/sqs-event';

const HASH = messageRequest().definitionHash;
/** What the bus puts into a delivery queue for a customer whom no generator made up. */
const customers = (over: Parameters<typeof requested>[0] = {}) => {
  const event = requested(over);
  const { synthetic: _madeUp, ...detail } = event.detail;
  return busMessage({ ...event, detail });
};
const down = () => {
  const trail = createMemoryTrail();
  trail.breakDown();
  return trail.tellTrail;
};

describe('the first message of a launch', () => {
  it('is told to the audit trail: which definition, when the vendor took it, and nothing about whom', async () => {
    const { handle, trail } = await deliveryWorld();
    expect(await failures(handle, customers())).toBe(0);
    expect(trail.facts).toEqual([
      {
        id: `first-message:coats:${HASH}`,
        kind: 'launch.first-message',
        at: '2026-11-27T12:00:00.012Z',
        by: 'tandem',
        about: 'coats',
        details: { hash: HASH, channel: 'email', vendor: 'mailhub' },
      },
    ]);
  });

  it('is one fact of all messages of a definition, and another one of the next definition', async () => {
    const { handle, control, trail } = await deliveryWorld();
    control.keep({ ...launch('coats'), hash: 'next' });
    for (const messageId of ['msg_1', 'msg_2']) await failures(handle, customers({ messageId }));
    await failures(handle, customers({ messageId: 'msg_3', definitionHash: 'next' }));
    expect(trail.facts).toHaveLength(3);
    expect([...trail.kept.keys()]).toEqual([`first-message:coats:${HASH}`, 'first-message:coats:next']);
  });

  it('is told apart where a generator made its customer up', async () => {
    const { handle, trail } = await deliveryWorld();
    for (const body of [message(), customers({ messageId: 'msg_2' })]) expect(await failures(handle, body)).toBe(0);
    expect([...trail.kept.values()].map(({ id, details }) => [id, details.synthetic])).toEqual([
      [`first-message:coats:${HASH}:synthetic`, true],
      [`first-message:coats:${HASH}`, undefined],
    ]);
  });

  it.each([
    ['is refused', { now: '2027-06-01T00:00:00.000Z' }],
    ['failed', { answer: failing(400) }],
    ['is to be tried again', { answer: failing(503) }],
    ['meets a vendor that is gone', { answer: failing(410) }],
  ])('is not a message that %s', async (_, given) => {
    const { handle, trail } = await deliveryWorld(given);
    expect(await failures(handle, customers())).toBe(0);
    expect(trail.facts).toEqual([]);
  });

  it('comes again where the trail does not take it, is not sent again, and is told as it was', async () => {
    const { ports, handler, posts, trail, bus, time } = await deliveryWorld();
    expect(await failures(handler({ ...ports, tellTrail: down() }), customers())).toBe(1);
    expect(bus.published()).toHaveLength(1);
    time.wall += 360_000;
    expect(await failures(handler(ports), customers(), 2)).toBe(0);
    expect(posts).toHaveLength(1);
    expect(trail.facts.map(({ at }) => at)).toEqual(['2026-11-27T12:00:00.012Z']);
  });

  it('is no test', async () => {
    const world = await sendTestWorld();
    await world.send();
    expect(await world.deliver()).toBe(0);
    expect(world.bodies()).toHaveLength(2);
    expect(world.trail.facts.map(({ kind }) => kind)).toEqual(['test.sent']);
  });

  it('is no probe', async () => {
    const world = await probeWorld();
    const definition = launch('jackets');
    world.control.keep(definition);
    const { proofs } = await world.run(definition);
    expect(proofs.filter(({ step }) => step === 'deliver-message')).not.toEqual([]);
    expect(world.trail.facts).toEqual([]);
  });
});
