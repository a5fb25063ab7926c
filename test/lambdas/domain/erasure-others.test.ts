import { AFTER, identified } from '../../support/erasure-lives';
import { createErasureWorld } from '../../support/erasure-world';

describe('an erasure of what others have, too', () => {
  it('leaves an address with the other customer who has it, too', async () => {
    const world = createErasureWorld();
    const family = 'home@shoppers.test';
    await world.see(identified({ who: { user_id: 'ada', email: family } }));
    await world.see(identified({ id: 'b1', at: '2026-11-21T10:00:00.000Z', who: { user_id: 'ben', email: family } }));
    const { receipt } = await world.erase('user_id', 'ada');
    await world.work();
    expect(await world.receipt(receipt)).toMatchObject({ identifiers: { user_id: 1 }, shared: { email: 1 } });
    expect([...world.vault.held()].sort()).toEqual(['Ada', 'Lovelace', 'ben', family]);
    // It is now the other one's alone, and already known to be.
    const [user, email] = await world.vault.make([
      { kind: 'user', value: 'ben' },
      { kind: 'email', value: family },
    ]);
    const people = world.profiles.states().map(({ strands }) => Object.keys(strands).sort());
    expect(people).toEqual([[`email:${email}`, `user_id:${user}`]]);
    expect(await world.see(identified({ id: 'b2', at: AFTER, who: { user_id: 'ben', email: family } }))).toBe(
      'applied',
    );
    expect(world.profiles.states()).toHaveLength(1);
    expect(world.profiles.bytes()).not.toContain(await world.vault.hashValue({ kind: 'user', value: 'ada' }));
  });

  it('takes along what is known by nothing but one of the customer’s identifiers', async () => {
    const world = createErasureWorld();
    const addresses = Array.from({ length: 8 }, (_, index) => `ada${index}@shoppers.test`);
    for (const [index, email] of addresses.entries()) {
      const at = `2026-11-20T10:00:0${index}.000Z`;
      await world.see(identified({ id: `m${index}`, at, who: { user_id: 'ada', email } }));
    }
    // More addresses than one person may have: some stand apart.
    expect(world.profiles.states().length).toBeGreaterThan(1);
    const { receipt } = await world.erase('user_id', 'ada');
    await world.work();
    expect(world.vault.held()).toEqual([]);
    expect(world.profiles.states()).toEqual([]);
    expect((await world.receipt(receipt)).identifiers).toEqual({ email: 8, user_id: 1 });
  });

  it('takes no link to the erased customer along in anybody else’s profile', async () => {
    const world = createErasureWorld();
    const shared = { anonymous_id: 'kiosk' };
    await world.see(identified({ who: { user_id: 'ada', ...shared } }));
    await world.see(identified({ id: 'b1', at: '2026-11-21T10:00:00.000Z', who: { user_id: 'ben', ...shared } }));
    const token = await world.vault.findToken({ kind: 'user', value: 'ada' });
    expect(world.profiles.bytes()).toContain(token);
    await world.erase('user_id', 'ada');
    await world.work();
    expect(
      world.profiles
        .states()
        .map((state) => JSON.stringify(state))
        .join(),
    ).not.toContain(token);
  });
});
