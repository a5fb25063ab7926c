import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { PlatformConfig } from '../../contracts/platform-config';
import { admitAll } from '../../lambdas/domain/admit-all';
import { compileEdge } from '../../lambdas/domain/edge';
import type { Validators } from '../../lambdas/domain/edge-event';
import { parseSegment, readSegment } from '../../lambdas/domain/segment';
import { realRetry } from '../../lambdas/stores/pause';
import { createVault } from '../../lambdas/stores/vault.dynamodb';
import { atLeast, type Bench, percentile } from '../row';

const PEOPLE = 200;
const PER_REQUEST = 100;
const ROUNDS = 100;
/** As many events as a process has seen after a minute of its life. */
const WARM_UP = 50;
const RECEIVED = Date.parse('2026-11-27T12:00:00.000Z');

/** Events per second and core through the code of the edge: parse, validate, find personal data, tokenise with a warm index. */
export const ingest: Bench = {
  id: 'ingest',
  run: async () => {
    const platform = JSON.parse(readFileSync('dist/generated/platform.json', 'utf8')) as PlatformConfig;
    const { validators } = (await import(resolve('dist/generated/catalog.js'))) as { validators: Validators };
    const edge = compileEdge(platform, validators);
    const { tokensFor } = createVault({
      client: answering(),
      table: 'vault',
      now: () => new Date(RECEIVED),
      retry: realRetry,
      vaultKey: async () => 'bench',
    });
    const [source] = platform.sources;
    if (source === undefined) throw new Error('platform/sources.yaml names no source.');
    const bodies = Array.from({ length: PEOPLE / PER_REQUEST }, (_, i) => body(i * PER_REQUEST));
    const rates: number[] = [];
    for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
      const before = process.cpuUsage();
      let events = 0;
      for (const one of bodies) {
        const parsed = parseSegment(one);
        const request = parsed.kind === 'problem' ? parsed : readSegment('batch', parsed, RECEIVED);
        if (request.kind === 'problem') throw new Error(request.message);
        const admitted = await admitAll(edge, request.items, source, { tokensFor, trace: 'bench' });
        if (admitted.rejected.length > 0) throw new Error(JSON.stringify(admitted.rejected[0]));
        events += admitted.events.length;
      }
      const used = process.cpuUsage(before);
      if (round >= WARM_UP) rates.push(events / ((used.user + used.system) / 1e6));
    }
    return [
      atLeast(
        'ingest.rate',
        'ingest: parse, validate, tokenise (warm index), per core',
        percentile(rates, 0.5),
        'events/s',
        20_000,
      ),
    ];
  },
};

/** One batch of product views by known customers, as a web shop sends them. */
const body = (from: number): Buffer => {
  const batch = Array.from({ length: PER_REQUEST }, (_, i) => ({
    type: 'track',
    event: 'Product Viewed',
    messageId: `bench-${from + i}`,
    userId: `u-${from + i}`,
    anonymousId: `a-${from + i}`,
    originalTimestamp: '2026-11-27T11:59:58.000Z',
    sentAt: '2026-11-27T12:00:00.000Z',
    context: { library: { name: 'bench', version: '1' }, page: { path: '/p/1', referrer: '' } },
    properties: {
      product_id: String(1_000_000 + i),
      category: 'PRODUCE',
      name: 'Apples, two pounds',
      price: 3.99,
      quantity: 1,
    },
  }));
  return Buffer.from(JSON.stringify({ batch, sentAt: '2026-11-27T12:00:00.000Z' }));
};

interface BatchGet {
  readonly input: {
    readonly RequestItems: { readonly vault: { readonly Keys: readonly { pk: string; sk: string }[] } };
  };
}

/** A table in which every index row exists: the first look-up warms the index, the rest never asks. */
const answering = (): DynamoDBDocumentClient => {
  const send = async ({ input }: BatchGet) => ({
    Responses: { vault: input.RequestItems.vault.Keys.map((key) => ({ ...key, token: `tok_${key.pk.slice(2, 24)}` })) },
  });
  return { send } as unknown as DynamoDBDocumentClient;
};
