import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createSilentServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsSocketServer } from 'node:tls';
import { createPostToVendor, guardedAgent } from '../../../lambdas/stores/vendor.http';
import { agentTo } from '../../support/agent-to';
import { testCertificate } from '../../support/test-certificate';

const VENDOR = 'https://api.mailhub.example/send?list=1';
const request = (over: object = {}) => ({
  url: VENDOR,
  headers: { 'content-type': 'application/json', 'webhook-id': 'msg_1' },
  body: Buffer.from('{"a":"ü"}'),
  timeoutMs: 2000,
  ...over,
});
type Answer = (received: IncomingMessage, body: string, response: ServerResponse) => void;

const listening = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

describe('posting to a vendor', () => {
  const { cert, key } = testCertificate('api.mailhub.example');
  let answer: Answer;
  const server = createTlsServer({ cert, key }, (received, response) => {
    const chunks: Buffer[] = [];
    received.on('data', (chunk: Buffer) => chunks.push(chunk));
    received.on('end', () => answer(received, Buffer.concat(chunks).toString('utf8'), response));
  });
  let port = 0;
  const post = (over: object = {}, trusted = cert) =>
    createPostToVendor({ agent: agentTo(port, trusted) })(request(over));

  beforeAll(async () => {
    port = await listening(server);
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('posts body and headers and gives status, duration and Retry-After', async () => {
    let seen: unknown;
    answer = (received, body, response) => {
      seen = [received.method, received.url, received.headers['webhook-id'], received.headers['content-length'], body];
      response.writeHead(429, { 'retry-after': '7' }).end('slow down');
    };
    const result = await post();
    expect(result).toEqual({ status: 429, retryAfter: '7', durationMs: expect.any(Number) });
    expect(seen).toEqual(['POST', '/send?list=1', 'msg_1', '10', '{"a":"ü"}']);
  });

  it('follows no redirect', async () => {
    let calls = 0;
    answer = (_received, _body, response) => {
      calls += 1;
      response.writeHead(307, { location: VENDOR }).end();
    };
    expect((await post()).status).toBe(307);
    expect(calls).toBe(1);
  });

  it('does not read an answer without end', async () => {
    let written = 0;
    const closed = new Promise<void>((resolve) => {
      answer = (_received, _body, response) => {
        response.on('close', resolve);
        const write = (): void => {
          written += 1;
          if (!response.destroyed && written < 10_000) response.write('x'.repeat(1024), () => setImmediate(write));
        };
        write();
      };
    });
    expect((await post()).status).toBe(200);
    await closed;
    expect(written).toBeLessThan(10_000);
  });

  it('rejects when no answer comes in time', async () => {
    answer = () => undefined;
    await expect(post({ timeoutMs: 50 })).rejects.toMatchObject({ code: 'vendor.timeout' });
  });

  it('does not wait for ever for a connection that says nothing', async () => {
    const sockets: Socket[] = [];
    const silent = createSilentServer((socket) => sockets.push(socket));
    const silentPort = await listening(silent);
    const send = createPostToVendor({ agent: agentTo(silentPort, cert) });
    await expect(send(request({ timeoutMs: 100 }))).rejects.toMatchObject({ code: 'vendor.timeout' });
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('reads no header without end', async () => {
    answer = (_received, _body, response) => response.writeHead(200, { 'x-long': 'x'.repeat(10_000) }).end();
    await expect(post()).rejects.toMatchObject({ code: 'HPE_HEADER_OVERFLOW' });
  });

  it('takes the status of an answer whose body never ends, and gives up the connection long before the deadline', async () => {
    const closed = new Promise<void>((resolve) => {
      answer = (_received, _body, response) => {
        response.on('close', resolve);
        response.writeHead(202).write('{');
      };
    });
    expect((await post({ timeoutMs: 600_000 })).status).toBe(202);
    await closed;
  });

  describe('over a connection that does not speak as it should', () => {
    const saying = async (speak: (socket: Socket) => void, timeoutMs: number) => {
      const sockets: Socket[] = [];
      const raw = createTlsSocketServer({ cert, key }, (socket) => {
        sockets.push(socket);
        socket.on('error', () => undefined);
        socket.once('data', () => speak(socket));
      });
      const send = createPostToVendor({ agent: agentTo(await listening(raw), cert) });
      try {
        return await send(request({ timeoutMs }));
      } finally {
        for (const socket of sockets) socket.destroy();
        raw.close();
      }
    };

    it('rejects an answer that changes the protocol, instead of waiting for ever', async () => {
      const upgrade = 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n';
      await expect(saying((socket) => socket.write(upgrade), 600_000)).rejects.toMatchObject({
        code: 'vendor.no-answer',
      });
    });

    it.each([
      ['early hints without end', 'HTTP/1.1 103 Early Hints\r\nlink: <x>\r\n\r\n'],
      ['headers one by one without end', 'x-slow: 1\r\n'],
    ])('rejects %s when its time is over', async (_case, drop) => {
      const speak = (socket: Socket): void => {
        if (drop.startsWith('x-')) socket.write('HTTP/1.1 200 OK\r\n');
        const drip = setInterval(() => socket.write(drop), 5);
        socket.on('close', () => clearInterval(drip));
      };
      await expect(saying(speak, 200)).rejects.toMatchObject({ code: 'vendor.timeout' });
    });

    it.each([
      ['many headers', `HTTP/1.1 200 OK\r\n${'x-many: 1\r\n'.repeat(2000)}\r\n`, 'HPE_HEADER_OVERFLOW'],
      ['no HTTP at all', '\u0000\u0001\r\n\r\n', 'HPE_INVALID_CONSTANT'],
    ])('rejects %s', async (_case, text, code) => {
      await expect(saying((socket) => socket.write(text), 600_000)).rejects.toMatchObject({ code });
    });

    it('keeps the first of several answers to Retry-After, and any status', async () => {
      const text = 'HTTP/1.1 999 x\r\nretry-after: 1\r\nretry-after: 99\r\ncontent-length: 0\r\n\r\n';
      expect(await saying((socket) => socket.write(text), 600_000)).toMatchObject({ status: 999, retryAfter: '1' });
    });
  });

  it('rejects a vendor that cannot prove its name', async () => {
    await expect(post({}, testCertificate('api.mailhub.example').cert)).rejects.toMatchObject({
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
    await expect(post({ url: 'https://other.example/' })).rejects.toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
  });

  it('rejects when nobody listens', async () => {
    await expect(createPostToVendor({ agent: agentTo(1, cert) })(request())).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });

  it('sends to the stand-in with the vendor’s own path', async () => {
    let path: string | undefined;
    const plain = createServer((received, response) => {
      path = received.url;
      response.end();
    });
    const standIn = `http://127.0.0.1:${await listening(plain)}`;
    await createPostToVendor({ standIn })(request({ url: 'https://api.mailhub.example/v2/send?x=1' }));
    expect(path).toBe('/v2/send?x=1');
    plain.closeAllConnections();
    plain.close();
  });

  it('keeps no connection that was idle while its function may have stood still', () => {
    expect(guardedAgent().options.timeout).toBeLessThan(5000);
  });
});
