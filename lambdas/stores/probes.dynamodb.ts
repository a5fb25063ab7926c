import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { KEPT_SECONDS } from '../../contracts/kept-items';
import type { Proof } from '../../contracts/probe';
import type { LoadProofs, SaveProof } from '../domain/ports/probes';
import { queryAll } from './keyed-items';
import { epochSeconds, isAlive, type Table } from './table';

const probeKey = (run: string): string => `PROBE#${run}`;

/** What is proven by probes, in the engagement table; no decision, counter or report looks there. */
export const createProbes = (table: Table): { readonly saveProof: SaveProof; readonly loadProofs: LoadProofs } => ({
  saveProof: async (run, { step, id, reason }) => {
    const key = { pk: probeKey(run), sk: `${step}#${id}` };
    const ttl = epochSeconds(table.now()) + KEPT_SECONDS.tests;
    await table.client.send(
      new PutCommand({
        TableName: table.table,
        Item: { ...key, step, id, ...(reason !== undefined && { reason }), ttl },
      }),
    );
  },
  loadProofs: async (run) => {
    const items = await queryAll(table, probeKey(run));
    return items.filter((item) => isAlive(item, table.now())).map(proofOf);
  },
});

const proofOf = ({ step, id, reason }: Readonly<Record<string, unknown>>): Proof => ({
  step: step as Proof['step'],
  id: String(id),
  ...(typeof reason === 'string' && { reason }),
});
