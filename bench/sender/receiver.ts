import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** How a receiver behaves, and what it is asked. */
export type ReceiverTask =
  | { readonly kind: 'listen'; readonly cert: string; readonly key: string; readonly faults: number }
  | { readonly kind: 'report' };

/** A request that was answered with 2xx. */
export interface Accepted {
  readonly id: string;
  /** Vendor that it was meant for, by the first part of its path. */
  readonly vendor: string;
  /** Epoch milliseconds at which it had arrived. */
  readonly at: number;
}

const FAULTS = ['reset', 'timeout', 'busy-seconds', 'busy-date', 'error', 'slow-body', 'moved'] as const;
/** Of new connections, because TLS fails before there is a request; every reset, time-out and slow body makes a new one. */
const TLS_FAULTS = 0.1;

/** A vendor of the bench, in a process of its own: takes requests over TLS, and fails a share of them in every way. */
const listen = ({ cert, key, faults }: Extract<ReceiverTask, { kind: 'listen' }>) => {
  const accepted: Accepted[] = [];
  const counts: Record<string, number> = {};
  const fails = (share: number): boolean => Math.random() < share;

  const accept = (request: IncomingMessage, response: ServerResponse): void => {
    accepted.push({ id: String(request.headers['webhook-id']), vendor: request.url ?? '', at: Date.now() });
    response.writeHead(202).end();
  };
  const fail = (request: IncomingMessage, response: ServerResponse): void => {
    const fault = FAULTS[Math.floor(Math.random() * FAULTS.length)] ?? 'error';
    counts[fault] = (counts[fault] ?? 0) + 1;
    switch (fault) {
      case 'reset':
        request.socket.destroy();
        return;
      case 'timeout':
        return;
      case 'busy-seconds':
        response.writeHead(429, { 'retry-after': '2' }).end();
        return;
      case 'busy-date':
        response.writeHead(429, { 'retry-after': new Date(Date.now() + 3000).toUTCString() }).end();
        return;
      case 'error':
        response.writeHead(500).end('no');
        return;
      case 'slow-body':
        // Accepted all the same: the status is the answer.
        accepted.push({ id: String(request.headers['webhook-id']), vendor: request.url ?? '', at: Date.now() });
        response.writeHead(202).write('{');
        return;
      case 'moved':
        response.writeHead(302, { location: 'https://elsewhere.example/' }).end();
    }
  };
  // Node's five seconds would make workers that send in turns open connections over and over.
  const tls = createHttpsServer({ cert, key, keepAlive: true, keepAliveTimeout: 65_000 }, (request, response) => {
    request.resume();
    request.on('end', () => (fails(faults) ? fail(request, response) : accept(request, response)));
    request.on('error', () => undefined);
  });
  tls.on('tlsClientError', () => undefined);
  const front = createServer((socket: Socket) => {
    socket.on('error', () => undefined);
    if (faults > 0 && fails(TLS_FAULTS)) {
      counts.tls = (counts.tls ?? 0) + 1;
      socket.end('this is no TLS\r\n');
    } else tls.emit('connection', socket);
  });
  front.listen(0, '127.0.0.1', () => process.send?.({ port: (front.address() as AddressInfo).port }));
  return () => process.send?.({ accepted, counts });
};

let report: (() => void) | undefined;
process.on('message', (task: ReceiverTask) => {
  if (task.kind === 'listen') report = listen(task);
  else report?.();
});
