import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { QuarantineTally } from '../../../../contracts/quarantine';
import type { RebuildRun } from '../../../../contracts/rebuild';
import { realRetry } from '../../../../lambdas/stores/pause';
import { createProfiles } from '../../../../lambdas/stores/profiles.dynamodb';
import { createQuarantine } from '../../../../lambdas/stores/quarantine';
import { clientConfig } from '../../../../local/foundation';
import { track } from '../../../support/e2e/calls';
import { quarantined } from '../../../support/e2e/quarantine';
import { tandemIn } from '../../../support/e2e/tandem';
import { until } from '../../../support/e2e/until';
import type { World } from '../../../support/e2e/world';
import type { Stage } from './stage';

/** What the command line answered. */
interface Answer {
  readonly findings: readonly object[];
  readonly tallies: readonly QuarantineTally[];
  readonly run: RebuildRun;
}

/** What IT does with the command line: imports what was known before, works quarantine off, rebuilds. */
export const operations = (stage: Stage): void => {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-operations-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const tandem = async (...words: readonly string[]) => {
    const { world } = stage();
    const { code, text } = await tandemIn(world, world.root, [...words, '--json']);
    // Progress goes before the answer, on the other stream.
    const json = text.slice(text.indexOf('{\n'), text.lastIndexOf('}') + 1);
    return { code, answer: JSON.parse(json) as Answer, text };
  };

  describe('an import of people who unsubscribed years ago', () => {
    const rows = [
      'user_id,email,reason,at',
      'imported-1,imported.person@shoppers.test,unsubscribed,2019-06-30',
      'imported-2,not an address,manual,2020-01-31',
    ];

    it('sends nothing while a row is wrong, and tells where without telling a value', async () => {
      writeFileSync(join(folder, 'gone.csv'), rows.join('\n'));
      const { code, answer, text } = await tandem(
        'customer',
        'import',
        join(folder, 'gone.csv'),
        '--kind',
        'suppressions',
        '--apply',
      );

      expect(code).toBe(1);
      expect(answer.findings).toMatchObject([{ code: 'import.value', line: 3, column: 2, path: 'email' }]);
      expect(text).not.toMatch(/imported\.person|not an address/);
      expect(await stage().world.stores.viewOf('user_id', 'imported-1')).toBeUndefined();
    });

    it('lets the mended file in at its own time, and changes nothing a second time', async () => {
      const { world } = stage();
      writeFileSync(join(folder, 'gone.csv'), rows.join('\n').replace('not an address', 'second.person@shoppers.test'));
      const words = ['customer', 'import', join(folder, 'gone.csv'), '--kind', 'suppressions', '--apply'] as const;
      expect(await tandem(...words)).toMatchObject({ code: 0, answer: { accepted: 2, rejected: {}, state: 'done' } });

      const view = await until('the first is known', () =>
        world.stores.viewOf('email', 'imported.person@shoppers.test'),
      );
      expect(view.consent).toMatchObject({ '*/*': { status: 'denied', at: '2019-06-30T00:00:00.000Z' } });
      await until('the second is known', () => world.stores.viewOf('user_id', 'imported-2'));

      rmSync(join(folder, 'gone.csv.local.receipt.json'));
      expect(await tandem(...words)).toMatchObject({ code: 0, answer: { accepted: 2 } });
      await world.pipeline.untilApplied();
      expect(await world.stores.viewOf('email', 'imported.person@shoppers.test')).toEqual(view);
      expect(readFileSync(join(folder, 'gone.csv.local.receipt.json'), 'utf8')).not.toContain('@shoppers');
    });
  });

  describe('a redrive of quarantine', () => {
    const who = { userId: 'set-aside-1' };
    const mended = {
      ...track(who, 'Product Viewed', { product_id: 'p1', category: 'DAIRY' }),
      originalTimestamp: '2026-11-22T10:00:00Z',
    };
    const wrong = track(who, 'Moon Landed', { crew: 3 });
    const about = (tallies: readonly QuarantineTally[], source: string) =>
      tallies.filter((one) => one.source === source);

    it('lets in what passes since the catalog was mended, and keeps the rest', async () => {
      const { world } = stage();
      await setAside(world, mended);
      await world.later();
      await world.post('web-shop', { batch: [wrong] });

      const listed = await tandem('redrive', 'quarantine');
      expect(about(listed.answer.tallies, 'mobile-app')).toMatchObject([
        { reason: 'unknown-event', outcome: 'kept', count: 1 },
      ]);
      const judged = await tandem('redrive', 'quarantine', '--dry-run', '--source', 'mobile-app');
      expect(judged.answer.tallies).toMatchObject([{ outcome: 'passes', count: 1 }]);

      const applied = await tandem('redrive', 'quarantine', '--apply', '--reason', 'unknown-event');
      expect(about(applied.answer.tallies, 'mobile-app')).toMatchObject([{ outcome: 'replayed', count: 1 }]);
      expect(about(applied.answer.tallies, 'web-shop')).toMatchObject([{ outcome: 'stays', now: 'unknown-event' }]);
      const view = await until('it is applied', () => world.stores.viewOf('user_id', who.userId));
      expect(view.digests).toMatchObject([
        { event: 'Product Viewed', times: [Date.parse('2026-11-22T10:00:00Z') / 1000] },
      ]);
      expect(await quarantined(world, mended.messageId)).toBeUndefined();
      expect(await quarantined(world, wrong.messageId)).toMatchObject({ pointer: { reason: 'unknown-event' } });
    });
  });

  describe('a redrive of what came too late', () => {
    const who = { userId: 'late-1' };

    it('lets it in at its own time, once', async () => {
      const { world } = stage();
      await world.send('web-shop', [track(who, 'Product Viewed', { product_id: 'p1', category: 'BAKERY' })]);
      const late = {
        ...track(who, 'Product Viewed', { product_id: 'p2', category: 'BAKERY' }),
        originalTimestamp: '2026-03-04T05:06:07Z',
      };
      await world.post('web-shop', { batch: [late] });
      await until('it is known', () => world.stores.viewOf('user_id', who.userId));

      const words = ['redrive', 'quarantine', '--apply', '--reason', 'too-late', '--source', 'web-shop'] as const;
      const { code, answer } = await tandem(...words);
      expect(code).toBe(0);
      expect(about(answer.tallies, 'replayed')).toBeGreaterThan(0);
      const times = async () =>
        (await world.stores.viewOf('user_id', who.userId))?.digests.flatMap((digest) => digest.times);
      expect(await times()).toEqual([Date.parse('2026-03-04T05:06:07Z') / 1000, expect.any(Number)]);

      await world.post('web-shop', { batch: [late] });
      expect(about((await tandem(...words)).answer.tallies, 'known')).toBe(1);
      expect(await times()).toHaveLength(2);
    });

    const about = (tallies: readonly QuarantineTally[], outcome: QuarantineTally['outcome']): number =>
      tallies.filter((one) => one.outcome === outcome).reduce((sum, { count }) => sum + count, 0);
  });

  describe('a rebuild', () => {
    const who = { userId: 'rebuilt-1' };

    it('brings back what was lost with the switch and not before, and takes it away again', async () => {
      const { world } = stage();
      await world.send('web-shop', [track(who, 'Product Viewed', { product_id: 'p1', category: 'BAKERY' })]);
      const view = await until('it is known', () => world.stores.viewOf('user_id', who.userId));
      await loseDigests(world, who.userId);

      const { code, answer } = await tandem('rebuild');
      expect(code).toBe(0);
      expect(answer.run).toMatchObject({ state: 'checked', counts: { check: { differs: 1, 'differs: history': 1 } } });
      expect((await world.stores.viewOf('user_id', who.userId))?.digests).toEqual([]);

      const { run } = answer.run;
      expect((await tandem('rebuild', '--switch', run)).answer.run).toMatchObject({
        state: 'switched',
        counts: { switch: { moved: 1 } },
      });
      expect((await world.stores.viewOf('user_id', who.userId))?.digests).toEqual(view.digests);

      expect((await tandem('rebuild', '--revert', run)).answer.run).toMatchObject({ state: 'reverted' });
      expect((await world.stores.viewOf('user_id', who.userId))?.digests).toEqual([]);
    });

    it('finds everybody as their history gives once it was switched', async () => {
      const { answer } = await tandem('rebuild');
      await tandem('rebuild', '--switch', answer.run.run);
      const again = (await tandem('rebuild')).answer.run.counts.check;
      expect(again).toEqual({ people: again.people, same: again.people });
    });
  });
};

/** Takes from a person what it remembers, as a fault in the code that applies events might have. */
const loseDigests = async ({ aws, foundation, stores }: World, userId: string): Promise<void> => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(aws)));
  const view = await stores.viewOf('user_id', userId);
  const { loadPersons, saveReviewed } = createProfiles({
    client,
    table: foundation.tables.profiles,
    now: () => new Date(),
    retry: realRetry,
  });
  const [stored] = await loadPersons([view?.person ?? '']);
  if (stored === undefined) throw new Error('The person is not stored.');
  const strands = Object.entries(stored.state.strands).map(([strand, state]) => [strand, { ...state, digests: [] }]);
  await saveReviewed({ ...stored, state: { ...stored.state, strands: Object.fromEntries(strands) } });
  client.destroy();
};

/** Sets an event aside as the edge did while the catalog had no such event. */
const setAside = async ({ aws, foundation, readSecret }: World, call: ReturnType<typeof track>): Promise<void> => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(aws)));
  const quarantine = createQuarantine({
    client,
    table: foundation.tables.vault,
    now: () => new Date(),
    retry: realRetry,
    vaultKey: () => readSecret('vault-key'),
    send: async () => undefined,
  });
  await quarantine([
    {
      source: 'mobile-app',
      messageId: call.messageId,
      reason: 'unknown-event',
      detail: 'event',
      payload: call,
      received: { at: Date.parse('2026-11-23T16:00:00Z') },
    },
  ]);
  client.destroy();
};
