import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Json } from '../contracts/event';
import { applyEvent } from '../lambdas/domain/apply-event';
import { decide } from '../lambdas/domain/decide';
import { createAttempts } from '../lambdas/stores/attempts.dynamodb';
import { createCounterStore } from '../lambdas/stores/counters.dynamodb';
import { createDecisions } from '../lambdas/stores/decisions.dynamodb';
import { realRetry } from '../lambdas/stores/pause';
import { createProfiles } from '../lambdas/stores/profiles.dynamodb';
import type { Table } from '../lambdas/stores/table';
import { createVault } from '../lambdas/stores/vault.dynamodb';
import { startEmbeddedAws } from '../local/embedded-aws';
import { audienceRules } from '../test/support/audiences';
import { heavyInputs } from '../test/support/heavy-person';
import { naming } from '../test/support/memory-vault';
import { edgeEvent, testRules } from '../test/support/profile-events';
import { createTable } from '../test/support/tables';
import { meterUnits, type UnitMeter } from '../test/support/write-units';

/** Units of one path, as DynamoDB's own report counts them. */
export interface Units {
  readonly writes: number;
  readonly reads: number;
}

/** What each path of the platform costs in DynamoDB units. */
export interface PathUnits {
  readonly duplicate: Units;
  readonly noChange: Units;
  readonly change: Units;
  /** The usual change of a person in segments, and one that enters a segment. */
  readonly member: Units;
  readonly enters: Units;
  readonly consent: Units;
  readonly firstSight: Units;
  readonly vaultValue: Units;
  readonly decision: Units;
  readonly decisionAlone: Units;
  readonly attempt: Units;
  readonly count: Units;
}

/** Identifiers of the person whose first sight is measured. */
export const FIRST_SIGHT_IDENTIFIERS = 3;

let measured: Promise<PathUnits> | undefined;
/** Runs every path once against the embedded AWS's DynamoDB; the second caller gets the first one's result. */
export const measureUnits = (): Promise<PathUnits> => {
  measured ??= onEmbeddedAws(runPaths);
  return measured;
};

/** Runs work on an empty table of the embedded AWS whose units are counted. */
export const onEmbeddedAws = async <T>(work: (table: Table, meter: UnitMeter) => Promise<T>): Promise<T> => {
  const aws = await startEmbeddedAws(process.cwd());
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const dynamo = new DynamoDBClient({ endpoint: aws.endpoint, region: aws.region, credentials });
  try {
    const client = DynamoDBDocumentClient.from(dynamo, { marshallOptions: { removeUndefinedValues: true } });
    const meter = meterUnits(client);
    await createTable(dynamo, 'metered');
    return await work({ client, table: 'metered', now: () => new Date(), retry: realRetry }, meter);
  } finally {
    dynamo.destroy();
    await aws.stop();
  }
};

const runPaths = async (table: Table, meter: UnitMeter): Promise<PathUnits> => {
  const units = async (path: () => Promise<unknown>): Promise<Units> => {
    meter.reset();
    await path();
    return { writes: meter.writes(), reads: meter.reads() };
  };
  const rules = testRules();
  const ports = { ...createProfiles(table), sleep: realRetry.sleep, clock: async () => new Date() };
  const apply = (id: string, event: string, day: number, by: readonly string[], properties = {}) =>
    applyEvent(ports, rules, edgeEvent({ id, event, at: `2026-11-${day}T10:00:00.000Z`, by, properties }));
  const vault = createVault({ ...table, vaultKey: async () => 'bench' });
  const decisions = createDecisions(table);
  const save = (decisionId: string, capped = false) => {
    const made = heavyInputs(decisionId);
    const { decision, ledger = made.ledger } = decide(made);
    return decisions.saveDecision(
      decision,
      made,
      capped ? { strand: made.person.person, version: 0, ledger } : undefined,
    );
  };

  // What does not deflate, so that the stored person is about 2 KB.
  const traits = Object.fromEntries(
    Array.from({ length: 60 }, (_, i) => [`trait_${i}`, randomBytes(15).toString('base64url')]),
  );
  await apply('big', 'Customer Identified', 10, ['user_id:big'], traits);
  await apply('seen', 'Page Viewed', 10, ['user_id:seen']);
  await apply('seen-2', 'Page Viewed', 20, ['user_id:seen']);
  const asOf = async (): Promise<Date> => new Date('2026-11-20T12:00:00Z');
  const join = (id: string, name: string, properties: Readonly<Record<string, Json>>) => {
    const happened = edgeEvent({ id, event: name, at: '2026-11-20T10:00:00.000Z', by: ['user_id:member'], properties });
    return applyEvent({ ...ports, clock: asOf }, audienceRules(), happened);
  };
  await join('member-1', 'Customer Identified', traits);
  await join('member-2', 'Product Viewed', { category: 'Outerwear' });
  return {
    duplicate: await units(() => apply('seen', 'Page Viewed', 10, ['user_id:seen'])),
    noChange: await units(() => apply('seen-3', 'Page Viewed', 15, ['user_id:seen'])),
    change: await units(() => apply('big-2', 'Customer Identified', 11, ['user_id:big'], { language: 'en' })),
    member: await units(() => join('member-3', 'Customer Identified', { trait_1: 'other' })),
    enters: await units(() => join('member-4', 'List Joined', { list: 'vip' })),
    consent: await units(() =>
      apply('big-3', 'Consent Granted', 12, ['user_id:big'], {
        purpose: 'offers',
        channel: 'email',
        noticeVersion: '2026-10',
        noticeUrl: 'https://shop.example/privacy/2026-10',
        method: 'preference-centre',
      }),
    ),
    firstSight: await units(() =>
      apply('new', 'Customer Identified', 10, ['user_id:new', 'email:new', 'anonymous_id:new'], { language: 'en' }),
    ),
    vaultValue: await units(() => vault.tokensFor([naming({ kind: 'email', value: 'bench@example.com' })])),
    decision: await units(() => save('dec_capped', true)),
    decisionAlone: await units(() => save('dec_alone')),
    attempt: await units(() =>
      createAttempts(table).saveAttempt({
        messageId: 'msg_bench',
        state: 'delivered',
        attempts: 1,
        vendor: 'mailhub',
        launch: 'autumn-coats',
        decisionId: 'dec_capped',
        status: 202,
        durationMs: 12,
        keyId: '1',
        approval: 'SEC-412',
        at: '2026-11-27T12:00:00.000Z',
      }),
    ),
    count: await units(() => createCounterStore(table).countOnce('bench', 'autumn-coats', { 'delivered.email': 1 })),
  };
};
