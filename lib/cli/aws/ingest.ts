import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { request } from 'undici';
import type { PostBatch } from '../../import';
import { addressOf, type ReadFact } from './customer-api';

/** The ingest API of a stage, as a source uses it. */
export interface Ingest {
  /** The secret that write keys come from; only IT may read it. */
  readonly masterKey: () => Promise<string>;
  /** Posts batches with a source's write key. */
  readonly post: (writeKey: string) => PostBatch;
}

export interface IngestOptions {
  readonly region: string;
  /** `/<prefix>/<stage>`. */
  readonly path: string;
  readonly fact: ReadFact;
  /** Endpoint that serves every API, as the embedded AWS does; undefined on AWS. */
  readonly endpoint: string | undefined;
}

const TIMEOUT_MS = 60_000;

/** Opens the ingest API; its address is asked for with the first batch. */
export const createIngest = ({ region, path, fact, endpoint }: IngestOptions): Ingest => ({
  masterKey: async () => {
    const client = new SecretsManagerClient({ region });
    const found = await client
      .send(new GetSecretValueCommand({ SecretId: `${path.slice(1)}/ingest-key` }))
      .finally(() => client.destroy());
    return found.SecretString ?? '';
  },
  post: (writeKey) => {
    let host: Promise<string> | undefined;
    return async (calls) => {
      host ??= fact('api-host');
      const { origin, headers } = addressOf(endpoint, await host);
      const answer = await request(`${origin}/v1/batch`, {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`,
        },
        body: JSON.stringify({ batch: calls }),
        headersTimeout: TIMEOUT_MS,
        bodyTimeout: TIMEOUT_MS,
      });
      const text = await answer.body.text();
      const { rejected = [] } = answer.statusCode === 202 ? (JSON.parse(text) as Partial<Accepted>) : {};
      const retryAfter = Number(answer.headers['retry-after']);
      return { status: answer.statusCode, rejected, ...(retryAfter > 0 ? { retryAfter } : {}) };
    };
  },
});

interface Accepted {
  readonly rejected: Awaited<ReturnType<PostBatch>>['rejected'];
}
