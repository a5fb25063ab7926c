import { Pool } from 'undici';
import type { EmbeddedAws } from './embedded-aws';

export interface ApiAnswer {
  readonly status: number;
  /** Parsed JSON; undefined for an empty body. */
  readonly body: unknown;
}

/** The platform's public HTTP API, seen from outside. */
export interface PublicApi {
  readonly request: (
    method: 'GET' | 'HEAD' | 'POST',
    path: string,
    body?: string | Uint8Array,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<ApiAnswer>;
  readonly close: () => Promise<void>;
}

/** Opens the API that a host name stands for; the embedded AWS serves every API on its one port. */
export const openPublicApi = ({ endpoint }: Pick<EmbeddedAws, 'endpoint'>, host: string): PublicApi => {
  const pool = new Pool(endpoint, { connections: 12, pipelining: 1, bodyTimeout: 60_000, headersTimeout: 60_000 });
  return {
    request: async (method, path, body, headers) => {
      const answer = await pool.request({
        method,
        path,
        headers: { 'content-type': 'application/json', ...headers, host },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : Buffer.from(body) }),
      });
      const text = await answer.body.text();
      return { status: answer.statusCode, body: text === '' ? undefined : parsed(text) };
    },
    close: () => pool.close(),
  };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
};
