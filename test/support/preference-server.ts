import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { HttpAnswer } from '../../lambdas/runtime/problem';
import { httpCall } from './http-call';

/** What the server was asked, in order. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface PreferenceServer {
  readonly url: string;
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const eventOf = async (request: IncomingMessage, asked: Asked[]): Promise<APIGatewayProxyEventV2> => {
  const { method = 'GET', url = '/' } = request;
  const headers = Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
  asked.push({ method, path: url, headers });
  const token = url.split('/').at(-1) ?? '';
  return httpCall({ method, path: url, pathParameters: { token }, headers, body: await bodyOf(request) });
};

/** Serves a function as the HTTP API would, on a free port of this machine. */
export const servePreferences = async (
  handler: (event: APIGatewayProxyEventV2) => Promise<HttpAnswer>,
): Promise<PreferenceServer> => {
  const asked: Asked[] = [];
  const server: Server = createServer(async (request, response) => {
    const { statusCode = 500, headers = {}, body } = await handler(await eventOf(request, asked));
    response.writeHead(statusCode, headers as Record<string, string>).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () => new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))),
  };
};
