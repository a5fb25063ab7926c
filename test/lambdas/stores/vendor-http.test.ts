import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { isPublicAddress } from '../../../lambdas/stores/addresses';
import { createPostToVendor } from '../../../lambdas/stores/vendor.http';

const request = (url: string, over: object = {}) => ({
  url,
  headers: { 'content-type': 'application/json', 'webhook-id': 'msg_1' },
  body: Buffer.from('{"a":"ü"}'),
  timeoutMs: 2000,
  ...over,
});

describe('posting to a vendor', () => {
  let server: Server;
  let url = '';
  let answer: (received: IncomingMessage, body: string, response: ServerResponse) => void;

  beforeAll(async () => {
    server = createServer((received, response) => {
      const chunks: Buffer[] = [];
      received.on('data', (chunk: Buffer) => chunks.push(chunk));
      received.on('end', () => answer(received, Buffer.concat(chunks).toString('utf8'), response));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/send?list=1`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const local = createPostToVendor({ allowPlainHttp: true });

  it('posts body and headers and gives status, duration and Retry-After', async () => {
    let seen: unknown;
    answer = (received, body, response) => {
      seen = [received.method, received.url, received.headers['webhook-id'], received.headers['content-length'], body];
      response.writeHead(429, { 'retry-after': '7' }).end('slow down');
    };
    const result = await local(request(url));
    expect(result).toEqual({ status: 429, retryAfter: '7', durationMs: expect.any(Number) });
    expect(seen).toEqual(['POST', '/send?list=1', 'msg_1', '10', '{"a":"ü"}']);
  });

  it('follows no redirect', async () => {
    let calls = 0;
    answer = (_received, _body, response) => {
      calls += 1;
      response.writeHead(307, { location: url }).end();
    };
    expect((await local(request(url))).status).toBe(307);
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
    expect((await local(request(url))).status).toBe(200);
    await closed;
    expect(written).toBeLessThan(10_000);
  });

  it('rejects when no answer comes in time', async () => {
    answer = () => undefined;
    await expect(local(request(url, { timeoutMs: 50 }))).rejects.toMatchObject({ code: 'vendor.timeout' });
  });

  it('rejects when nobody listens', async () => {
    await expect(local(request('http://127.0.0.1:1/'))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('sends to the stand-in with the vendor’s own path', async () => {
    let path: string | undefined;
    answer = (received, _body, response) => {
      path = received.url;
      response.end();
    };
    const standIn = createPostToVendor({ allowPlainHttp: true, standIn: url });
    await standIn(request('https://api.mailhub.example/v2/send?x=1'));
    expect(path).toBe('/v2/send?x=1');
  });

  describe('outside of stage local', () => {
    const refused = { code: 'vendor.address-refused', retryable: false };
    const answering = (...addresses: string[]): LookupFunction =>
      ((_host, options, done) => {
        const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
        if (options.all === true) done(null, found);
        else done(null, found[0]?.address ?? '', found[0]?.family);
      }) satisfies LookupFunction;

    it.each([
      'http://api.mailhub.example/',
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://169.254.169.254/',
      'https://0x7f.1/',
    ])('refuses %s', async (target) => {
      await expect(createPostToVendor()(request(target))).rejects.toMatchObject(refused);
    });

    it.each([
      ['a private address', ['10.0.0.5']],
      ['the instance’s metadata', ['169.254.169.254']],
      ['a private address behind a public one', ['93.184.215.14', '127.0.0.1']],
      ['a mapped address', ['::ffff:10.0.0.5']],
      ['no address', []],
    ])('refuses a name that resolves to %s', async (_case, addresses) => {
      const post = createPostToVendor({ lookup: answering(...addresses) });
      await expect(post(request('https://api.mailhub.example/'))).rejects.toMatchObject(refused);
    });
  });
});

describe('isPublicAddress', () => {
  it.each(['93.184.215.14', '8.8.8.8', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'])('lets %s through', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '127.0.0.1',
    '100.64.0.1',
    '169.254.169.254',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fd00:ec2::254',
    'ff02::1',
    '::ffff:8.8.8.8',
    '64:ff9b::a00:1',
    '2001:db8::1',
    '2002:a00:1::',
    'example.com',
    '',
  ])('refuses %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
