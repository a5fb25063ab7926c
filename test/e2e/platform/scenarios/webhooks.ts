import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiAnswer } from '../../../../local/public-api';
import { tandemIn } from '../../../support/e2e/tandem';
import { until } from '../../../support/e2e/until';
import type { Stage } from './stage';

const [OLD, NEW] = ['shpss_the_first_client_secret', 'shpss_the_second_client_secret'];

/** A shop that signs by a scheme of its own: no key at first, then one, then another without a webhook refused in between. */
export const webhooks = (stage: Stage): void => {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-webhooks-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  let sent = 0;
  const order = (email: string) => ({
    name: `#${1000 + sent}`,
    created_at: new Date(stage().world.clock.now()).toISOString(),
    currency: 'USD',
    total_price: '42.50',
    email,
    line_items: [{ sku: 'bread', title: 'Bread', price: '42.50', quantity: 1 }],
  });
  const paid = (secret: string, content: object = order('shopper@shoppers.test')): Promise<ApiAnswer> => {
    sent += 1;
    const body = Buffer.from(JSON.stringify(content));
    return stage().world.api.request('POST', '/hooks/shopify', body, {
      'x-shopify-topic': 'orders/paid',
      'x-shopify-webhook-id': `webhook-${sent}`,
      'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
    });
  };
  const tandem = async (...words: readonly string[]) => {
    const { world } = stage();
    const { code, text } = await tandemIn(world, world.root, [...words, '--json']);
    return { code, answer: JSON.parse(text.slice(text.indexOf('{\n'), text.lastIndexOf('}') + 1)), text };
  };
  const give = (secret: string): Promise<{ code: number; answer: Record<string, unknown>; text: string }> => {
    const file = join(folder, 'key');
    writeFileSync(file, secret);
    return tandem('vendor', 'rotate', 'shopify', '--key-file', file);
  };

  it('refuses the shop as long as nobody has filled its key, and doctor says so', async () => {
    expect(await paid(OLD)).toEqual({ status: 401, body: undefined });
    expect((await tandem('doctor')).text).toContain('shopify/webhook holds no key');
  });

  it('takes an order in once its key is there, with tokens for who bought', async () => {
    const { world } = stage();
    expect(await give(OLD)).toMatchObject({ code: 0, answer: { step: 'first-key' } });
    const content = order('shopper@shoppers.test');
    await until('the key is read', async () => ((await paid(OLD, content)).status === 202 ? true : undefined));
    expect(await paid(OLD, content)).toMatchObject({ status: 200 });
    const view = await until('the order is stored', () => world.stores.viewOf('email', 'shopper@shoppers.test'));
    expect(view.digests.map(({ event }) => event)).toContain('Order Completed');
  });

  it('changes the key without refusing a webhook', async () => {
    expect(await give(NEW)).toMatchObject({ answer: { step: 'pending-added' } });
    expect((await paid(OLD)).status).toBe(202);
    expect(await tandem('vendor', 'rotate', 'shopify')).toMatchObject({ answer: { step: 'pending-unseen' } });
    await until('the new key is read', async () => ((await paid(NEW)).status === 202 ? true : undefined));
    expect(await tandem('vendor', 'rotate', 'shopify')).toMatchObject({ answer: { step: 'promoted' } });
    expect([(await paid(OLD)).status, (await paid(NEW)).status]).toEqual([202, 202]);
    expect((await tandem('vendor', 'rotate', 'shopify', '--now')).answer).toMatchObject({ step: 'dropped' });
  });

  it('refuses everybody else, and a vendor that was revoked', async () => {
    expect((await paid('another-secret')).status).toBe(401);
    await tandem('vendor', 'revoke', 'shopify');
    expect((await paid(NEW)).status).toBe(403);
    expect(await tandem('vendor', 'resume', 'shopify')).toMatchObject({ code: 1 });
  });
};
