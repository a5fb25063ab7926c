import { outboundVendor } from '../../support/decision-fixtures';
import { comesBack, deliveryWorld, failing, failures, message } from '../../support/delivery-world';

describe('a vendor that wants no message any more', () => {
  it('is left alone at once, its messages wait, and people are told', async () => {
    const world = await deliveryWorld({ answer: failing(410) });
    await failures(world.handle, message());
    expect(world.limits.circuitOf('mailhub')).toMatchObject({ state: 'gone' });
    expect(world.bus.published()).toMatchObject([
      { source: 'tandem.gateway', detailType: 'Vendor Circuit Opened', detail: { properties: { why: 'gone' } } },
    ]);
    expect(world.total('CircuitsOpened', { vendor: 'mailhub' })).toBe(1);
    for (let round = 0; round < 5; round += 1) await comesBack(world);
    expect(world.posts).toHaveLength(1);
    expect(world.attempts.attempts()).toMatchObject([{ state: 'claimed', attempts: 1, reason: 'http-410' }]);
  });

  it('gets them once IT has resumed it', async () => {
    let status = 410;
    const world = await deliveryWorld({ answer: async () => ({ status, durationMs: 1 }) });
    await failures(world.handle, message());
    status = 202;
    world.limits.resetCircuit('mailhub');
    world.time.wall += 2000;
    await comesBack(world);
    expect(world.attempts.attempts()).toMatchObject([{ state: 'delivered', attempts: 2 }]);
  });
});

describe('a vendor that fails', () => {
  const eager = { opensAt: '50%', requests: 5, window: '1 minute', probeAfter: '30 seconds' };
  const breaking = () => outboundVendor({ breaker: eager });
  const messages = (count: number, from = 0) =>
    Array.from({ length: count }, (_, index) => message({ messageId: `msg_${from + index}` }));

  it('is left alone after enough failures, asked by one message at a time, and served again once one got through', async () => {
    let status = 500;
    const world = await deliveryWorld({ vendors: [breaking()], answer: async () => ({ status, durationMs: 1 }) });
    for (const one of messages(5)) await failures(world.handle, one);
    expect(world.limits.circuitOf('mailhub')).toMatchObject({ state: 'open', probes: 0 });
    expect(world.total('CircuitsOpened', { vendor: 'mailhub' })).toBe(1);

    const readBefore = world.read.length;
    for (const one of messages(3, 10)) await failures(world.handle, one);
    expect([world.posts.length, world.read.length]).toEqual([5, readBefore]);
    expect(world.lines.filter(({ facts }) => facts.reason === 'circuit-open')).toHaveLength(3);

    world.time.wall += 31_000;
    for (const one of messages(3, 20)) await failures(world.handle, one);
    expect(world.posts).toHaveLength(6);
    expect(world.limits.circuitOf('mailhub')).toMatchObject({ state: 'open', probes: 1 });

    status = 202;
    world.time.wall += 61_000;
    for (const one of messages(3, 30)) await failures(world.handle, one);
    expect(world.posts).toHaveLength(9);
    expect(world.limits.circuitOf('mailhub')).toMatchObject({ state: 'closed' });
    const told = world.bus.published().filter(({ detailType }) => detailType.startsWith('Vendor'));
    expect(told.map(({ detailType }) => detailType)).toEqual(['Vendor Circuit Opened', 'Vendor Circuit Closed']);
  });

  it('lets another message try when the one that was to try was stopped in the last moment', async () => {
    const world = await deliveryWorld({ vendors: [breaking()], answer: failing(500) });
    for (const one of messages(5)) await failures(world.handle, one);
    world.time.wall += 31_000;
    const stopped = async (name: string) => {
      world.time.wall += 1000;
      world.control.pauseAll(true);
      return world.ports.readSecret(name);
    };
    await failures(world.handler({ ...world.ports, readSecret: stopped }), message({ messageId: 'msg_stopped' }));
    expect(world.posts).toHaveLength(5);
    world.control.pauseAll(false);
    world.time.wall += 2000;
    await failures(world.handle, message({ messageId: 'msg_next' }));
    expect(world.posts).toHaveLength(6);
  });

  it('does not make a message fail that was sent while the circuit could not be told', async () => {
    const { ports, handler, attempts, lines } = await deliveryWorld({ answer: failing(410) });
    const down = { ...ports, loadCircuit: neverTwice(ports.loadCircuit) };
    expect(await failures(handler(down), message())).toBe(0);
    expect(attempts.attempts()).toMatchObject([{ reason: 'http-410' }]);
    expect(lines.map(({ code }) => code)).toContain('circuit.untold');
  });
});

/** The port works once and then rejects. */
const neverTwice = <Args extends unknown[], Result>(port: (...args: Args) => Promise<Result>) => {
  let calls = 0;
  return (...args: Args): Promise<Result> => {
    calls += 1;
    return calls === 1 ? port(...args) : Promise.reject(new Error('The store is down on purpose.'));
  };
};
