import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { BusEvent, Json } from '../../contracts/event';
import { applyEvent } from '../../lambdas/domain/apply-event';
import { decide } from '../../lambdas/domain/decide';
import { createAttempts } from '../../lambdas/stores/attempts.dynamodb';
import { createCounterStore } from '../../lambdas/stores/counters.dynamodb';
import { createDecisions } from '../../lambdas/stores/decisions.dynamodb';
import { realRetry } from '../../lambdas/stores/pause';
import { createProfiles } from '../../lambdas/stores/profiles.dynamodb';
import type { Table } from '../../lambdas/stores/table';
import { createVault } from '../../lambdas/stores/vault.dynamodb';
import { type EmbeddedAws, startEmbeddedAws } from '../../local/embedded-aws';
import { audienceRules } from '../support/audiences';
import { heavyInputs } from '../support/heavy-person';
import { naming } from '../support/memory-vault';
import { edgeEvent, testRules } from '../support/profile-events';
import { createTable } from '../support/tables';
import { meterUnits, type UnitMeter } from '../support/write-units';

jest.setTimeout(60_000);

/** Units as the embedded AWS reports them: it rounds items up to 1 KB and doubles them in transactions, as the service does. */
describe('write units', () => {
  let aws: EmbeddedAws;
  let dynamo: DynamoDBClient;
  let meter: UnitMeter;
  let table: Table;

  beforeAll(async () => {
    aws = await startEmbeddedAws(resolve(__dirname, '../..'));
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    dynamo = new DynamoDBClient({ endpoint: aws.endpoint, region: aws.region, credentials });
    const client = DynamoDBDocumentClient.from(dynamo, { marshallOptions: { removeUndefinedValues: true } });
    meter = meterUnits(client);
    await createTable(dynamo, 'metered');
    table = { client, table: 'metered', now: () => new Date(), retry: realRetry };
  });
  afterAll(async () => {
    dynamo.destroy();
    await aws.stop();
  });
  beforeEach(() => meter.reset());

  const rules = testRules();
  const apply = (event: BusEvent) =>
    applyEvent({ ...createProfiles(table), sleep: realRetry.sleep, clock: async () => new Date() }, rules, event);
  const event = (id: string, name: string, by: readonly string[], properties = {}): BusEvent =>
    edgeEvent({ id, event: name, at: '2026-11-20T10:00:00.000Z', by, properties });

  it('takes nothing for a known duplicate', async () => {
    const page = event('m1', 'Page Viewed', ['user_id:u1']);
    await apply(page);
    meter.reset();
    expect((await apply(page)).outcome).toBe('duplicate');
    expect(meter.writes()).toBe(0);
  });

  it('takes 1 for a known person without change of state', async () => {
    await apply(event('a', 'Page Viewed', ['user_id:u2']));
    await apply(edgeEvent({ id: 'b', event: 'Page Viewed', at: '2026-11-21T10:00:00.000Z', by: ['user_id:u2'] }));
    meter.reset();
    const between = edgeEvent({ id: 'c', event: 'Page Viewed', at: '2026-11-20T12:00:00.000Z', by: ['user_id:u2'] });
    expect((await apply(between)).outcome).toBe('applied');
    expect(meter.writes()).toBe(1);
  });

  it('takes 1 for a later event that tells nothing new', async () => {
    await apply(event('l1', 'Page Viewed', ['user_id:u3']));
    meter.reset();
    await apply(edgeEvent({ id: 'l2', event: 'Page Viewed', at: '2026-11-25T10:00:00.000Z', by: ['user_id:u3'] }));
    expect(meter.writes()).toBe(1);
  });

  it('takes at most 7 for a change of a person of 2 KB', async () => {
    const by = ['user_id:u4'];
    // What does not deflate: a person's tokens and ids.
    const traits = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`trait_${index}`, randomBytes(15).toString('base64url')]),
    );
    await apply(event('t1', 'Customer Identified', by, traits));
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.table, Key: { pk: 'P#user_id:u4', sk: 'VIEW' } }),
    );
    const { byteLength } = Item?.body ?? new Uint8Array();
    expect(byteLength).toBeGreaterThan(1024);
    expect(byteLength).toBeLessThan(2000);
    meter.reset();
    await apply(event('t2', 'Customer Identified', by, { language: 'en' }));
    expect(meter.writes()).toBeLessThanOrEqual(7);
  });

  it('takes at most 7 for a change of a person of 2 KB in segments, and 2 more for each that it enters', async () => {
    const by = ['user_id:u6'];
    const ports = {
      ...createProfiles(table),
      sleep: realRetry.sleep,
      clock: async () => new Date('2026-11-20T12:00:00Z'),
    };
    const happens = (id: string, name: string, properties: Readonly<Record<string, Json>>) =>
      applyEvent(ports, audienceRules(), event(id, name, by, properties));
    const traits = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [`trait_${index}`, randomBytes(15).toString('base64url')]),
    );
    await happens('s1', 'Customer Identified', traits);
    await happens('s2', 'Product Viewed', { category: 'Outerwear' });
    const [person] = await ports.loadPersons(by);
    expect(person?.state.membership?.in).toEqual(['all-sorts', 'never-bought']);
    expect(person?.due).toBeGreaterThan(0);
    meter.reset();
    await happens('s3', 'Customer Identified', { trait_1: 'other' });
    const usual = meter.writes();
    expect(usual).toBeLessThanOrEqual(7);
    meter.reset();
    await happens('s4', 'List Joined', { list: 'vip' });
    expect(meter.writes()).toBe(usual + 2);
  });

  it('takes 2 more for a consent than for any other change, and 1 for a browser that repeats itself', async () => {
    const by = ['user_id:u5'];
    await apply(event('g0', 'Customer Identified', by, { language: 'en' }));
    meter.reset();
    await apply(event('g1', 'Customer Identified', by, { size: 'L' }));
    const change = meter.writes();
    meter.reset();
    await apply(event('g2', 'Consent Granted', by, { purpose: 'offers', channel: 'email', noticeVersion: '7' }));
    expect(meter.writes()).toBe(change + 2);
    const signal = { purpose: 'offers', channel: '*', method: 'gpc' };
    await apply(event('g3', 'Consent Withdrawn', by, signal));
    meter.reset();
    await apply(event('g4', 'Consent Withdrawn', by, signal));
    expect(meter.writes()).toBe(1);
  });

  it.each([1, 2, 3])('takes at most 6 + 4k at first sight of %d identifiers', async (identifiers) => {
    const by = ['user_id', 'email', 'anonymous_id'].slice(0, identifiers).map((type) => `${type}:first${identifiers}`);
    await apply(event(`first${identifiers}`, 'Customer Identified', by, { language: 'en' }));
    expect(meter.writes()).toBeLessThanOrEqual(6 + 4 * identifiers);
    expect(meter.writes()).toBe(6 + 2 * identifiers);
  });

  it('takes 4 a value that the vault sees for the first time, and nothing after that', async () => {
    const vault = createVault({ ...table, vaultKey: async () => 'key' });
    const value = { kind: 'email', value: 'ann@example.com' } as const;
    await vault.tokensFor([naming(value)]);
    expect(meter.writes()).toBe(4);
    meter.reset();
    await vault.tokensFor([naming(value)]);
    expect([meter.writes(), meter.reads()]).toEqual([0, 0]);
  });

  it('takes at most 4 for a decision that reserves a cap, and 2 for one that does not, also where much is known', async () => {
    const decisions = createDecisions(table);
    const save = (decisionId: string, capped: boolean) => {
      const made = heavyInputs(decisionId);
      const { decision, ledger = made.ledger } = decide(made);
      return decisions.saveDecision(
        decision,
        made,
        capped ? { strand: made.person.person, version: 0, ledger } : undefined,
      );
    };
    await save('dec_1', true);
    expect(meter.writes()).toBeLessThanOrEqual(4);
    meter.reset();
    await save('dec_2', false);
    expect(meter.writes()).toBe(2);
  });

  it('takes 1 for a delivery attempt and 4 for a count', async () => {
    await createAttempts(table).saveAttempt({
      messageId: 'msg_1',
      state: 'delivered',
      attempts: 1,
      vendor: 'mailhub',
      launch: 'autumn-coats',
      decisionId: 'dec_1',
      status: 202,
      durationMs: 12,
      keyId: '1',
      approval: 'SEC-412',
      at: '2026-11-27T12:00:00.000Z',
    });
    expect(meter.writes()).toBe(1);
    meter.reset();
    await createCounterStore(table).countOnce('event-1', 'autumn-coats', { 'delivered.email': 1 });
    expect(meter.writes()).toBe(4);
  });
});
