import { createEraseLateStrands, lateStrandsOf } from '../../../lambdas/domain/late-strands';
import { AFTER, ada, BEFORE, identified } from '../../support/erasure-lives';
import { createErasureWorld, type ErasureWorld } from '../../support/erasure-world';
import { failAt } from '../../support/failing-port';

const PHONE = { user_id: 'ada', anonymous_id: 'phone' };

/** Ada was erased while an event of hers was under way that names a device nobody else knows; it comes now. */
const cameLate = async (): Promise<{ world: ErasureWorld; receipt: string }> => {
  const world = createErasureWorld();
  await world.see(identified({ who: ada }));
  const underWay = await world.tokenise(identified({ id: 'm2', who: PHONE, personal: {} }));
  if (underWay === undefined) throw new Error('Not let in.');
  const { receipt } = await world.erase('user_id', 'ada');
  await world.work();
  expect(world.vault.held()).toEqual(['phone']);
  expect((await world.apply(underWay)).outcome).toBe('erased');
  return { world, receipt };
};

describe('strands that a late event of an erased customer names', () => {
  it('go with the customer where nobody else is known by them, and may begin anew', async () => {
    const { world } = await cameLate();
    await world.work();
    expect(world.vault.held()).toEqual([]);
    expect(await world.see(identified({ id: 'm3', who: { anonymous_id: 'phone' }, at: BEFORE }))).toBe('refused');
    expect(await world.see(identified({ id: 'm4', who: { anonymous_id: 'phone' }, at: AFTER }))).toBe('applied');
  });

  it('stay with somebody who is known by them', async () => {
    const { world } = await cameLate();
    await world.see(identified({ id: 'b1', who: { user_id: 'ben', anonymous_id: 'phone' }, personal: {}, at: AFTER }));
    await world.work();
    expect([...world.vault.held()].sort()).toEqual(['ben', 'phone']);
    expect(world.profiles.states()).toHaveLength(1);
  });

  it('change no word of the signed receipt', async () => {
    const { world, receipt } = await cameLate();
    const signed = await world.receipt(receipt);
    await world.work();
    expect(await world.receipt(receipt)).toEqual(signed);
    expect(await world.isGenuine(receipt)).toBe(true);
  });

  it('keep the values of the erasure itself until its vendors were told', async () => {
    const world = createErasureWorld();
    await world.see(identified());
    const underWay = await world.tokenise(identified({ id: 'm2' }));
    if (underWay === undefined) throw new Error('Not let in.');
    await world.erase('user_id', 'ada');
    await world.work(world.ports, 0);
    expect((await world.apply(underWay)).outcome).toBe('erased');
    await world.work(world.ports, 0);
    expect(world.vault.held()).toContain(ada.email);
    await world.work();
    expect(world.vault.held()).toEqual([]);
  });

  it('are left to another erasure that has ended them, whose vendors are told by their values', async () => {
    const { world, receipt } = await cameLate();
    await world.work();
    const ben = identified({ id: 'b1', who: { user_id: 'ben', email: 'ben@example.org' }, at: AFTER });
    await world.see(ben);
    const underWay = await world.tokenise({ ...ben, id: 'b2' });
    await world.erase('user_id', 'ben');
    await world.work(world.ports, 0);
    const strands = (underWay?.detail.identifiers ?? []).map(({ type, token }) => `${type}:${token}`);
    expect(await createEraseLateStrands(world.ports, world.settings)({ receipt, strands })).toBe(0);
    expect(world.vault.held()).toContain('ben@example.org');
  });

  it('come to the same end whatever fails on the way', async () => {
    const run = async (nth: number, when: 'before' | 'after') => {
      const { world } = await cameLate();
      const failing = failAt(world.ports, nth, when);
      await world.work(failing.ports);
      return { calls: failing.calls(), held: world.vault.held(), profiles: world.profiles.bytes() };
    };
    const { calls } = await run(0, 'before');
    expect(calls).toBeGreaterThan(5);
    for (const when of ['before', 'after'] as const) {
      for (let nth = 1; nth <= calls; nth += 1) {
        const { held, profiles } = await run(nth, when);
        expect({ nth, when, held }).toEqual({ nth, when, held: [] });
        expect(profiles).not.toContain('"person"');
      }
    }
  });

  it('are refused under a receipt that nobody has', async () => {
    const { world } = await cameLate();
    const erase = createEraseLateStrands(world.ports, world.settings);
    await expect(erase({ receipt: 'era_none', strands: ['email:tok_1'] })).rejects.toMatchObject({
      code: 'erasure.unknown',
      retryable: false,
    });
  });

  it.each(['no json', '{}', '{"receipt":"era_1"}', '{"receipt":"era_1","strands":[7]}', '{"receipt":"","strands":[]}'])(
    'are refused in a message that is none of theirs: %s',
    (body) => {
      expect(() => lateStrandsOf(body)).toThrow(expect.objectContaining({ code: 'message.malformed' }));
    },
  );
});
