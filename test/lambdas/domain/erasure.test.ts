import type { Holdings } from '../../../contracts/subject-rights';
import { messageIdOf } from '../../../lambdas/domain/ids';
import { chosenOffer, decisionOf, inputs } from '../../support/decision-fixtures';
import { createErasureWorld, type ErasureWorld, NOW, type Seen, VENDORS, vendorOf } from '../../support/erasure-world';
import { failAt } from '../../support/failing-port';

const BEFORE = '2026-11-20T10:00:00.000Z';
const AFTER = '2026-11-27T13:00:00.000Z';
const ada = { user_id: 'ada', email: 'ada@shoppers.test' };
const NONE: Holdings = {
  'profiles.views': 0,
  'profiles.events': 0,
  'profiles.consent-log': 0,
  'engagement.decisions': 0,
  'engagement.ledgers': 0,
  'engagement.messages': 0,
  'vault.identifiers': 0,
  'vault.values': 0,
  'vault.quarantined': 0,
};

const identified = (over: Partial<Seen> = {}): Seen => ({
  id: 'm1',
  at: BEFORE,
  who: ada,
  personal: { first_name: 'Ada', last_name: 'Lovelace' },
  properties: { language: 'en' },
  ...over,
});

/** Ada with two devices, a consent, two decisions of which one sent her a message, a ledger and a quarantined payload. */
const lives = async (world: ErasureWorld): Promise<void> => {
  await world.see(identified());
  await world.see({
    id: 'm2',
    event: 'Product Viewed',
    at: BEFORE,
    who: { anonymous_id: 'd1' },
    properties: { category: 'A' },
  });
  await world.see({ id: 'm3', event: 'Page Viewed', at: BEFORE, who: { user_id: 'ada', anonymous_id: 'd1' } });
  await world.see({
    id: 'm4',
    event: 'Consent Granted',
    at: BEFORE,
    who: { user_id: 'ada' },
    properties: { purpose: 'offers', channel: 'email' },
  });
  const [token] = await world.vault.make([{ kind: 'user', value: 'ada' }]);
  const person = `user_id:${token}`;
  const strand = world.profiles.pointerOf(person) ?? person;
  const sent = decisionOf({ decisionId: 'dec_sent', person: strand });
  const made = inputs([]);
  const messageId = messageIdOf('dec_sent', 'coats', 'email');
  const ledger = { sends: [{ launch: 'coats', channel: 'email', at: BEFORE, id: messageId }], exposures: {} };
  await world.engagement.saveDecision(sent, made, { strand, version: 0, ledger });
  await world.engagement.saveDecision(decisionOf({ decisionId: 'dec_none', person: strand, chosen: [] }), made);
  await world.engagement.saveAttempt({
    messageId,
    state: 'delivered',
    attempts: 1,
    vendor: 'mailhub',
    launch: 'coats',
    decisionId: 'dec_sent',
    status: 202,
    durationMs: 10,
    keyId: 'k',
    approval: 'SEC-1',
    at: BEFORE,
  });
  world.vault.setAside('payload', { userId: 'ada' }, [{ kind: 'user', value: 'ada' }]);
};

/** Somebody else, who must lose nothing. */
const ben = {
  id: 'b1',
  at: BEFORE,
  who: { user_id: 'ben', email: 'ben@shoppers.test' },
  personal: { first_name: 'Ada' },
};

const erased = async (world: ErasureWorld): Promise<string> => {
  const { receipt } = await world.erase('email', ada.email);
  await world.work();
  return receipt;
};

describe('an erasure', () => {
  it('leaves nothing of a customer, touches nobody else, and proves it', async () => {
    const [world, without] = [createErasureWorld(), createErasureWorld()];
    await without.see(ben);
    await world.see(ben);
    await lives(world);
    const { receipt } = await world.erase('email', ada.email);
    const first = world.work();
    await first;
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

describe('vendors of an erased customer', () => {
  it('are told by tokens, and listed with what came of it', async () => {
    const world = createErasureWorld();
    await lives(world);
    const { receipt } = await world.erase('email', ada.email);
    const token = await world.vault.findToken({ kind: 'email', value: ada.email });
    const done = world.work();
    await done;
    expect(world.asked()).toEqual([
      { kind: 'erasure', receipt, vendor: 'mailhub', identifiers: [{ field: 'email', token }], attempts: 0 },
    ]);
    expect(JSON.stringify(world.asked())).not.toContain('ada');
    const { vendors } = await world.receipt(receipt);
    expect(vendors).toMatchObject([
      { vendor: 'mailhub', outcome: 'no-answer', agreement: 'DPA-mailhub' },
      { vendor: 'textly', outcome: 'nothing-sent' },
      { vendor: 'listener', outcome: 'nothing-sent' },
    ]);
  });

  it('keep the values they are told by in the vault until all have answered, and no longer', async () => {
    const world = createErasureWorld();
    await lives(world);
    const { receipt } = await world.erase('email', ada.email);
    const run = world.ports.askVendor;
    const ports = {
      ...world.ports,
      askVendor: async (request: Parameters<typeof run>[0]) => {
        await run(request);
        expect(world.vault.held()).toContain(ada.email);
        world.confirm('mailhub');
      },
    };
    await world.work(ports);
    const proof = await world.receipt(receipt);
    expect(proof.vendors[0]).toMatchObject({ vendor: 'mailhub', outcome: 'erased', attempts: 1, status: 202 });
    // Not the day that a vendor has, only the time in which what was under way can still write.
    expect(Date.parse(proof.finishedAt ?? '') - Date.parse(NOW)).toBeLessThanOrEqual(91_000);
    expect(world.vault.held()).toEqual([]);
  });

  it.each([
    [
      'has no address for it',
      vendorOf('mailhub', { outbound: { ...VENDORS[1]?.outbound } as never }),
      'no-erasure-address',
    ],
    [
      'has no approval in force',
      vendorOf('mailhub', {
        ...VENDORS[0],
        approval: { by: 'it', ticket: 'SEC-1', date: '2025-01-01', expires: '2026-01-01' },
      }),
      'approval-expired',
    ],
  ])('are listed to be asked by hand where one %s', async (_case, vendor, reason) => {
    const world = createErasureWorld({ vendors: [vendor] });
    await lives(world);
    const { receipt } = await world.erase('email', ada.email);
    await world.work();
    expect(world.asked()).toEqual([]);
    const [listed] = (await world.receipt(receipt)).vendors;
    expect(listed).toEqual({ vendor: 'mailhub', outcome: 'by-hand', agreement: 'DPA-mailhub', attempts: 0, reason });
  });
});

describe('an erasure that fails at any point', () => {
  const run = async (nth: number, when: 'before' | 'after') => {
    const world = createErasureWorld();
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

describe('a decision of a person', () => {
  it('is found with the person whether or not it changed the ledger', async () => {
    const world = createErasureWorld();
    await lives(world);
    const token = await world.vault.findToken({ kind: 'user', value: 'ada' });
    const strand = world.profiles.pointerOf(`user_id:${token}`) ?? '';
    expect([...(await world.engagement.readEngaged(strand)).decisions].sort()).toEqual(['dec_none', 'dec_sent']);
    expect(chosenOffer().vendor).toBe('mailhub');
  });
});
