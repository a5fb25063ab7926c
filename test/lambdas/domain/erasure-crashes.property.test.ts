import { ada, BEFORE, ben, identified, lives } from '../../support/erasure-lives';
import { createErasureWorld } from '../../support/erasure-world';
import { failAt } from '../../support/failing-port';

describe('an erasure that fails at any point', () => {
  const run = async (nth: number, when: 'before' | 'after') => {
    const world = createErasureWorld({ answering: ['mailhub'] });
    await world.see(ben);
    await lives(world);
    await world.see(identified({ id: 'o1', at: BEFORE, who: { user_id: 'ada', email: 'second@shoppers.test' } }));
    const { receipt } = await world.erase('email', ada.email);
    const failing = failAt(world.ports, nth, when);
    await world.work(failing.ports);
    const {
      retries,
      signature: _signature,
      rescan,
      finishedAt: _finished,
      vendors,
      ...proof
    } = await world.receipt(receipt);
    const told = vendors.map(({ at: _at, ...vendor }) => vendor);
    return {
      calls: failing.calls(),
      retries,
      end: { proof, left: rescan?.left, told, held: world.vault.held(), profiles: world.profiles.bytes() },
      genuine: await world.isGenuine(receipt),
    };
  };

  it('comes to the same end', async () => {
    const undisturbed = await run(0, 'before');
    expect(undisturbed.end.proof.step).toBe('done');
    expect(undisturbed.calls).toBeGreaterThan(50);
    for (const when of ['before', 'after'] as const) {
      for (let nth = 1; nth <= undisturbed.calls; nth += 1) {
        const { end, retries, genuine } = await run(nth, when);
        expect({ nth, when, end, genuine }).toEqual({ nth, when, end: undisturbed.end, genuine: true });
        expect({ nth, when, retries }).toEqual({ nth, when, retries: expect.any(Number) });
      }
    }
  });
});
