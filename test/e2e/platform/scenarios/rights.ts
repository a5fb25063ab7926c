import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CustomerProfile, ErasureAnswer } from '../../../../contracts/subject-rights';
import type { Vendor } from '../../../../contracts/vendor';
import { accessToken } from '../../../../local/credentials';
import { grant, identify, track } from '../../../support/e2e/calls';
import { hasMark, type MarkedProperty, markedCalls, plainText } from '../../../support/e2e/catalog-markers';
import { dumpEverything } from '../../../support/e2e/dump';
import { tandemIn } from '../../../support/e2e/tandem';
import { until } from '../../../support/e2e/until';
import { enters } from './decisions';
import type { Stage } from './stage';

const USER = 'rqmark-customer';
const PATIENCE_SECONDS = 120;
const BEFORE = '2026-11-20T10:00:00.000Z';

/** A customer with a value of their own in every personal property of the catalog: shown, exported, restricted, erased. */
export const rights = (stage: Stage): void => {
  const folder = (): string => join(stage().world.root, '.local', 'run');
  let properties: readonly MarkedProperty[] = [];
  let token = '';
  let receipt = '';

  const ask = async (verb: string, body: object) => {
    const { world } = stage();
    const headers = { authorization: `Bearer ${token}` };
    // Answers hold values, as they should; they are no place that is searched.
    return world.direct.request('POST', `/v1/customers/${verb}`, JSON.stringify(body), headers);
  };
  const chirp = (): Vendor => {
    const found = stage().world.workspace.vendors.find(({ vendor }) => vendor === 'chirp');
    if (found === undefined) throw new Error('The registry has no chirp.');
    return found;
  };
  const tandem = (...words: string[]) => tandemIn(stage().world, stage().world.root, words);
  /** Places that hold a seeded value, and the text of the vault. */
  const search = async () => {
    const { world } = stage();
    const [places, vault] = [new Set<string>(), [] as string[]];
    for await (const { where, bytes } of dumpEverything(world.aws)) {
      if (!hasMark(bytes)) continue;
      places.add(where);
      if (where === `table ${world.foundation.tables.vault}`) vault.push(plainText(bytes));
    }
    return { places: [...places], vault: vault.join('\n') };
  };

  it('lets a customer in who has a value of their own in every personal property of the catalog', async () => {
    const { world } = stage();
    const { foundation, aws, workspace } = world;
    const scopes = ['lookup', 'export', 'erase', 'restrict'].map((verb) => `customers/${verb}`);
    token = await accessToken(aws, { ...foundation, clientId: foundation.serviceClientId }, scopes);
    const marked = markedCalls(workspace, USER);
    properties = marked.properties;
    expect(properties.length).toBeGreaterThan(30);
    await world.send('crm', [
      identify({ userId: USER, anonymousId: 'rqmark-device' }),
      grant({ userId: USER }, 'email'),
    ]);
    await world.send('mobile-app', marked.calls);
    await world.send('mobile-app', [enters({ userId: USER, email: '' })]);
    // One that goes to quarantine, with values in its payload.
    const { body } = await world.post('web-shop', {
      batch: [track({ userId: USER }, 'Product Viewed', { product_id: 'p1', price: 'rqmark-price' })],
    });
    expect(body).toMatchObject({ accepted: 0 });
    // And a webhook of a type that the registry does not map: nobody can read it.
    const unread = {
      id: 'rights-unmapped',
      type: 'followed',
      at: BEFORE,
      customer: { userId: USER },
      data: { note: 'rqmark-followed' },
    };
    expect((await world.postHook(chirp(), unread)).status).toBe(202);
    await world.settled();
  });

  it('finds every one of the values in the vault, and nowhere else', async () => {
    const { world } = stage();
    const { places, vault } = await search();
    expect(places).toEqual([`table ${world.foundation.tables.vault}`]);
    expect(properties.filter(({ mark }) => !vault.includes(mark))).toEqual([]);
  });

  it('shows them to the service desk, with what joined the identifiers', async () => {
    const { body } = await ask('lookup', { type: 'user_id', value: USER });
    expect(body).toMatchObject({ identifiers: expect.arrayContaining([expect.objectContaining({ value: USER })]) });
    const { code, text } = await tandem('customer', 'show', 'user_id', USER, '--why');
    expect({ code, text }).toEqual({ code: 0, text: expect.stringContaining(`user_id ${USER}\n├─ `) });
  });

  it('lets in nobody without the scope', async () => {
    const { world } = stage();
    const answer = await world.direct.request(
      'POST',
      '/v1/customers/lookup',
      JSON.stringify({ type: 'user_id', value: USER }),
      {
        authorization: `Bearer ${world.token}`,
      },
    );
    expect([401, 403]).toContain(answer.status);
  });

  it('exports every one of the values, as JSON and as a page', async () => {
    const out = mkdtempSync(join(folder(), 'export-'));
    try {
      const { code, text } = await tandem('customer', 'export', 'user_id', USER, '--out', out);
      expect({ code, text }).toEqual({ code: 0, text: expect.stringContaining('customer.html') });
      for (const file of ['customer.json', 'customer.html']) {
        const written = plainText(readFileSync(join(out, file)));
        expect({ file, missing: properties.filter(({ mark }) => !written.includes(mark)) }).toEqual({
          file,
          missing: [],
        });
      }
      const held = JSON.parse(readFileSync(join(out, 'customer.json'), 'utf8'));
      expect(held.quarantined).toHaveLength(2);
      expect(held.decisions.length).toBeGreaterThan(0);
      expect(held.consentLog.length).toBeGreaterThan(0);
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  });

  it('restricts the customer, and lets them go again', async () => {
    const { world } = stage();
    const isRestricted = async (expected: boolean): Promise<boolean | undefined> => {
      const { body } = await ask('lookup', { type: 'user_id', value: USER });
      return (body as { restricted?: boolean }).restricted === expected || undefined;
    };
    await ask('restrict', { type: 'user_id', value: USER, ground: 'objection-pending' });
    await until('the customer is restricted', () => isRestricted(true));
    await world.later();
    await ask('restrict', { type: 'user_id', value: USER, release: true });
    await until('the customer is released', () => isRestricted(false));
    await world.later();
  });

  it('erases the customer, tells the vendors, and signs a receipt that says so', async () => {
    const { world } = stage();
    const { code, text } = await tandem('customer', 'erase', 'user_id', USER, '--yes', '--json');
    expect({ code, text }).toEqual({ code: 0, text: expect.stringContaining('era_') });
    receipt = /era_[\w-]{22}/.exec(text)?.[0] ?? '';
    const proof = await until(
      'the receipt is signed',
      async () => {
        const { body } = await ask('erase', { receipt });
        return (body as ErasureAnswer).genuine === undefined ? undefined : (body as ErasureAnswer);
      },
      PATIENCE_SECONDS,
    );
    expect(proof).toMatchObject({
      genuine: true,
      receipt: { step: 'done', identifiers: { user_id: 1 }, rescan: { left: { 'vault.values': 0 } } },
    });
    expect(proof.receipt.held['vault.quarantined']).toBe(2);
    expect(proof.receipt.held['profiles.events']).toBeGreaterThan(5);
    expect(proof.receipt.vendors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ vendor: 'mailhub', outcome: 'erased', attempts: 1, status: 202 }),
        expect.objectContaining({ vendor: 'textly', outcome: 'by-hand', reason: 'no-erasure-address' }),
      ]),
    );
    expect(world.vendors.erasures).toEqual([{ vendor: 'mailhub', receipt, fields: ['email'] }]);
    expect(JSON.stringify(proof)).not.toMatch(/rqmark|tok_/);
  });

  it('finds none of the values anywhere after it', async () => {
    await stage().world.settled();
    expect((await search()).places).toEqual([]);
  });

  it('keeps a late event out, and lets the customer begin anew', async () => {
    const { world } = stage();
    const handle =
      properties.find((one) => one.event === 'Customer Identified' && one.property === 'handle')?.mark ?? '';
    const known = async () => {
      const { status, body } = await ask('lookup', { type: 'social', value: handle });
      return status === 200 ? (body as CustomerProfile) : undefined;
    };
    const mention = (id: string, at: string) =>
      world.postHook(chirp(), {
        id,
        type: 'mention',
        at,
        customer: {},
        data: { handle, text: 'hello', network: 'chirp' },
      });
    expect((await mention('rights-late', BEFORE)).status).toBe(202);
    // By a source whose function may still have the token of then: its event is let in, and finds the tombstone.
    await world.post('web-shop', {
      batch: [{ ...track({ userId: USER }, 'Page Viewed'), originalTimestamp: '2026-11-20T10:00:00Z' }],
    });
    await world.settled();
    expect((await search()).places).toEqual([]);
    expect((await ask('lookup', { type: 'user_id', value: USER })).status).toBe(404);

    await world.later(60);
    expect((await mention('rights-new', new Date(world.clock.now()).toISOString())).status).toBe(202);
    const back = await until('the customer is back', known);
    expect(back.identifiers.map(({ value }) => value)).toEqual([handle]);
    expect(back.traits.email).toBeUndefined();
    expect((await ask('erase', { receipt })).body).toMatchObject({ genuine: true });
  });
};
