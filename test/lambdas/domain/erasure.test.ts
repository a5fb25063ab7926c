import { AFTER, ada, ben, erased, identified, lives, NONE } from '../../support/erasure-lives';
import { createErasureWorld, NOW } from '../../support/erasure-world';

describe('an erasure', () => {
  it('leaves nothing of a customer, touches nobody else, and proves it', async () => {
    const [world, without] = [createErasureWorld(), createErasureWorld()];
    await without.see(ben);
    await world.see(ben);
    await lives(world);
    const { receipt } = await world.erase('email', ada.email);
    await world.work();
    const text = world.text();
    for (const personal of ['ada', 'Lovelace', 'd1', 'dec_']) expect(text).not.toContain(personal);
    expect(world.profiles.states()).toHaveLength(1);
    expect(world.vault.held()).toEqual(without.vault.held());

    const proof = await world.receipt(receipt);
    expect(proof).toMatchObject({
      receipt,
      step: 'done',
      type: 'email',
      askedBy: 'service',
      erasedAt: NOW,
      identifiers: { anonymous_id: 1, email: 1, user_id: 1 },
      shared: {},
      held: {
        'profiles.views': 1,
        'profiles.events': 4,
        'profiles.consent-log': 1,
        'engagement.decisions': 2,
        'engagement.ledgers': 1,
        'engagement.messages': 1,
        'vault.identifiers': 3,
        'vault.values': 2,
        'vault.quarantined': 1,
      },
      late: NONE,
      rescan: { left: NONE },
      retries: 0,
    });
    expect(await world.isGenuine(receipt)).toBe(true);
    expect(proof.finishedAt).toBeDefined();
    // Nothing of hers stays in what is kept of the erasure itself.
    for (const personal of ['tok_', 'ada', 'dec_', 'msg_'])
      expect(world.erasures.texts().join()).not.toContain(personal);
  });

  it('is not genuine once somebody has changed a word of its receipt', async () => {
    const world = createErasureWorld();
    await lives(world);
    const id = await erased(world);
    const found = await world.erasures.loadErasure(id);
    if (found === undefined) throw new Error('No erasure.');
    await world.erasures.saveErasure({ ...found.state, held: NONE }, found.version);
    expect(await world.isGenuine(id)).toBe(false);
  });

  it('keeps late events, replays and redrives of then out, and lets the customer begin anew', async () => {
    const world = createErasureWorld();
    await lives(world);
    const replayed = await world.tokenise(identified({ id: 'm9' }));
    await erased(world);
    expect(await world.see(identified({ id: 'm5' }))).toBe('refused');
    expect(await world.see(identified({ id: 'm6', at: NOW }))).toBe('refused');
    // From the archive, or under way since before: it has the tokens of then.
    if (replayed === undefined) throw new Error('Not let in.');
    expect((await world.apply(replayed)).outcome).toBe('erased');
    await world.work();
    expect(world.profiles.states()).toEqual([]);
    expect(world.vault.held()).toEqual([]);

    expect(await world.see(identified({ id: 'm7', at: AFTER }))).toBe('applied');
    expect(world.profiles.states()).toHaveLength(1);
    expect([...world.vault.held()].sort()).toEqual(['Ada', 'Lovelace', 'ada', 'ada@shoppers.test']);
    expect(await world.see(identified({ id: 'm8' }))).toBe('refused');
  });

  it('asked for twice is one erasure; after the customer came back it is another', async () => {
    const world = createErasureWorld();
    await lives(world);
    const [one, other] = [await world.erase('email', ada.email), await world.erase('email', ada.email)];
    await world.work();
    expect(other.receipt).toBe(one.receipt);
    const done = await world.receipt(one.receipt);
    expect((await world.erase('user_id', 'ada')).receipt).toBe(one.receipt);
    await world.work();
    expect(await world.receipt(one.receipt)).toEqual(done);

    await world.see(identified({ id: 'm7', at: AFTER }));
    world.later(7200);
    const again = await world.erase('user_id', 'ada');
    await world.work();
    expect(again.receipt).not.toBe(one.receipt);
    expect((await world.receipt(again.receipt)).held['profiles.events']).toBe(1);
    expect(world.vault.held()).toEqual([]);
  });

  it('of the same customer by two identifiers at once ends as one', async () => {
    const world = createErasureWorld();
    await lives(world);
    const receipts = await Promise.all([world.erase('email', ada.email), world.erase('user_id', 'ada')]);
    await world.work();
    expect(world.vault.held()).toEqual([]);
    const proofs = await Promise.all(receipts.map(({ receipt }) => world.receipt(receipt)));
    expect(proofs.map(({ step }) => step)).toEqual(['done', 'done']);
    expect(proofs.map(({ held }) => held['profiles.events']).sort()).toEqual([0, 4]);
  });

  it('of somebody unknown keeps their earlier events out, and says that nothing was held', async () => {
    const world = createErasureWorld();
    const { receipt } = await world.erase('email', ada.email);
    await world.work();
    expect(await world.receipt(receipt)).toMatchObject({
      step: 'done',
      held: NONE,
      identifiers: {},
      rescan: { left: NONE },
    });
    expect(await world.see(identified())).toBe('refused');
    expect((await world.erase('email', ada.email)).receipt).toBe(receipt);
  });

  it('of an identifier whose event is still under way catches the event', async () => {
    const world = createErasureWorld();
    const underWay = await world.tokenise(identified());
    if (underWay === undefined) throw new Error('Not let in.');
    const { receipt } = await world.erase('user_id', 'ada');
    await world.work();
    expect((await world.apply(underWay)).outcome).toBe('erased');
    await world.work();
    expect(world.profiles.states()).toEqual([]);
    expect(world.vault.held()).toEqual([]);
    expect((await world.receipt(receipt)).identifiers).toEqual({ user_id: 1 });
  });
});

describe('a decision of a person', () => {
  it('is found with the person whether or not it changed the ledger', async () => {
    const world = createErasureWorld();
    await lives(world);
    const token = await world.vault.findToken({ kind: 'user', value: 'ada' });
    const strand = world.profiles.pointerOf(`user_id:${token}`) ?? '';
    expect([...(await world.engagement.readEngaged(strand)).decisions].sort()).toEqual(['dec_none', 'dec_sent']);
  });
});
