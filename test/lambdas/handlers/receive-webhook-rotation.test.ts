import { keyListText, type ListedKey } from '../../../contracts/webhook-key-list';
import { nextStep } from '../../../lib/cli/verbs/vendor/rotation';
import { sender, WALL, webhookWorld } from '../../support/webhook-world';

const HOUR = 3600_000;
const DAY = 24 * HOUR;
const OLD: ListedKey = { id: 'old', secret: 'old-secret', state: 'current', since: '2026-01-01T00:00:00.000Z' };

/** A receiver, the verb that drives the rotation, and a vendor that signs with one key or the other. */
const rotation = () => {
  const world = webhookWorld([sender({ scheme: 'github' })]);
  let keys: readonly ListedKey[] = [OLD];
  let sent = 0;
  const keep = (next: readonly ListedKey[]): void => {
    keys = next;
    world.secrets.set('vendor/chirp/webhook', keyListText(next));
  };
  keep(keys);
  return {
    ...world,
    keep,
    /** What `tandem vendor rotate` does. */
    rotate: (atOnce = false) => {
      const lastUsed = new Map(
        Object.entries(world.marks.keysUsed()).map(([name, at]) => [name.replace('chirp ', ''), at]),
      );
      const now = new Date(world.time.wall);
      const facts = { keys, lastUsed, now, overlapSeconds: 3600, withinSeconds: 7 * 86_400, atOnce };
      const result = nextStep(facts, { id: 'new', secret: 'new-secret' });
      keep(result.keys);
      return result.step;
    },
    /** One good webhook, signed with a key; the status of its answer. */
    webhook: async (secret: 'old-secret' | 'new-secret') => {
      sent += 1;
      const body = { type: 'unsubscribed', customer: { userId: 'u1' }, data: {}, n: sent };
      return (await world.send(body, { secret, id: `delivery-${sent}` })).statusCode;
    },
    overdue: () => world.total('VendorKeyOverdue'),
  };
};

describe('rotating a secret', () => {
  it('refuses nothing where the vendor changes at once, before the new key is in any cache', async () => {
    const { rotate, webhook, time, overdue, total } = rotation();
    expect(await webhook('old-secret')).toBe(202);
    expect(rotate()).toBe('pending-added');
    expect(await webhook('new-secret')).toBe(202);
    expect(rotate()).toBe('promoted');
    time.wall += 10 * 60_000;
    expect([await webhook('old-secret'), await webhook('new-secret')]).toEqual([202, 202]);
    expect(rotate()).toBe('overlapping');
    time.wall += HOUR;
    expect(await webhook('new-secret')).toBe(202);
    expect(rotate()).toBe('dropped');
    time.wall += 10 * 60_000;
    expect(await webhook('new-secret')).toBe(202);
    expect(await webhook('old-secret')).toBe(401);
    expect(overdue()).toBe(0);
    expect(total('WebhookKeyUsed', { key: 'new' })).toBe(4);
  });

  it('refuses nothing where the vendor changes late', async () => {
    const { rotate, webhook, time, overdue } = rotation();
    rotate();
    for (let day = 1; day <= 6; day += 1) {
      time.wall += DAY;
      expect(await webhook('old-secret')).toBe(202);
      expect(rotate()).toBe('pending-unseen');
    }
    expect(overdue()).toBe(0);
    expect(await webhook('new-secret')).toBe(202);
    expect(rotate()).toBe('promoted');
  });

  it('refuses nothing where the vendor never changes, and raises the alarm', async () => {
    const { rotate, webhook, time, overdue, lines } = rotation();
    rotate();
    time.wall += 7 * DAY + 1000;
    for (let day = 0; day < 3; day += 1) {
      expect(await webhook('old-secret')).toBe(202);
      time.wall += DAY;
    }
    expect(rotate()).toBe('pending-unseen');
    expect(overdue()).toBe(3);
    expect(lines).toContainEqual(
      expect.objectContaining({ code: 'webhook.key-overdue', facts: { vendor: 'chirp', reason: 'pending-unseen' } }),
    );
  });

  it('raises the alarm while a former key still signs after its overlap, and goes on letting it in', async () => {
    const { rotate, webhook, time, overdue, lines } = rotation();
    rotate();
    await webhook('new-secret');
    rotate();
    time.wall += 2 * HOUR;
    expect(await webhook('old-secret')).toBe(202);
    expect(overdue()).toBe(1);
    expect(lines).toContainEqual(
      expect.objectContaining({ code: 'webhook.key-overdue', facts: { vendor: 'chirp', reason: 'old-key' } }),
    );
    expect(rotate()).toBe('former-in-use');
    expect(rotate(true)).toBe('dropped');
  });

  it('reads the secret again for a bad signature, but not for each', async () => {
    const { send, readings, time } = rotation();
    for (let n = 0; n < 20; n += 1) await send({ n }, { secret: 'forged' });
    expect(readings).toHaveLength(2);
    time.wall += 5000;
    await send({ n: 20 }, { secret: 'forged' });
    expect(readings).toHaveLength(3);
  });

  it('forgets what it has read of a secret after five minutes', async () => {
    const { webhook, keep, time } = rotation();
    await webhook('old-secret');
    keep([{ ...OLD, id: 'new', secret: 'new-secret' }]);
    expect(await webhook('old-secret')).toBe(202);
    time.wall += 5 * 60_000;
    expect(await webhook('old-secret')).toBe(401);
  });

  it('notes each key’s use once a minute', async () => {
    const { webhook, marks, time } = rotation();
    await webhook('old-secret');
    time.wall += 30_000;
    await webhook('old-secret');
    expect(marks.keysUsed()).toEqual({ 'chirp old': new Date(WALL).toISOString() });
    time.wall += 31_000;
    await webhook('old-secret');
    expect(marks.keysUsed()).toEqual({ 'chirp old': new Date(WALL + 61_000).toISOString() });
  });
});

describe('a secret that nobody has filled', () => {
  it.each([
    { case: 'is absent', text: undefined },
    { case: 'is an empty list', text: '{"keys":[]}' },
  ])('refuses the vendor as one without a key where it $case, until it is filled', async ({ text }) => {
    const { send, secrets, total, time } = webhookWorld([sender({ scheme: 'github' })]);
    if (text === undefined) secrets.delete('vendor/chirp/webhook');
    else secrets.set('vendor/chirp/webhook', text);
    expect((await send({})).statusCode).toBe(401);
    expect(total('WebhooksRefused', { reason: 'no-key' })).toBe(1);
    secrets.set('vendor/chirp/webhook', keyListText([OLD]));
    time.wall += 5000;
    expect((await send({ type: 'liked' }, { secret: 'old-secret' })).statusCode).toBe(202);
  });

  it.each([
    { case: 'one key does not parse', keys: [OLD, { ...OLD, id: 'bad', secret: 'not base64!' }], unusable: 'bad' },
  ])('goes on with the others where $case, and says so', async ({ keys, unusable }) => {
    const good = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
    const { send, secrets, lines, total } = webhookWorld();
    secrets.set(
      'vendor/chirp/webhook',
      keyListText(keys.map((key) => (key.id === 'old' ? { ...key, secret: good } : key))),
    );
    expect((await send({ type: 'liked' })).statusCode).toBe(202);
    expect(lines).toContainEqual(
      expect.objectContaining({ code: 'webhook.key-unusable', facts: { vendor: 'chirp', reason: unusable } }),
    );
    expect(total('VendorKeyOverdue')).toBe(1);
  });

  it('refuses where the list is none, rather than falling over', async () => {
    const { send, secrets, total } = webhookWorld();
    secrets.set('vendor/chirp/webhook', '{"keys":[{"id":1}]}');
    expect((await send({})).statusCode).toBe(401);
    expect(total('WebhooksRefused', { reason: 'no-key' })).toBe(1);
  });
});
