import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { KEPT_SECONDS } from '../../contracts/kept-items';
import type { Proof } from '../../contracts/probe';
import type { LoadProofs, SaveProof } from '../domain/ports/probes';
import { epochSeconds, isAlive, type Table } from './table';

const probeKey = (run: string): string => `PROBE#${run}`;

/** What is proven by probes, in the engagement table; no decision, counter or report looks there. */
export const createProbes = ({
  client,
  table,
  now,
}: Table): { readonly saveProof: SaveProof; readonly loadProofs: LoadProofs } => ({
  saveProof: async (run, { step, id, reason }) => {
    const key = { pk: probeKey(run), sk: `${step}#${id}` };
    const ttl = epochSeconds(now()) + KEPT_SECONDS.tests;
    await client.send(
      new PutCommand({
        TableName: table,
        Item: { ...key, step, id, ...(reason !== undefined && { reason }), ttl },
      }),
    );
  },
  loadProofs: async (run) => {
    const proofs: Proof[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': probeKey(run) },
          ConsistentRead: true,
          ...(start === undefined ? {} : { ExclusiveStartKey: start }),
        }),
      );
      for (const item of page.Items ?? []) if (isAlive(item, now())) proofs.push(proofOf(item));
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
    return proofs;
  },
});

const proofOf = ({ step, id, reason }: Readonly<Record<string, unknown>>): Proof => ({
  step: step as Proof['step'],
  id: String(id),
  ...(typeof reason === 'string' && { reason }),
});
