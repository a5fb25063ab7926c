import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that changes something at GitHub. */
export interface ForgeRequest {
  readonly method: string;
  /** Behind `/repos/<owner>/<name>/`. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly token: string;
}

export interface ForgeStandIn {
  readonly url: string;
  /** Lists by their path; what is not here is empty. A list is given in pages, as GitHub gives it. */
  readonly lists: Map<string, readonly unknown[]>;
  readonly requests: readonly ForgeRequest[];
  /** Answers the next request with this status. */
  readonly refuseNext: (status: number) => void;
  readonly stop: () => Promise<void>;
}

/** Answers as GitHub's API does to what the pipeline asks of it. */
export const startForge = async (): Promise<ForgeStandIn> => {
  const lists = new Map<string, readonly unknown[]>();
  const requests: ForgeRequest[] = [];
  let refusal: number | undefined;
  const server = createServer(async (request, response) => {
    if (refusal !== undefined) {
      response.writeHead(refusal, { 'content-type': 'application/json' }).end('{}');
      refusal = undefined;
      return;
    }
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://forge');
    const path = pathname.replace(/^\/repos\/[^/]+\/[^/]+\//, '');
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const [size, page] = [Number(searchParams.get('per_page')), Number(searchParams.get('page'))];
    let answer: unknown = (lists.get(path) ?? []).slice((page - 1) * size, page * size);
    if (request.method !== 'GET') {
      const body = JSON.parse(Buffer.concat(parts).toString('utf8'));
      const token = (request.headers.authorization ?? '').replace('Bearer ', '');
      requests.push({ method: request.method ?? '', path, body, token });
      answer = {};
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ lists, requests },
    refuseNext: (status) => {
      refusal = status;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
